// SPDX-License-Identifier: Apache-2.0
#include "ui/inbox/conversation_row.h"

#include "tests/ui/inbox/inbox_samples.h"

#include <QTest>

using namespace counterbell;
using namespace counterbell::test;
using namespace counterbell::ui;
using namespace Qt::StringLiterals;

namespace
{

using Change = std::function<void(Conversation &)>;

Conversation like(const Change &change)
{
    auto c = conversation(7, kNoon, u"Ava Lindqvist"_s);
    change(c);
    return c;
}

} // namespace

Q_DECLARE_METATYPE(RowChip)

class ConversationRowTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void wearsOneChip_data()
    {
        QTest::addColumn<Change>("change");
        QTest::addColumn<RowChip>("chip");
        const auto row = [](const char *name, const Change &change, RowChip chip) {
            QTest::newRow(name) << change << chip;
        };
        const MemberRef mia{kMia, u"Mia Tanaka"_s};
        const MemberRef priya{MemberId{3}, u"Priya Nair"_s};
        row("nobody's", [](auto &) {}, RowChip::Unassigned);
        row("the AI's", [](auto &c) { c.handling = Handling::Ai; }, RowChip::Ai);
        row("the AI's, assigned", [=](auto &c) { c.handling = Handling::Ai, c.assignee = mia; }, RowChip::Ai);
        row("handed over", [](auto &c) { c.handling = Handling::NeedsHuman; }, RowChip::NeedsYou);
        row(
            "handed over, assigned", [=](auto &c) { c.handling = Handling::NeedsHuman, c.assignee = priya; },
            RowChip::NeedsYou);
        row("mine, answered", [=](auto &c) { c.assignee = mia; }, RowChip::Assignee);
        row("mine, waiting for me", [=](auto &c) { c.assignee = mia, c.needsReply = true; }, RowChip::NeedsYou);
        row("a colleague's, waiting", [=](auto &c) { c.assignee = priya, c.needsReply = true; }, RowChip::Assignee);
        row("nobody's, waiting", [](auto &c) { c.needsReply = true; }, RowChip::Unassigned);
        row("closed", [](auto &c) { c.status = ConversationStatus::Closed; }, RowChip::None);
        row(
            "snoozed by a colleague", [=](auto &c) { c.status = ConversationStatus::Snoozed, c.assignee = priya; },
            RowChip::Assignee);
        row("a member's own thread", [](auto &c) { c.contact.id = {}; }, RowChip::None);
        row(
            "opted out, whoever has it",
            [=](auto &c) {
                c.channels[0].consent = ConsentState::OptedOut;
                c.handling = Handling::NeedsHuman;
            },
            RowChip::Stop);
        row(
            "opted out on the other channel alone", [](auto &c) { c.channels[1].consent = ConsentState::OptedOut; },
            RowChip::Unassigned);
    }
    void wearsOneChip()
    {
        QFETCH(const Change, change);
        QFETCH(const RowChip, chip);
        QCOMPARE(rowChip(like(change), kMia), chip);
    }

    void showsWhatIsLeftOfTheWindow_data()
    {
        QTest::addColumn<qint64>("minutesLeft");
        QTest::addColumn<double>("share");
        QTest::addColumn<bool>("isClosingSoon");
        QTest::newRow("all of it") << qint64(1440) << 1.0 << false;
        QTest::newRow("more than all: a clock set back") << qint64(2000) << 1.0 << false;
        QTest::newRow("half") << qint64(720) << 0.5 << false;
        QTest::newRow("two hours") << qint64(120) << 120.0 / 1440 << false;
        QTest::newRow("less than two hours") << qint64(72) << 0.05 << true;
        QTest::newRow("closed this moment") << qint64(0) << -1.0 << false;
        QTest::newRow("closed") << qint64(-60) << -1.0 << false;
    }
    void showsWhatIsLeftOfTheWindow()
    {
        QFETCH(const qint64, minutesLeft);
        QFETCH(const double, share);
        QFETCH(const bool, isClosingSoon);
        const auto content = rowContent(like([](auto &) {}), kMia, kNoon + 24h - std::chrono::minutes(minutesLeft));
        QCOMPARE(content.window.value(), share);
        QCOMPARE(content.isClosingSoon, isClosingSoon);
    }

    void hasNoRingOnSms()
    {
        const auto content = rowContent(like([](auto &c) { c.lastMessage->channel = Channel::Sms; }), kMia, kNoon);
        QVERIFY(!content.window);
        const auto never = rowContent(like([](auto &c) { c.channels[0].windowClosesAt.reset(); }), kMia, kNoon);
        QCOMPARE(never.window.value(), -1.0);
    }

    /// The measures of the mockup: a list of 359 within its line, the first row.
    void standsAsDrawn()
    {
        const auto layout =
            layoutRow({0, 0, 359, 64},
                      {.line = 20, .time = 34, .hasRing = true, .hasIcon = true, .chip = {27, 20}, .badge = {18, 18}},
                      Qt::LeftToRight);
        QCOMPARE(layout.ground, QRect(8, 0, 343, 64));
        QCOMPARE(layout.avatar, QRect(16, 12, 40, 40));
        QCOMPARE(layout.badge, QRect(40, 36, 20, 20));
        QCOMPARE(layout.time, QRect(309, 10, 34, 20));
        QCOMPARE(layout.ring, QRect(289, 13, 14, 14));
        QCOMPARE(layout.name, QRect(68, 10, 215, 20));
        QCOMPARE(layout.unread, QRect(325, 35, 18, 18));
        QCOMPARE(layout.chip, QRect(292, 34, 27, 20));
        QCOMPARE(layout.icon, QRect(68, 36, 16, 16));
        QCOMPARE(layout.snippet, QRect(88, 34, 198, 20));
    }

    void givesItsRoomToTheRest()
    {
        const auto layout = layoutRow({0, 0, 359, 64}, {}, Qt::LeftToRight);
        QCOMPARE(layout.name, QRect(68, 10, 275, 20));
        QCOMPARE(layout.snippet, QRect(68, 34, 275, 20));
        QVERIFY(layout.ring.isEmpty() && layout.chip.isEmpty() && layout.icon.isEmpty() && layout.unread.isEmpty());
    }

    void mirrorsEveryPart()
    {
        const RowSizes sizes{
            .line = 20, .time = 34, .hasRing = true, .hasIcon = true, .chip = {27, 20}, .badge = {18, 18}};
        const QRect row(0, 64, 359, 64);
        const auto left = layoutRow(row, sizes, Qt::LeftToRight);
        const auto right = layoutRow(row, sizes, Qt::RightToLeft);
        QCOMPARE(right.ground, left.ground);
        const auto mirrored = [&](const QRect &rect) {
            return QRect(row.width() - rect.x() - rect.width(), rect.y(), rect.width(), rect.height());
        };
        for (const auto part :
             {&RowLayout::avatar, &RowLayout::badge, &RowLayout::name, &RowLayout::ring, &RowLayout::time,
              &RowLayout::icon, &RowLayout::snippet, &RowLayout::chip, &RowLayout::unread})
            QCOMPARE(right.*part, mirrored(left.*part));
    }

    void growsWithItsLetters()
    {
        QCOMPARE(rowHeight(20), 64);
        QCOMPARE(rowHeight(26), 76);
        const auto layout = layoutRow({0, 0, 359, 76}, {.line = 26}, Qt::LeftToRight);
        QVERIFY(layout.name.bottom() < layout.snippet.top());
        QVERIFY(layout.snippet.bottom() < 76);
    }
};

QTEST_GUILESS_MAIN(ConversationRowTest)
#include "tst_conversation_row.moc"
