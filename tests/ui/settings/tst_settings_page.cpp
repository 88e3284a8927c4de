// SPDX-License-Identifier: Apache-2.0
#include "tests/support/ui/fake_core_client.h"
#include "tests/support/ui/fake_prompts.h"
#include "ui/settings/notice_preview.h"
#include "ui/settings/settings_nav.h"
#include "ui/settings/settings_page.h"
#include "ui/settings/settings_section.h"
#include "ui/shell/shortcuts.h"
#include "ui/theme/theme.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/bubble_text.h"
#include "ui/widgets/segment_control.h"

#include <QAccessible>
#include <QApplication>
#include <QComboBox>
#include <QKeySequenceEdit>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace counterbell;
using namespace counterbell::ui;
using namespace Qt::StringLiterals;

namespace
{

Members team()
{
    return {{{MemberId{1}, u"owner"_s, u"Jon Halden"_s, Role::Owner, u"+61491570156"_s, false},
             {MemberId{2}, u"manager"_s, u"Mia Tanaka"_s, Role::Manager, u"+61491570157"_s, false},
             {MemberId{3}, u"agent"_s, u"Priya Nair"_s, Role::Agent, u"+61491570158"_s, false},
             {MemberId{4}, u"staff"_s, u"Tom Okafor"_s, Role::Staff, u"+61491570159"_s, true},
             {MemberId{5}, {}, u"Lucy Shaw"_s, Role::Staff, {}, false}}};
}

NotificationSettings notices(bool mayChange)
{
    NotificationSettings settings;
    settings.mayChange = mayChange;
    settings.jobReadyWording =
        u"Hi {customer}! Great news - your {item} is ready for pickup at {business}! {description}. See you soon!"_s;
    return settings;
}

Workspace shop()
{
    Workspace shop;
    shop.name = u"Halden & Rowe"_s;
    shop.region = u"AU"_s;
    shop.language = u"en"_s;
    shop.timezone = u"Australia/Sydney"_s;
    shop.hours = {{1, u"09:00"_s, u"17:30"_s}};
    shop.optOutKeywords = {u"STOP"_s, u"CANCEL"_s};
    shop.optInKeywords = {u"START"_s};
    shop.helpText = u"Reply STOP to get no more messages."_s;
    shop.optOutAcknowledgement = u"You are opted out."_s;
    return shop;
}

} // namespace

class SettingsPageTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { m_theme = std::make_unique<Theme>(); }
    void cleanupTestCase() { m_theme.reset(); }
    void init()
    {
        QTest::failOnWarning(QRegularExpression(u"^(?!This plugin does not support)"_s));
        m_core = std::make_unique<FakeCoreClient>();
        m_prompts = std::make_unique<FakePrompts>();
        m_folder = std::make_unique<QTemporaryDir>();
        m_settings = std::make_unique<QSettings>(m_folder->filePath(u"console.ini"_s), QSettings::IniFormat);
        m_shortcuts = std::make_unique<Shortcuts>(*m_settings);
        m_core->answer(methods::teamList, team());
        m_core->answer(methods::workspaceGet, shop());
        m_core->answer(methods::notificationsGet, notices(true));
        m_core->answer(methods::sendLogCounts, SendCounts{{46, false}, {40, false}, {2, false}, {4, false}, {}, {}});
        m_core->answer(methods::quickRepliesList,
                       QuickReplies{{{u"hours"_s, u"9 to 5"_s}, {u"thanks"_s, u"Thank you!"_s}}});
        AgentSettings agent;
        agent.baseUrl = u"https://model.example/v1"_s;
        agent.model = u"small"_s;
        m_core->answer(methods::agentGet, agent);
        make();
    }
    void cleanup()
    {
        m_page.reset();
        m_theme->setMode(Theme::Mode::System);
        m_theme->setTextScale(1);
        m_shortcuts.reset();
        m_settings.reset();
        m_core.reset();
    }

    void aManagerFlipsAToggleAtOnceAndTakesItBack_NX04()
    {
        open(u"notifications"_s);
        auto *toggle = button(u"switch.jobReady"_s);
        QTRY_VERIFY(toggle->isEnabled());
        QVERIFY(toggle->isChecked());
        auto off = notices(true);
        off.jobReady = false;
        m_core->answer(methods::notificationsSet, off);
        m_core->answer(methods::notificationsSet, notices(true));
        // As a screen reader does: the toggle action, which never is a click.
        toggle->toggle();
        QTRY_COMPARE(m_toasts.size(), size_t(1));
        QCOMPARE(m_core->lastCall("notifications.set"_L1), (QJsonObject{{u"jobReady"_s, false}}));
        QCOMPARE(m_toasts.back().fact, u"Job ready is off."_s);
        QVERIFY(!toggle->isChecked());
        QCOMPARE(m_toasts.back().actions.front().id, u"undo"_s);
        m_toasts.back().acted(u"undo"_s);
        QTRY_VERIFY(toggle->isChecked());
        QCOMPARE(m_core->lastCall("notifications.set"_L1), (QJsonObject{{u"jobReady"_s, true}}));
        QCOMPARE(m_toasts.size(), size_t(1));
    }

    void aRefusedToggleGoesBack()
    {
        open(u"notifications"_s);
        auto *toggle = button(u"switch.urgentFlagged"_s);
        QTRY_VERIFY(toggle->isEnabled());
        m_core->refuse(methods::notificationsSet, Error{Reason::NotPermitted});
        toggle->click();
        QTRY_COMPARE(m_toasts.size(), size_t(1));
        QVERIFY(m_toasts.back().isFailure);
        QVERIFY(toggle->isChecked());
        QCOMPARE(m_core->callsOf("notifications.set"_L1).size(), size_t(1));
    }

    void staffSeeNothingOfTheAgentThatTheCoreKeeps()
    {
        open(u"agent"_s);
        QTRY_VERIFY(button(u"agentEnabled"_s)->isVisible());
        signInTom();
        open(u"notifications"_s);
        open(u"agent"_s);
        auto *lock = section(u"agent"_s)->findChild<Banner *>(u"locked"_s);
        QTRY_VERIFY(lock->isVisible());
        QVERIFY(!button(u"agentEnabled"_s)->isVisible());
        m_core->setRole(Role::Manager);
        open(u"notifications"_s);
        open(u"agent"_s);
        QTRY_VERIFY(button(u"agentEnabled"_s)->isVisible());
    }

    void staffSeeThemLockedWithTheReason_NX04()
    {
        signInTom();
        m_core->forget("notifications.get"_L1);
        m_core->answer(methods::notificationsGet, notices(false));
        open(u"notifications"_s);
        auto *lock = section(u"notifications"_s)->findChild<Banner *>(u"locked"_s);
        QTRY_COMPARE(plain(lock->consequence()), u"Ask Mia Tanaka or Jon Halden."_s);
        QVERIFY(lock->isVisible());
        QCOMPARE(lock->fact(), u"Only owners and managers can change these."_s);
        QVERIFY(!button(u"switch.jobReady"_s)->isEnabled());
        QVERIFY(!button(u"member.3"_s) || !button(u"member.3"_s)->isVisible());
        auto *mine = button(u"myNotices"_s);
        QTRY_VERIFY(mine->isVisible() && mine->isEnabled());
        QVERIFY(!mine->isChecked());
        auto tom = team().items[3];
        tom.optedOut = false;
        m_core->answer(methods::teamSetPersonalOptOut, tom);
        mine->toggle();
        QTRY_COMPARE(m_toasts.size(), size_t(1));
        QCOMPARE(m_core->lastCall("team.setPersonalOptOut"_L1),
                 (QJsonObject{{u"memberId"_s, u"4"_s}, {u"optedOut"_s, false}}));
        QVERIFY(mine->isChecked());
    }

    void aMemberWithoutNumberCanNotBeSwitched()
    {
        open(u"notifications"_s);
        QTRY_VERIFY(button(u"member.5"_s));
        QVERIFY(!button(u"member.5"_s)->isEnabled());
        QVERIFY(button(u"member.3"_s)->isChecked());
        QVERIFY(!button(u"member.4"_s)->isChecked());
    }

    void previewsWhatTheCustomerGets()
    {
        open(u"notifications"_s);
        auto *text = m_page->findChild<BubbleText *>(u"noticeText"_s);
        QTRY_COMPARE(text->text(), u"Hi Ava! Great news - your repair is ready for pickup at Halden & Rowe! Gold "
                                   "bracelet, clasp repair. See you soon!"_s);
        m_prompts->text = std::optional<QString>(u"Your {item} is ready"_s);
        m_core->refuse(methods::notificationsSet,
                       Error{Reason::InvalidArgument, {{u"problem"_s, u"missingBusiness"_s}}});
        button(u"editWording"_s)->click();
        QTRY_COMPARE(m_toasts.size(), size_t(1));
        QCOMPARE(m_toasts.back().detail, u"The message has to name the shop. Put {business} in it."_s);
    }

    void savesOnlyWhatWasChanged()
    {
        open(u"shop"_s);
        auto *name = inSection<QLineEdit>(u"shop"_s, u"name"_s);
        QTRY_COMPARE(name->text(), u"Halden & Rowe"_s);
        auto *save = inSection<QPushButton>(u"shop"_s, u"save"_s);
        QVERIFY(!save->isEnabled());
        name->selectAll();
        QTest::keyClicks(name, u"Rowe"_s);
        QVERIFY(save->isEnabled());
        auto changed = shop();
        changed.name = u"Rowe"_s;
        m_core->answer(methods::workspaceSet, changed);
        save->click();
        QTRY_COMPARE(m_toasts.size(), size_t(1));
        QCOMPARE(m_core->lastCall("workspace.set"_L1), (QJsonObject{{u"name"_s, u"Rowe"_s}}));
        QVERIFY(!save->isEnabled());
    }

    void saysUnderTheFieldWhatIsWrong()
    {
        open(u"shop"_s);
        QTRY_COMPARE(inSection<QLineEdit>(u"shop"_s, u"name"_s)->text(), u"Halden & Rowe"_s);
        QTest::keyClicks(edit(u"allowedRegions"_s), u"AU, QQ"_s);
        m_core->refuse(methods::workspaceSet, Error{Reason::InvalidArgument, {{u"argument"_s, u"allowedRegions"_s}}});
        inSection<QPushButton>(u"shop"_s, u"save"_s)->click();
        QTRY_COMPARE(edit(u"allowedRegions"_s)->accessibleDescription(),
                     u"One of these isn't a country. Write two letters for each: AU, NZ."_s);
        QCOMPARE(edit(u"allowedRegions"_s)->text(), u"AU, QQ"_s);
    }

    void keepsWhatWasTypedWhateverComes()
    {
        open(u"shop"_s);
        QTRY_COMPARE(inSection<QLineEdit>(u"shop"_s, u"name"_s)->text(), u"Halden & Rowe"_s);
        QTest::keyClicks(inSection<QLineEdit>(u"shop"_s, u"name"_s), u" Ltd"_s);
        // The same comes again: nobody changed anything, and nobody is told that somebody did.
        m_page->showSection(u"team"_s);
        const auto before = m_core->callsOf("workspace.get"_L1).size();
        m_page->showSection(u"shop"_s);
        QTRY_VERIFY(m_core->callsOf("workspace.get"_L1).size() > before);
        QCoreApplication::processEvents();
        QCOMPARE(inSection<QLabel>(u"shop"_s, u"formNote"_s)->text(), QString());
        m_page->showSection(u"team"_s);
        auto theirs = shop();
        theirs.name = u"Somebody else's"_s;
        m_core->forget("workspace.get"_L1);
        m_core->answer(methods::workspaceGet, theirs);
        m_page->showSection(u"shop"_s);
        auto *note = inSection<QLabel>(u"shop"_s, u"formNote"_s);
        QTRY_VERIFY(!note->text().isEmpty());
        QCOMPARE(inSection<QLineEdit>(u"shop"_s, u"name"_s)->text(), u"Halden & Rowe Ltd"_s);
        inSection<QPushButton>(u"shop"_s, u"discard"_s)->click();
        QTRY_COMPARE(inSection<QLineEdit>(u"shop"_s, u"name"_s)->text(), u"Somebody else's"_s);
    }

    void sectionsAreLockedForWhomTheCoreRefuses()
    {
        signInTom();
        for (const auto &name : {u"shop"_s, u"consentWords"_s, u"agent"_s, u"quickReplies"_s, u"team"_s}) {
            open(name);
            QVERIFY2(section(name)->findChild<Banner *>(u"locked"_s)->isVisible(), qPrintable(name));
        }
        QVERIFY(!inSection<QLineEdit>(u"shop"_s, u"name"_s)->isEnabled());
        QVERIFY(m_core->callsOf("agent.get"_L1).empty());
    }

    void quickRepliesAreTheShops()
    {
        open(u"quickReplies"_s);
        const auto names = [this] { return section(u"quickReplies"_s)->findChildren<QLineEdit *>(u"replyName"_s); };
        QTRY_COMPARE(names().size(), 2);
        m_page->findChild<QAbstractButton *>(u"addReply"_s)->click();
        QCOMPARE(names().size(), 3);
        QTest::keyClicks(names().last(), u"hours"_s);
        section(u"quickReplies"_s)->findChildren<QPlainTextEdit *>(u"replyText"_s).last()->setPlainText(u"Again"_s);
        m_core->refuse(methods::quickRepliesSet,
                       Error{Reason::InvalidArgument,
                             {{u"argument"_s, u"items"_s}, {u"problem"_s, u"duplicate"_s}, {u"name"_s, u"hours"_s}}});
        auto *save = inSection<QPushButton>(u"quickReplies"_s, u"save"_s);
        save->click();
        auto *note = inSection<QLabel>(u"quickReplies"_s, u"formNote"_s);
        QTRY_COMPARE(plain(note->text()), u"Two quick replies are called hours. Give one another name."_s);
        QCOMPARE(m_core->lastCall("quickReplies.set"_L1)["items"_L1].toArray().size(), 3);
        QCOMPARE(names().size(), 3);
        section(u"quickReplies"_s)->findChildren<QAbstractButton *>(u"replyDelete"_s).last()->click();
        QTRY_COMPARE(names().size(), 2);
        QTRY_VERIFY(!save->isEnabled()); // as it was
    }

    void stopCanNotBeTakenAway_PQ32()
    {
        open(u"consentWords"_s);
        QTRY_VERIFY(button(u"word.STOP"_s));
        QVERIFY(!button(u"word.STOP"_s)->isEnabled());
        button(u"word.CANCEL"_s)->click();
        m_core->answer(methods::workspaceSet, shop());
        inSection<QPushButton>(u"consentWords"_s, u"save"_s)->click();
        QTRY_COMPARE(m_core->lastCall("workspace.set"_L1), (QJsonObject{{u"optOutKeywords"_s, QJsonArray{u"STOP"_s}}}));
    }

    void triesAReply()
    {
        open(u"agent"_s);
        QTRY_COMPARE(inSection<QLineEdit>(u"agent"_s, u"model"_s)->text(), u"small"_s);
        m_core->answer(methods::agentTestReply, {u"We open at 9."_s});
        QTest::keyClicks(edit(u"trialQuestion"_s), u"When do you open?"_s);
        button(u"tryReply"_s)->click();
        QTRY_COMPARE(m_page->findChild<QLabel *>(u"trialReply"_s)->text(), u"We open at 9."_s);
        auto *enabled = button(u"agentEnabled"_s);
        m_core->refuse(methods::agentSet, Error{Reason::InvalidArgument, {{u"argument"_s, u"model"_s}}});
        enabled->toggle();
        QTRY_COMPARE(m_toasts.size(), size_t(1));
        QVERIFY(!enabled->isChecked());
    }

    void addsATeamMember()
    {
        open(u"team"_s);
        QTRY_VERIFY(button(u"edit.3"_s));
        button(u"addMember"_s)->click();
        QTRY_VERIFY(edit(u"memberName"_s));
        QTest::keyClicks(edit(u"memberName"_s), u"Sam Reed"_s);
        QTest::keyClicks(edit(u"memberPhone"_s), u"0491"_s);
        m_core->refuse(methods::teamCreate, Error{Reason::InvalidPhone, {{u"problem"_s, u"tooShort"_s}}});
        button(u"saveMember"_s)->click();
        QTRY_VERIFY(!edit(u"memberPhone"_s)->accessibleDescription().isEmpty());
        QTRY_VERIFY(edit(u"memberPhone"_s)->accessibleDescription().startsWith(u"The number is too short"_s));
        m_core->forget("team.create"_L1);
        m_core->answer(methods::teamCreate, Member{MemberId{9}, {}, u"Sam Reed"_s, Role::Staff, {}, false});
        edit(u"memberPhone"_s)->clear();
        button(u"saveMember"_s)->click();
        QTRY_COMPARE(m_toasts.size(), size_t(1));
        QCOMPARE(m_core->lastCall("team.create"_L1),
                 (QJsonObject{{u"name"_s, u"Sam Reed"_s}, {u"role"_s, u"staff"_s}}));
        QTRY_VERIFY(!edit(u"memberName"_s));
    }

    void setsAPin()
    {
        open(u"team"_s);
        QTRY_VERIFY(button(u"pin.3"_s));
        m_prompts->text = std::optional<QString>(u"12"_s);
        m_core->refuse(methods::teamSetPin, Error{Reason::InvalidArgument, {{u"argument"_s, u"pin"_s}}});
        button(u"pin.3"_s)->click();
        QTRY_COMPARE(m_toasts.size(), size_t(1));
        QCOMPARE(m_toasts.back().detail, u"A PIN is 4 to 12 digits. Type another one."_s);
    }

    void looksChangeAtOnceAndStay()
    {
        open(u"appearance"_s);
        const auto size = QApplication::font().pixelSize();
        auto *mode = m_page->findChild<SegmentControl *>(u"mode"_s);
        auto *text = m_page->findChild<SegmentControl *>(u"textSize"_s);
        for (auto *control : mode->findChildren<QAbstractButton *>()) {
            if (control->text() == u"Dark"_s)
                control->click();
        }
        QCOMPARE(m_theme->scheme(), Scheme::Dark);
        text->findChildren<QAbstractButton *>().last()->click();
        QCOMPARE(QApplication::font().pixelSize(), qRound(size * 1.5));
        QCOMPARE(m_settings->value(u"appearance/mode"_s).toString(), u"dark"_s);
        QCOMPARE(m_settings->value(u"appearance/textPercent"_s).toInt(), 150);
    }

    void namesTheConflictOfAKey()
    {
        open(u"shortcuts"_s);
        auto *find = m_page->findChild<QKeySequenceEdit *>(u"key.inbox.find"_s);
        const auto before = find->keySequence();
        find->setKeySequence(QKeySequence(u"Ctrl+E"_s));
        auto *problem = m_page->findChild<QLabel *>(u"keyProblem.inbox.find"_s);
        QVERIFY(problem->isVisible());
        QVERIFY2(problem->text().contains(u"Export CSV"_s), qPrintable(problem->text()));
        QCOMPARE(find->keySequence(), before);
        find->setKeySequence(QKeySequence(u"Ctrl+Shift+F"_s));
        QVERIFY(!problem->isVisible());
        QCOMPARE(m_shortcuts->key(u"inbox.find"_s), QKeySequence(u"Ctrl+Shift+F"_s));
        QVERIFY(!button(u"letters"_s)->isChecked());
        button(u"letters"_s)->toggle();
        QVERIFY(m_shortcuts->hasLetters());
        for (auto *way : m_page->findChild<SegmentControl *>(u"sendWith"_s)->findChildren<QAbstractButton *>()) {
            if (way->text() == u"Ctrl+Enter"_s)
                way->click();
        }
        QVERIFY(m_shortcuts->ctrlEnterSends());
        button(u"resetKeys"_s)->click();
        QCOMPARE(find->keySequence(), before);
    }

    /// The field empties itself when a key is pressed in it: that is no wish to have none.
    void aKeyThatIsTakenCostsNotTheOneThatWas()
    {
        open(u"shortcuts"_s);
        auto *find = m_page->findChild<QKeySequenceEdit *>(u"key.inbox.find"_s);
        const auto before = m_shortcuts->key(u"inbox.find"_s);
        QVERIFY(!before.isEmpty());
        QTest::keyClick(find, Qt::Key_E, Qt::ControlModifier);
        QTRY_VERIFY(m_page->findChild<QLabel *>(u"keyProblem.inbox.find"_s)->isVisible());
        QCOMPARE(m_shortcuts->key(u"inbox.find"_s), before);
        QCOMPARE(find->keySequence(), before);
        find->clear();
        QTRY_VERIFY(m_shortcuts->key(u"inbox.find"_s).isEmpty()); // this was one
    }

    void everyControlHasAName()
    {
        for (const auto &name : {u"shop"_s, u"team"_s, u"agent"_s, u"notifications"_s, u"quickReplies"_s,
                                 u"consentWords"_s, u"appearance"_s, u"language"_s, u"shortcuts"_s}) {
            open(name);
            QList<QWidget *> controls;
            for (auto *control : section(name)->findChildren<QAbstractButton *>())
                controls << control;
            for (auto *control : section(name)->findChildren<QLineEdit *>())
                controls << control;
            for (auto *control : controls) {
                const bool isPart = qobject_cast<QComboBox *>(control->parentWidget()) ||
                                    control->parentWidget()->inherits("QAbstractSpinBox") ||
                                    control->parentWidget()->inherits("QKeySequenceEdit") ||
                                    control->parentWidget()->inherits("QLineEdit");
                auto *named = QAccessible::queryAccessibleInterface(control);
                if (control->isVisible() && !isPart)
                    QVERIFY2(!named->text(QAccessible::Name).isEmpty(),
                             qPrintable(name + u' ' + control->objectName()));
            }
        }
    }

    void aSectionIsOneOfSeveral()
    {
        for (auto *item : m_page->findChildren<SettingsNavItem *>())
            QCOMPARE(QAccessible::queryAccessibleInterface(item)->role(), QAccessible::RadioButton);
    }

    void thePreviewStandsBelowWhereThereIsNoRoomBesideIt()
    {
        open(u"notifications"_s);
        QTRY_VERIFY(button(u"member.5"_s));
        auto *preview = section(u"notifications"_s)->findChild<NoticePreview *>();
        auto *area = section(u"notifications"_s)->findChild<QScrollArea *>();
        auto *toggle = button(u"switch.jobReady"_s);
        for (const int width : {968, 1360, 968}) {
            m_page->resize(width, 620);
            const auto at = [&](QWidget *widget) { return widget->mapTo(m_page.get(), QPoint(0, 0)); };
            QTRY_COMPARE(at(preview).x() > at(toggle).x(), width == 1360);
            QTRY_COMPARE(at(preview).y() > at(toggle).y() + 100, width == 968);
            QTRY_COMPARE(area->horizontalScrollBar()->maximum(), 0);
            QVERIFY(at(preview).x() + preview->width() <= m_page->width());
        }
    }

    void measuresFollowTheLettersAtOnce()
    {
        const auto sizes = [this] {
            open(u"team"_s);
            for (int i = 0; i < 8; ++i)
                QApplication::sendPostedEvents();
            auto *nav = m_page->findChild<SettingsNav *>();
            return QList<int>{nav->width(), nav->findChild<SettingsNavItem *>()->height(),
                              m_page->findChild<QLabel *>(u"sectionTitle"_s)->height(),
                              m_page->findChild<QLabel *>(u"sectionTitle"_s)->fontMetrics().height()};
        };
        const auto before = sizes();
        m_theme->setTextScale(1.5);
        const auto live = sizes();
        make();
        const auto fresh = sizes();
        m_theme->setTextScale(1);
        QCOMPARE(live, fresh);
        QVERIFY(live != before);
        QCOMPARE(sizes(), before);
    }

    void navigationAndFormsFollowTheLettersBothWays_data()
    {
        QTest::addColumn<double>("from");
        QTest::addColumn<double>("to");
        QTest::newRow("larger") << 1.0 << 1.5;
        QTest::newRow("smaller") << 1.5 << 1.0;
    }
    void navigationAndFormsFollowTheLettersBothWays()
    {
        QFETCH(double, from);
        QFETCH(double, to);
        const auto settle = [] {
            for (int i = 0; i < 8; ++i)
                QApplication::sendPostedEvents();
        };
        const auto sizes = [&] {
            QList<std::tuple<QString, int, int>> seen;
            for (const auto &name : {u"consentWords"_s, u"quickReplies"_s}) {
                open(name);
                settle();
                for (auto *widget : m_page->findChildren<QWidget *>()) {
                    auto *label = qobject_cast<QLabel *>(widget);
                    if ((label || qobject_cast<QPlainTextEdit *>(widget)) && widget->isVisible())
                        seen.emplace_back(label ? label->text() : name, widget->font().pixelSize(), widget->height());
                }
            }
            return seen;
        };
        m_theme->setTextScale(from);
        make();
        const auto before = sizes();
        m_theme->setTextScale(to);
        const auto live = sizes();
        make();
        const auto fresh = sizes();
        QVERIFY(before != fresh);
        QCOMPARE(live.size(), fresh.size());
        for (qsizetype at = 0; at < live.size(); ++at) {
            const auto &[what, letters, height] = live[at];
            QCOMPARE(letters, std::get<1>(fresh[at]));
            // A layout may give what is left over after a division to another line.
            QVERIFY2(std::abs(height - std::get<2>(fresh[at])) <= 1,
                     qPrintable(u"%1: %2, %3"_s.arg(what).arg(height).arg(std::get<2>(fresh[at]))));
        }
    }

    /// COUNTERBELL_PICTURES=folder keeps what is compared with the mockups.
    void showsEverySection_data()
    {
        QTest::addColumn<Theme::Mode>("mode");
        QTest::addColumn<bool>("isMirrored");
        QTest::addColumn<bool>("isStaff");
        QTest::newRow("light") << Theme::Mode::Light << false << false;
        QTest::newRow("dark") << Theme::Mode::Dark << false << false;
        QTest::newRow("rtl") << Theme::Mode::Light << true << false;
        QTest::newRow("staff") << Theme::Mode::Light << false << true;
    }
    void showsEverySection()
    {
        QFETCH(Theme::Mode, mode);
        QFETCH(bool, isMirrored);
        QFETCH(bool, isStaff);
        m_theme->setMode(mode);
        m_page->setLayoutDirection(isMirrored ? Qt::RightToLeft : Qt::LeftToRight);
        if (isStaff) {
            signInTom();
            m_core->forget("notifications.get"_L1);
            m_core->answer(methods::notificationsGet, notices(false));
        }
        for (const auto &name : {u"notifications"_s, u"shop"_s, u"team"_s, u"agent"_s, u"quickReplies"_s,
                                 u"consentWords"_s, u"appearance"_s, u"language"_s, u"shortcuts"_s}) {
            open(name);
            QTRY_VERIFY(name != u"notifications"_s || isStaff || button(u"member.5"_s));
            QCOMPARE(m_page->findChild<QLabel *>(u"sectionTitle"_s)->text(), section(name)->title());
            for (int i = 0; i < 8; ++i) // layouts within layouts
                QApplication::sendPostedEvents();
            if (const auto folder = qEnvironmentVariable("COUNTERBELL_PICTURES"); !folder.isEmpty())
                QVERIFY(m_page->grab().save(
                    u"%1/%2-%3.png"_s.arg(folder, name, QString::fromUtf8(QTest::currentDataTag()))));
        }
    }

