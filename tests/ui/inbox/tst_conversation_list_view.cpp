// SPDX-License-Identifier: Apache-2.0
#include "ui/inbox/conversation_list_view.h"

#include "tests/ui/inbox/inbox_samples.h"
#include "ui/inbox/conversation_delegate.h"
#include "ui/inbox/conversation_list_model.h"

#include <QLineEdit>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTest>

using namespace counterbell;
using namespace counterbell::test;
using namespace counterbell::ui;
using namespace Qt::StringLiterals;

namespace
{

/// Forty rows in a view that shows six; the newest is number 40.
struct List {
    List()
    {
        model.begin(ConversationSort::Activity);
        ConversationListModel::Piece piece;
        for (int i = 40; i > 0; --i)
            piece.rows.push_back(conversation(i, kNoon + std::chrono::seconds(i)));
        model.append(piece);
        view.setItemDelegate(&delegate);
        view.resize(360, 6 * 64);
        view.show();
    }
    /// The conversation at the top of the view and how far its row reaches out of it.
    std::pair<qint64, int> place()
    {
        const auto index = view.indexAt({100, 0});
        return {model.at(index.row()).id.value, view.visualRect(index).top()};
    }
    void touch(qint64 id, std::chrono::seconds at)
    {
        auto c = conversation(id, kNoon + at);
        c.version = ++version;
        model.put(c);
    }
    void scroll(int y) { view.verticalScrollBar()->setValue(y); }

    ConversationListModel model{[](const Conversation &c) { return c.contact.name; }};
    ConversationDelegate delegate{model, [] { return Viewer{kMia, kNoon + 1h}; }};
    ConversationListView view{model};
    qint64 version = 1;
};

} // namespace

class ConversationListViewTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { qRegisterMetaType<ConversationId>(); }
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void hasRowsOf64()
    {
        List list;
        QCOMPARE(list.view.visualRect(list.model.index(1)), QRect(0, 64, list.view.viewport()->width(), 64));
    }

    void comingByWithTabOpensNothing()
    {
        List list;
        QLineEdit before;
        before.show();
        before.setFocus();
        QSignalSpy chosen(&list.view, &ConversationListView::chosen);
        list.view.activateWindow();
        list.view.setFocus(Qt::TabFocusReason);
        QTRY_VERIFY(list.view.hasFocus());
        QCOMPARE(list.view.currentIndex().row(), 0);
        QCOMPARE(chosen.count(), 0);
        QTest::keyClick(&list.view, Qt::Key_Return);
        QCOMPARE(chosen.count(), 1);
        QCOMPARE(chosen.front().front().value<ConversationId>(), ConversationId{40});
        QTest::keyClick(&list.view, Qt::Key_Down);
        QCOMPARE(chosen.count(), 2);
        list.view.setOpen({});
        list.view.setFocus();
        QTest::mouseClick(list.view.viewport(), Qt::LeftButton, {}, {100, 10});
        QCOMPARE(chosen.count(), 3);
    }

    void keepsTheReadersPlace_data()
    {
        using Change = std::function<void(List &)>;
        QTest::addColumn<Change>("change");
        QTest::newRow("one comes at the top") << Change([](List &l) { l.touch(41, 41s); });
        QTest::newRow("one from below goes to the top") << Change([](List &l) { l.touch(3, 50s); });
        QTest::newRow("one above goes") << Change([](List &l) { l.model.remove(ConversationId{39}); });
        QTest::newRow("one below goes") << Change([](List &l) { l.model.remove(ConversationId{9}); });
        QTest::newRow("one above moves below") << Change([](List &l) { l.touch(39, 2s); });
        QTest::newRow("one changes in its place") << Change([](List &l) { l.touch(30, 30s); });
        QTest::newRow("everything is fetched again") << Change([](List &l) {
            ConversationListModel::Piece piece;
            for (int i = 45; i > 5; --i)
                piece.rows.push_back(conversation(i, kNoon + std::chrono::seconds(i)));
            l.model.refresh(piece);
        });
    }
    void keepsTheReadersPlace()
    {
        QFETCH(const std::function<void(List &)>, change);
        List list;
        list.scroll(10 * 64 + 17);
        const auto before = list.place();
        QCOMPARE(before, std::pair(qint64(30), -17));
        change(list);
        QCOMPARE(list.place(), before);
        QCoreApplication::sendPostedEvents();
        QCOMPARE(list.place(), before);
    }

    void showsWhatComesToAReaderAtTheTop()
    {
        List list;
        list.touch(41, 41s);
        QCOMPARE(list.place(), std::pair(qint64(41), 0));
    }

    void keepsTheOpenOneOpenWhateverRowsDo()
    {
        List list;
        QSignalSpy chosen(&list.view, &ConversationListView::chosen);
        list.view.setOpen(ConversationId{38});
        list.touch(38, 60s);
        QCOMPARE(list.view.currentIndex().row(), 0);
        list.touch(5, 70s);
        QCOMPARE(list.view.currentIndex().row(), 1);
        list.model.remove(ConversationId{38});
        QVERIFY(!list.view.currentIndex().isValid());
        QVERIFY(!list.view.selectionModel()->hasSelection());
        QCOMPARE(list.view.open(), ConversationId{38});
        list.touch(38, 65s); // and it is back
        QCOMPARE(list.view.currentIndex().row(), 1);
        QCOMPARE(chosen.size(), 0);
    }

    void goesOnFromWhereTheOpenOneWas()
    {
        List list;
        list.view.setOpen(ConversationId{38});
        QCOMPARE(list.view.besides(1), ConversationId{37});
        QCOMPARE(list.view.besides(-1), ConversationId{39});
        list.model.remove(ConversationId{38});
        QCOMPARE(list.view.besides(1), ConversationId{37});
        QCOMPARE(list.view.besides(-1), ConversationId{39});
        list.view.setOpen(ConversationId{40});
        QVERIFY(!list.view.besides(-1));
        list.view.setOpen(ConversationId{1});
        QVERIFY(!list.view.besides(1));
        list.view.setOpen(ConversationId{4711}); // from a search; not in this list
        QCOMPARE(list.view.besides(1), ConversationId{40});
    }

    void opensByMouseAndByKeys()
    {
        List list;
        QSignalSpy chosen(&list.view, &ConversationListView::chosen);
        QTest::mouseClick(list.view.viewport(), Qt::LeftButton, {}, {100, 2 * 64 + 5});
        QCOMPARE(chosen.size(), 1);
        QCOMPARE(chosen.back().front().value<ConversationId>(), ConversationId{38});
        QTest::keyClick(&list.view, Qt::Key_Down);
        QCOMPARE(chosen.back().front().value<ConversationId>(), ConversationId{37});
        QTest::keyClick(&list.view, Qt::Key_End);
        QCOMPARE(chosen.back().front().value<ConversationId>(), ConversationId{1});
        const auto count = chosen.size();
        QTest::keyClick(&list.view, Qt::Key_C); // no search by first letter
        QCOMPARE(chosen.size(), count);
    }

    void laysOutARowOnceAndAgainWhenItChanges()
    {
        List list;
        list.view.grab();
        const int made = list.delegate.layoutsMade();
        QCOMPARE(made, 6);
        list.view.grab();
        QCOMPARE(list.delegate.layoutsMade(), made);
        list.touch(39, 39s);
        list.view.grab();
        QCOMPARE(list.delegate.layoutsMade(), made + 1);
        list.model.timePassed();
        list.view.grab();
        QCOMPARE(list.delegate.layoutsMade(), made + 7);
    }

    void asksForMoreNearTheEnds()
    {
        List list;
        QSignalSpy below(&list.view, &ConversationListView::nearBottom);
        list.scroll(64);
        QCOMPARE(below.size(), 0);
        list.scroll(30 * 64);
        QCOMPARE(below.size(), 1);
    }
};

QTEST_MAIN(ConversationListViewTest)
#include "tst_conversation_list_view.moc"
