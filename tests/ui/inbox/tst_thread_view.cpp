// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/inbox/thread_builder.h"
#include "ui/inbox/failure_actions.h"
#include "ui/inbox/thread_view.h"

#include <QAccessible>
#include <QClipboard>
#include <QMenu>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

using namespace counterbell;
using namespace counterbell::ui;
using namespace Qt::StringLiterals;

class ThreadViewTest : public QObject
{
    Q_OBJECT

    static ThreadContext context()
    {
        return {test::midnight() + std::chrono::hours(30), u"Ava Lindqvist"_s, true, true, true};
    }
    static std::vector<Message> numbered(int from, int to)
    {
        std::vector<Message> messages;
        for (int n = from; n <= to; ++n)
            messages.push_back(test::longThreadMessage(n));
        return messages;
    }
    struct Shown {
        ThreadModel model;
        ThreadView view{model};
        Shown()
        {
            view.setContext(context());
            view.resize(696, 600);
            view.show();
        }
        [[nodiscard]] int topOf(int id) const { return view.rowRect(model.rowOf({id})).top(); }
    };

private Q_SLOTS:
    void init()
    { // The offscreen platform says this of every menu.
        QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support)"_s));
    }

    void opensAtTheEndAndStaysThere()
    {
        Shown s;
        s.model.merge(numbered(101, 150));
        QVERIFY(s.view.isAtEnd());
        QCOMPARE(s.view.rowRect(s.model.count() - 1).bottom() + 8, s.view.viewport()->height() - 1);
        s.model.merge(numbered(151, 153));
        QVERIFY(s.view.isAtEnd());
        QCOMPARE(s.view.rowRect(s.model.count() - 1).bottom() + 8, s.view.viewport()->height() - 1);
    }

    void keepsTheReadersPlace()
    {
        Shown s;
        s.model.merge(numbered(101, 150));
        s.view.verticalScrollBar()->setValue(500);
        const int place = s.topOf(110);
        s.model.merge(numbered(51, 100)); // older ones come in above
        QCOMPARE(s.topOf(110), place);
        s.model.merge(numbered(151, 155)); // and new ones below
        QCOMPARE(s.topOf(110), place);
        QVERIFY(!s.view.isAtEnd());
        s.model.dropBefore(test::longThreadMessage(90));
        QCOMPARE(s.topOf(110), place);
        auto longer = test::longThreadMessage(95);
        longer.body += u"\none\nmore\nline"_s;
        s.model.update(longer); // something above grows
        QCOMPARE(s.topOf(110), place);
        s.view.resize(400, 600); // everything wraps anew
        QVERIFY(std::abs(s.topOf(110) - place) < 600);
    }

    void laysOutOneRowForATickAndNoneForScrolling()
    {
        Shown s;
        s.model.merge(numbered(1, 400));
        const int before = s.view.laidOut();
        auto message = test::longThreadMessage(200);
        message.status = DeliveryStatus::Read;
        s.model.update(message);
        QCOMPARE(s.view.laidOut(), before + 1);
        for (int y = 0; y < 5000; y += 100)
            s.view.verticalScrollBar()->setValue(y);
        s.view.grab();
        QCOMPARE(s.view.laidOut(), before + 1);
        s.view.resize(900, 700); // wider than any bubble, but end sides move
        QVERIFY(s.view.laidOut() > before + 1);
    }

    void scrollsAFrameWithinEightMilliseconds()
    {
        Shown s;
        s.model.merge(numbered(1, 400));
        QImage image(s.view.viewport()->size(), QImage::Format_ARGB32_Premultiplied);
        QPainter painter(&image);
        s.view.viewport()->render(&painter); // fonts and icons are loaded once
        std::vector<qint64> frames;
        for (int y = 0; y < 4000; y += 40) {
            QElapsedTimer timer;
            timer.start();
            s.view.verticalScrollBar()->setValue(y);
            s.view.viewport()->render(&painter);
            frames.push_back(timer.nsecsElapsed());
        }
        std::sort(frames.begin(), frames.end());
        qInfo("median frame %.2f ms, 95th %.2f ms", double(frames[frames.size() / 2]) / 1e6,
              double(frames[frames.size() * 95 / 100]) / 1e6);
        QVERIFY(frames[frames.size() / 2] < 8'000'000);
    }

    void asksForMoreNearItsEdges()
    {
        Shown s;
        s.model.merge(numbered(1, 100));
        QSignalSpy top(&s.view, &ThreadView::nearTop);
        QSignalSpy end(&s.view, &ThreadView::nearEnd);
        s.view.verticalScrollBar()->setValue(2000);
        QCOMPARE(top.size(), 0);
        s.view.verticalScrollBar()->setValue(100);
        QVERIFY(top.size() > 0);
        end.clear();
        s.view.scrollToEnd();
        QVERIFY(end.size() > 0);
        QVERIFY(s.view.isAtEnd());
    }

    void putsRealButtonsBesideAFailure()
    {
        Shown s;
        s.model.merge(test::written(u"in 10:00 hi / failed 10:01 Shall I go ahead?"_s));
        const auto actions = s.view.visibleActions();
        QCOMPARE(actions.size(), 1U);
        auto *sms = actions.front()->findChild<QPushButton *>(u"sendAsSms"_s);
        QVERIFY(sms && sms->isVisible());
        QSignalSpy chosen(&s.view, &ThreadView::remedyChosen);
        QTest::mouseClick(sms, Qt::LeftButton);
        QCOMPARE(chosen.size(), 1);
        QCOMPARE(chosen[0][0].value<Message>().id, MessageId{2});
        QCOMPARE(chosen[0][1].value<Remedy>(), Remedy::SendAsSms);
        auto muted = context(); // the customer opted out: nothing to press but Details
        muted.canSend = false;
        s.view.setContext(muted);
        const auto left = s.view.visibleActions();
        QCOMPARE(left.size(), 1U);
        QVERIFY(left.front()->width() > 40 && left.front()->findChild<QPushButton *>(u"details"_s)->isVisible());
        auto delivered = s.model.at(1).message;
        delivered.status = DeliveryStatus::Delivered;
        delivered.error.reset();
        s.model.update(delivered);
        QVERIFY(s.view.visibleActions().empty());
    }

    void copiesAndNeverOpensALinkByItself()
    {
        Shown s;
        s.model.merge(test::written(u"in 10:00 see https://a.example/x"_s));
        QSignalSpy links(&s.view, &ThreadView::linkChosen);
        const auto row = s.view.rowRect(0);
        QContextMenuEvent event(QContextMenuEvent::Mouse, row.topLeft() + QPoint(40, 60),
                                s.view.viewport()->mapToGlobal(row.topLeft() + QPoint(40, 60)));
        QCoreApplication::sendEvent(s.view.viewport(), &event);
        auto *menu = s.view.findChild<QMenu *>(u"messageMenu"_s);
        QVERIFY(menu);
        menu->findChild<QAction *>(u"copyText"_s)->trigger();
        QCOMPARE(QGuiApplication::clipboard()->text(), u"see https://a.example/x"_s);
        menu->findChild<QAction *>(u"copyLink"_s)->trigger();
        QCOMPARE(QGuiApplication::clipboard()->text(), u"https://a.example/x"_s);
        QCOMPARE(links.size(), 0);
        menu->findChild<QAction *>(u"openLink"_s)->trigger();
        QCOMPARE(links.size(), 1);
        menu->close();
    }

    void walksRowsByKeyAndReadsThem()
    {
        Shown s;
        s.model.merge(test::written(u"in 10:00 hi / out 10:01 hello / out 10:02 there"_s));
        s.view.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&s.view));
        s.view.clearFocus();
        s.view.setFocus(Qt::TabFocusReason);
        QCOMPARE(s.view.currentRow(), 2);
        QTest::keyClick(&s.view, Qt::Key_Up);
        QCOMPARE(s.view.currentRow(), 1);
        QTest::keyClick(&s.view, Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QGuiApplication::clipboard()->text(), u"hello"_s);
        auto *list = QAccessible::queryAccessibleInterface(&s.view);
        QCOMPARE(list->role(), QAccessible::List);
        QCOMPARE(list->childCount(), 3);
        QVERIFY(list->child(1)->text(QAccessible::Name).contains(u"hello"_s));
        QVERIFY(list->child(1)->text(QAccessible::Name).endsWith(u"delivered"_s));
        QCOMPARE(list->indexOfChild(list->child(2)), 2);
        QCOMPARE(list->child(0)->parent(), list);
    }

    void selectsTextWithTheMouse()
    {
        Shown s;
        s.model.merge(test::written(u"in 10:00 hello there"_s));
        const auto row = s.view.rowRect(0);
        const QPoint from(29, row.bottom() - 8 - 18);
        QTest::mousePress(s.view.viewport(), Qt::LeftButton, {}, from);
        QMouseEvent move(QEvent::MouseMove, QPointF(from.x() + 300, from.y()),
                         s.view.viewport()->mapToGlobal(QPointF(from.x() + 300, from.y())), Qt::NoButton,
                         Qt::LeftButton, {});
        QCoreApplication::sendEvent(s.view.viewport(), &move);
        QTest::mouseRelease(s.view.viewport(), Qt::LeftButton, {}, from + QPoint(300, 0));
        QTest::keyClick(&s.view, Qt::Key_C, Qt::ControlModifier);
        QCOMPARE(QGuiApplication::clipboard()->text(), u"hello there"_s);
    }
};

QTEST_MAIN(ThreadViewTest)
#include "tst_thread_view.moc"