private:
    void make()
    {
        m_page = std::make_unique<SettingsPage>(
            SettingsPage::Parts{*m_core, *m_prompts, *m_theme, *m_shortcuts, *m_settings});
        m_toasts.clear();
        connect(m_page.get(), &ui::Page::toastRequested, this,
                [this](const ToastSpec &toast) { m_toasts.push_back(toast); });
        m_page->resize(1360, 900);
        m_page->show();
        m_page->shown();
    }
    void open(const QString &name)
    {
        m_page->showSection(name);
        m_page->shown();
        QCoreApplication::sendPostedEvents();
    }
    void signInTom()
    {
        m_core->setRole(Role::Staff);
        auto who = *m_core->who();
        who.member = team().items[3];
        m_core->setWho(who);
        m_core->calls.clear();
    }
    [[nodiscard]] SettingsSection *section(const QString &name) const
    {
        return m_page->findChild<SettingsSection *>(name);
    }
    template <class T>
    [[nodiscard]] T *inSection(const QString &name, const QString &child) const
    {
        return section(name)->template findChild<T *>(child);
    }
    [[nodiscard]] QAbstractButton *button(const QString &name) const
    {
        return m_page->window()->findChild<QAbstractButton *>(name);
    }
    [[nodiscard]] QLineEdit *edit(const QString &name) const { return m_page->window()->findChild<QLineEdit *>(name); }
    [[nodiscard]] static QString plain(QString text)
    {
        for (const auto mark : {0x2066, 0x2067, 0x2068, 0x2069})
            text.remove(QChar(mark));
        return text;
    }

    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<FakeCoreClient> m_core;
    std::unique_ptr<FakePrompts> m_prompts;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<Shortcuts> m_shortcuts;
    std::unique_ptr<SettingsPage> m_page;
    std::vector<ToastSpec> m_toasts;
};

QTEST_MAIN(SettingsPageTest)
#include "tst_settings_page.moc"
