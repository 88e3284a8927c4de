// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/shell/window/window_stage.h"
#include "ui/shell/window/rail.h"
#include "ui/shell/window/rail_button.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/toast.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace counterbell;
using namespace counterbell::ui;

class TestMainWindow : public QObject
{
    Q_OBJECT

    std::unique_ptr<Theme> m_theme;

    static void press(WindowStage &stage, Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::ControlModifier)
    {
        QTest::keyClick(&stage.window, key, modifiers);
    }

    /// Whether a screen reader that walks down from `window` comes by `wanted`.
    static bool isHeard(QObject *window, const QObject *wanted)
    {
        auto *from = QAccessible::queryAccessibleInterface(window);
        for (int at = 0; from && at < from->childCount(); ++at) {
            auto *object = from->child(at) ? from->child(at)->object() : nullptr;
            if (object && (object == wanted || isHeard(object, wanted)))
                return true;
        }
        return false;
    }

private Q_SLOTS:
    void initTestCase() { m_theme = std::make_unique<Theme>(); }
    void cleanupTestCase() { m_theme.reset(); }
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void theRailLeadsToThePagesByMouseAndByKey()
    {
        WindowStage stage;
        QCOMPARE(stage.window.currentPage(), 0);
        QVERIFY(stage.inbox->timesShown >= 1);
        QTest::mouseClick(stage.find(u"rail.jobs"_s), Qt::LeftButton);
        QCOMPARE(stage.window.currentPage(), 1);
        QCOMPARE(stage.jobs->timesShown, 1);
        press(stage, Qt::Key_1);
        QCOMPARE(stage.window.currentPage(), 0);
        press(stage, Qt::Key_4); // no such page yet
        QCOMPARE(stage.window.currentPage(), 0);
    }

    void theDrawerLiesOverThePageWhereThereIsNoRoomForBoth()
    {
        WindowStage stage(QSize(1024, 700));
        auto *drawer = new QLineEdit; // a field passes Escape on
        drawer->setFixedWidth(368);
        drawer->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Expanding);
        stage.window.setDrawer(u"Drawer"_s, drawer);
        QCoreApplication::sendPostedEvents();
        const int before = stage.inbox->width();
        const auto left = [&](QWidget *widget) { return widget->mapTo(&stage.window, QPoint(0, 0)).x(); };
        stage.find<QPushButton>(u"openDrawer"_s)->click();
        QCoreApplication::sendPostedEvents();
        QVERIFY(drawer->isVisible());
        QCOMPARE(stage.inbox->width(), before);
        QCOMPARE(drawer->width(), 368);
        QCOMPARE(drawer->height(), stage.inbox->height());
        QCOMPARE(left(drawer), left(stage.inbox));
        QVERIFY(stage.shows(u"drawerEdge"_s));
        stage.window.resize(1440, 900);
        QTRY_COMPARE(left(drawer), 1440 - 368); // beside it again
        QTRY_COMPARE(stage.inbox->width(), left(drawer) - left(stage.inbox));
        QVERIFY(!stage.shows(u"drawerEdge"_s));
        QTest::keyClick(drawer, Qt::Key_Escape);
        QVERIFY(drawer->isVisible());
        // A row that lost one of its items while it lays them out would read on where nothing is.
        const auto isInARow = [&] {
            const auto rows = stage.window.findChildren<QHBoxLayout *>();
            return std::ranges::any_of(rows, [&](const QHBoxLayout *row) { return row->indexOf(drawer) >= 0; });
        };
        stage.window.resize(1024, 700);
        QVERIFY(isInARow());
        QTRY_VERIFY(!isInARow());
        QTRY_COMPARE(stage.inbox->width(), before);
        QTest::keyClick(drawer, Qt::Key_Escape);
        QVERIFY(!drawer->isVisible());
        QVERIFY(!stage.shows(u"drawerEdge"_s));
    }

    void aScreenReaderHearsSectionFirstAndCountAfter()
    {
        WindowStage stage;
        Q_EMIT stage.inbox->countChanged(4);
        const auto *button = stage.find<RailButton>(u"rail.inbox"_s);
        QCOMPARE(button->accessibleName(), u"Inbox, 4"_s);
        QCOMPARE(stage.notices.count, 4);
        Q_EMIT stage.inbox->countChanged(0);
        QCOMPARE(button->accessibleName(), u"Inbox"_s);
    }

    void whoIsNotSignedInSeesTheTilesAndNothingElse()
    {
        WindowStage stage;
        stage.client.answer(methods::sessionMembers, SignInNames{{{u"manager"_s, u"Mia Tanaka"_s, Role::Manager},
                                                                  {u"agent"_s, u"Priya Nair"_s, Role::Agent}}});
        stage.client.setWho(std::nullopt);
        stage.client.setConnection(Connection::SignIn);
        QVERIFY(stage.shows(u"signInScreen"_s));
        QVERIFY(!stage.shows(u"rail"_s));
        QTRY_VERIFY(stage.shows(u"tile.agent"_s));
        QTest::mouseClick(stage.find(u"tile.agent"_s), Qt::LeftButton);
        auto *pin = stage.find<QLineEdit>(u"pin"_s);
        QTest::keyClicks(pin, u"9x999"_s);
        QCOMPARE(pin->text(), u"9999"_s);
        stage.client.refuse(methods::sessionLogin, Error{Reason::WrongPin, {{u"retryAfterSeconds"_s, 2}}});
        Signed priya;
        priya.member.name = u"Priya Nair"_s;
        priya.member.id = MemberId{3};
        stage.client.answer(methods::sessionLogin, priya);
        QTest::keyClick(pin, Qt::Key_Return);
        QTRY_VERIFY(pin->isReadOnly()); // the core slows wrong PINs
        QCOMPARE(pin->text(), QString());
        // What is typed in the same rhythm presses nothing else.
        QVERIFY(pin->isEnabled());
        QTest::keyClicks(pin, u"3333"_s);
        QTest::keyClick(pin, Qt::Key_Return);
        QCOMPARE(pin->text(), QString());
        QCOMPARE(stage.client.callsOf("session.login"_L1).size(), 1U);
        QTRY_VERIFY_WITH_TIMEOUT(!pin->isReadOnly(), 5000);
        QTest::keyClicks(pin, u"3333"_s);
        QTest::mouseClick(stage.find(u"signIn"_s), Qt::LeftButton);
        QTRY_VERIFY(stage.shows(u"rail"_s));
        QCOMPARE(stage.client.lastCall("session.login"_L1)[u"name"_s].toString(), u"agent"_s);
        QVERIFY(stage.find<QAbstractButton>(u"member"_s)->accessibleName().contains(u"Priya Nair"_s));
    }

    void anotherMemberSignsInByTheAvatar()
    {
        WindowStage stage;
        stage.client.answer(methods::sessionMembers, SignInNames{{{u"agent"_s, u"Priya Nair"_s, Role::Agent}}});
        Signed priya;
        priya.member.name = u"Priya Nair"_s;
        stage.client.answer(methods::sessionLogin, priya);
        QTest::mouseClick(stage.find(u"member"_s), Qt::LeftButton);
        QTRY_VERIFY(stage.shows(u"switchMember"_s));
        auto *dialog = stage.find(u"switchMember"_s);
        QTRY_VERIFY(dialog->findChild<QLineEdit *>(u"pin"_s)->isVisible()); // the only one there is
        QTest::keyClicks(dialog->findChild<QLineEdit *>(u"pin"_s), u"3333"_s);
        QTest::keyClick(dialog->findChild<QLineEdit *>(u"pin"_s), Qt::Key_Return);
        QTRY_COMPARE(stage.client.who()->member.name, u"Priya Nair"_s);
        QTRY_VERIFY(!stage.find(u"switchMember"_s));
    }

    void oneMembersToastsAreNotTheNextOnes()
    {
        WindowStage stage;
        auto mia = *stage.client.who();
        ToastSpec toast;
        toast.fact = u"SMS to Ava in %1 s."_s;
        toast.countdown = std::chrono::seconds(10);
        Q_EMIT stage.inbox->toastRequested(toast);
        QTRY_VERIFY(stage.window.findChild<Toast *>());
        stage.client.setWho(std::nullopt);
        stage.client.setWho(mia); // the connection was away for a moment
        QVERIFY(stage.window.findChild<Toast *>());
        auto priya = mia;
        priya.member.id = MemberId{mia.member.id.value + 1};
        stage.client.setWho(priya);
        QVERIFY(!stage.window.findChild<Toast *>());
    }

    void sayingGoodbyeLeadsToTheSignInScreen()
    {
        WindowStage stage;
        QTest::mouseClick(stage.find(u"member"_s), Qt::LeftButton);
        QTRY_VERIFY(stage.shows(u"switchMember"_s));
        QTest::mouseClick(stage.find(u"signOut"_s), Qt::LeftButton);
        QVERIFY(stage.shows(u"signInScreen"_s));
        QVERIFY(!stage.client.who());
    }

    void offlineShowsTheCountdownAndWhatWaits()
    {
        WindowStage stage;
        QVERIFY(!stage.shows(u"offlineBanner"_s));
        stage.client.setConnection(Connection::Offline, QDateTime::currentDateTimeUtc().addSecs(12));
        QTRY_VERIFY(stage.shows(u"offlineBanner"_s));
        QVERIFY(stage.shows(u"rail"_s)); // what was typed stays in sight
        QVERIFY(!stage.outbox.send(ConversationId{1}, Channel::Sms, u"one"_s).isEmpty());
        QVERIFY(!stage.outbox.send(ConversationId{1}, Channel::Sms, u"two"_s).isEmpty());
        const auto *banner = stage.find<Banner>(u"offlineBanner"_s);
        QVERIFY2(banner->consequence().contains(u"2 messages"_s), qPrintable(banner->consequence()));
        const auto labels = banner->findChildren<QLabel *>();
        QVERIFY(
            std::ranges::any_of(labels, [](const QLabel *label) { return label->text() == u"Next try in 12 s"_s; }));
        QTest::mouseClick(stage.find(u"tryNow"_s), Qt::LeftButton);
        QCOMPARE(stage.client.tries, 1);
        stage.client.setConnection(Connection::Online);
        QVERIFY(!stage.shows(u"offlineBanner"_s));
    }

    void onlyASandboxSaysThatItIsOne()
    {
        WindowStage stage;
        QVERIFY(stage.shows(u"sandboxBanner"_s));
        QCOMPARE(stage.find<Banner>(u"sandboxBanner"_s)->fact(), u"Sandbox: nothing reaches real phones"_s);
        auto core = *stage.client.core();
        core.kind = WorkspaceKind::Live;
        stage.client.setCore(core);
        stage.client.setConnection(Connection::Online);
        QVERIFY(!stage.shows(u"sandboxBanner"_s));
    }

    void theStartScreenSaysNothingForASecondThenWhatItDoesOrWhyNot()
    {
        WindowStage stage;
        stage.client.setCore(std::nullopt);
        stage.client.setWho(std::nullopt);
        stage.client.setConnection(Connection::Connecting);
        stage.window.showStart(u"Starting the practice shop."_s);
        QVERIFY(stage.shows(u"startScreen"_s));
        const auto says = [&](const QString &text) {
            const auto labels = stage.find(u"startScreen"_s)->findChildren<QLabel *>();
            return std::ranges::any_of(
                labels, [&](const QLabel *label) { return label->isVisible() && label->text().contains(text); });
        };
        QVERIFY(!says(u"practice shop"_s));
        QTRY_VERIFY(says(u"practice shop"_s));
        stage.window.showFailure(u"It ended. Try again."_s, u"no space left"_s);
        QVERIFY(says(u"It ended."_s) && says(u"no space left"_s));
        QSignalSpy retry(&stage.window, &MainWindow::retryPressed);
        QTest::mouseClick(stage.find(u"retry"_s), Qt::LeftButton);
        QCOMPARE(retry.count(), 1);
    }

    void aToastShowsOverThePageAndCtrlZUndoes()
    {
        WindowStage stage;
        ToastSpec toast;
        toast.fact = u"SMS to Ava in %1 s."_s;
        toast.countdown = std::chrono::seconds(10);
        toast.actions = {{u"undo"_s, u"Undo"_s, QKeySequence(u"Ctrl+Z"_s)}};
        QString acted;
        toast.acted = [&](const QString &id) { acted = id; };
        Q_EMIT stage.inbox->toastRequested(toast);
        QTRY_VERIFY(stage.window.findChild<Toast *>());
        QVERIFY(isHeard(&stage.window, stage.window.findChild<Toast *>()));
        press(stage, Qt::Key_Z);
        QTRY_COMPARE(acted, u"undo"_s);
    }

    void tabGoesThroughTheSectionsBeforeTheAvatar()
    {
        WindowStage stage;
        QStringList names;
        for (auto *next = stage.find(u"rail"_s)->nextInFocusChain(); names.size() < 3;
             next = next->nextInFocusChain()) {
            if (next->focusPolicy() != Qt::NoFocus) // Tab comes to the chosen section, arrows to the others
                names << next->objectName();
        }
        QCOMPARE(names, QStringList({u"rail.inbox"_s, u"rail.jobs"_s, u"member"_s}));
    }

    void f6GoesFromPaneToPaneAndBack()
    {
        WindowStage stage;
        stage.window.activateWindow();
        stage.inbox->setFocus();
        QTRY_VERIFY(stage.inbox->hasFocus());
        press(stage, Qt::Key_F6, Qt::NoModifier);
        QVERIFY(stage.find(u"rail"_s)->isAncestorOf(QApplication::focusWidget()));
        press(stage, Qt::Key_F6, Qt::ShiftModifier);
        QVERIFY(stage.inbox->hasFocus());

        // A pane within a pane is a stop of its own, and nothing the outer one returns to.
        QPushButton inner(u"Note"_s, stage.inbox);
        inner.setProperty("pane", true);
        inner.show();
        press(stage, Qt::Key_F6, Qt::NoModifier);
        QVERIFY(inner.hasFocus());
        press(stage, Qt::Key_F6, Qt::ShiftModifier);
        QVERIFY(stage.inbox->hasFocus());
    }

    void f1ListsTheShortcuts()
    {
        WindowStage stage;
        press(stage, Qt::Key_F1, Qt::NoModifier);
        QTRY_VERIFY(stage.shows(u"shortcutList"_s));
        const auto labels = stage.find(u"shortcutList"_s)->findChildren<QLabel *>();
        QVERIFY(std::ranges::any_of(labels, [](const QLabel *label) { return label->text().contains(u"Ctrl+K"_s); }));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
        QTRY_VERIFY(!stage.find(u"shortcutList"_s));
    }

    void nothingUnderADialogHearsAKey()
    {
        WindowStage stage;
        press(stage, Qt::Key_F1, Qt::NoModifier);
        QTRY_VERIFY(stage.shows(u"shortcutList"_s));
        press(stage, Qt::Key_2);
        press(stage, Qt::Key_F6, Qt::NoModifier);
        press(stage, Qt::Key_N);
        QCOMPARE(stage.window.currentPage(), 0);
        QCOMPARE(stage.jobs->newOnes, 0);
        QVERIFY(stage.find(u"shortcutList"_s)->isAncestorOf(QApplication::focusWidget()));
        QCOMPARE(QAccessible::queryAccessibleInterface(&stage.window)->childCount(), 1);
    }

    void ctrlNIsANewJobFromAnywhere()
    {
        WindowStage stage;
        press(stage, Qt::Key_N);
        QCOMPARE(stage.jobs->newOnes, 1);
        QCOMPARE(stage.window.currentPage(), 1);
        QVERIFY(stage.jobs->customer.isNull());
    }

    void aPageAsksForACustomersNewJob()
    {
        WindowStage stage;
        Q_EMIT stage.inbox->newJobRequested(ContactId{7});
        QCOMPARE(stage.window.currentPage(), 1);
        QCOMPARE(stage.jobs->newOnes, 1);
        QCOMPARE(stage.jobs->customer, ContactId{7});
    }

    void pagesLeadToOneAnother()
    {
        WindowStage stage;
        Q_EMIT stage.inbox->openJob(JobId{7});
        QCOMPARE(stage.jobs->job, JobId{7});
        QCOMPARE(stage.window.currentPage(), 1);
        Q_EMIT stage.jobs->openConversation(ConversationId{5});
        QCOMPARE(stage.inbox->conversation, ConversationId{5});
        QCOMPARE(stage.window.currentPage(), 0);
    }

    void theRailFoldsWhereThereIsLittleRoom()
    {
        WindowStage stage({1024, 700});
        QVERIFY(stage.find<Rail>(u"rail"_s)->isFolded());
        QCOMPARE(stage.find(u"rail"_s)->width(), 56);
        stage.window.resize(1440, 900);
        QTRY_COMPARE(stage.find(u"rail"_s)->width(), 80);
        stage.window.resize(200, 200);
        QCOMPARE(stage.window.size(), QSize(1024, 700));
    }

    void theWindowRemembersWhereItWas()
    {
        WindowStage stage;
        stage.window.resize(1200, 800);
        stage.window.showPage(1);
        stage.window.close();
        MainWindow again({stage.client, stage.outbox, stage.shortcuts, stage.settings, stage.notices});
        again.addPage(new FakePage(u"Inbox"_s, u"inbox"_s));
        again.addPage(new FakePage(u"Jobs"_s, u"jobs"_s));
        QCOMPARE(again.size(), QSize(1200, 800));
        QCOMPARE(again.currentPage(), 1);
    }
};

QTEST_MAIN(TestMainWindow)
#include "tst_main_window.moc"
