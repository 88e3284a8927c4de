// SPDX-License-Identifier: Apache-2.0
#include "core/reports/report_tally.h"
#include "tests/support/rows.h"

#include <QTest>

using namespace counterbell;
using namespace counterbell::reports;
using namespace Qt::StringLiterals;

namespace
{

const auto kStart = fromMillis(1'780'000'000'000); // a Thursday, 20:26:40 UTC

/// "1 0 in; 1 6 ai; 1 90 person": conversation, seconds, what happened (in, ai, person, notice, takeover, refused).
ReportTally tallied(const QString &story, const QTimeZone &zone = QTimeZone::utc())
{
    ReportTally tally(zone);
    for (const auto &line : story.split(u"; "_s, Qt::SkipEmptyParts)) {
        const auto words = line.split(u' ');
        MessageFact message;
        message.conversation = ConversationId{words.at(0).toLongLong()};
        message.at = kStart + std::chrono::seconds(words.at(1).toLongLong());
        const auto &what = words.at(2);
        message.isTakeOver = what == u"takeover"_s;
        if (what == u"in"_s)
            message.direction = Direction::Inbound;
        else if (!message.isTakeOver)
            message.direction = Direction::Outbound;
        message.status = what == u"in"_s        ? DeliveryStatus::Received
                         : what == u"refused"_s ? DeliveryStatus::Refused
                                                : DeliveryStatus::Delivered;
        if (what == u"ai"_s)
            message.author = AuthorKind::Ai;
        else if (what == u"person"_s || what == u"refused"_s || what == u"takeover"_s)
            message.author = AuthorKind::Member;
        tally.add(message);
    }
    return tally;
}

QString told(const AiShare &share)
{
    return u"%1 ai, %2 both, %3 person, %4 none, %5 taken"_s.arg(share.aiOnly)
        .arg(share.aiThenPerson)
        .arg(share.personOnly)
        .arg(share.unanswered)
        .arg(share.takenOver);
}

QString told(const AnswerTimes &times)
{
    return times.answers == 0 ? u"-"_s
                              : u"%1: %2 %3"_s.arg(times.answers).arg(*times.medianSeconds).arg(*times.p90Seconds);
}

QString told(const Outcomes &o)
{
    return u"%1 %2 %3 %4 %5"_s.arg(o.delivered).arg(o.waiting).arg(o.neverAttempted).arg(o.failed).arg(o.cancelled);
}

} // namespace

class ReportTallyTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void findsTheMiddleAndTheNinetieth_data()
    {
        QTest::addColumn<std::vector<qint64>>("seconds");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *name, std::vector<qint64> s, const QString &e) {
            QTest::newRow(name) << s << e;
        };
        row("none", {}, u"-"_s);
        row("one", {7}, u"1: 7 7"_s);
        row("two", {9, 1}, u"2: 1 9"_s);
        row("three, in any order", {30, 10, 20}, u"3: 20 30"_s);
        row("ten", {10, 9, 8, 7, 6, 5, 4, 3, 2, 1}, u"10: 5 9"_s);
    }
    void findsTheMiddleAndTheNinetieth()
    {
        QFETCH(std::vector<qint64>, seconds);
        QTEST(told(answerTimes(seconds)), "expected");
    }

    void countsAnswers_data()
    {
        QTest::addColumn<QString>("story");
        QTest::addColumn<QString>("byPerson");
        QTest::addColumn<QString>("byAi");
        QTest::addColumn<QString>("share");
        const auto row = [](const char *name, const char *story, const char *person, const char *ai,
                            const char *share) {
            QTest::newRow(name) << QString::fromLatin1(story) << QString::fromLatin1(person) << QString::fromLatin1(ai)
                                << QString::fromLatin1(share);
        };
        row("nothing", "", "-", "-", "0 ai, 0 both, 0 person, 0 none, 0 taken");
        row("nobody answered", "1 0 in", "-", "-", "0 ai, 0 both, 0 person, 1 none, 0 taken");
        row("a person", "1 0 in; 1 240 person", "1: 240 240", "-", "0 ai, 0 both, 1 person, 0 none, 0 taken");
        row("the AI", "1 0 in; 1 6 ai", "-", "1: 6 6", "1 ai, 0 both, 0 person, 0 none, 0 taken");
        row("both", "1 0 in; 1 6 ai; 1 10 in; 1 15 takeover; 1 40 person", "1: 30 30", "1: 6 6",
            "0 ai, 1 both, 0 person, 0 none, 1 taken");
        row("counted from the first that waits", "1 0 in; 1 50 in; 1 60 person", "1: 60 60", "-",
            "0 ai, 0 both, 1 person, 0 none, 0 taken");
        row("the second answer answers nothing", "1 0 in; 1 60 person; 1 90 person", "1: 60 60", "-",
            "0 ai, 0 both, 1 person, 0 none, 0 taken");
        row("a notice is no answer", "1 0 in; 1 60 notice", "-", "-", "0 ai, 0 both, 0 person, 1 none, 0 taken");
        row("what was refused was not said", "1 0 in; 1 60 refused", "-", "-",
            "0 ai, 0 both, 0 person, 1 none, 0 taken");
        row("who was only written to", "1 0 person", "-", "-", "0 ai, 0 both, 0 person, 0 none, 0 taken");
        row("each conversation for itself", "1 0 in; 2 5 in; 1 10 person; 2 25 person", "2: 10 20", "-",
            "0 ai, 0 both, 2 person, 0 none, 0 taken");
    }
    void countsAnswers()
    {
        QFETCH(QString, story);
        const auto summary = tallied(story).summary();
        QTEST(told(summary.byPerson), "byPerson");
        QTEST(told(summary.byAi), "byAi");
        QTEST(told(summary.conversations), "share");
    }

    void countsDaysOfTheShopsCalendar()
    {
        const auto story = u"1 0 in; 1 12801 person"_s; // midnight UTC is 12800 s away
        QCOMPARE(tallied(story).summary().days.size(), size_t(2));
        const auto sydney = tallied(story, QTimeZone("Australia/Sydney")).summary().days;
        QCOMPARE(sydney.size(), size_t(1));
        QCOMPARE(sydney.front().day, u"2026-05-29"_s);
        QCOMPARE(sydney.front().inbound, 1);
        QCOMPARE(told(sydney.front().byPerson), u"1: 12801 12801"_s);
    }

    void countsOutcomesCostsAndCauses()
    {
        ReportTally tally(QTimeZone::utc());
        const auto add = [&](DeliveryStatus status, Channel channel = Channel::Sms, std::optional<Money> cost = {},
                             std::optional<QString> reason = {}, std::optional<int> code = {}) {
            tally.add(SendFact{kStart, SendCategory::JobReady, channel, status, reason, code, cost});
        };
        using enum DeliveryStatus;
        for (const auto status : {Held, Queued, Sending, Uncertain, Accepted, Sent, Cancelled})
            add(status);
        add(Delivered, Channel::Sms, Money{79'000, u"AUD"_s});
        add(Read, Channel::Whatsapp, Money{21'000, u"AUD"_s});
        add(Delivered, Channel::Sms, Money{1'000, u"AUD"_s});
        add(Delivered, Channel::Sms, Money{8'000, u"USD"_s});
        add(Undelivered, Channel::Sms, {}, {}, 30006);
        add(Failed, Channel::Sms, {}, {}, 30006);
        add(Failed, Channel::Sms, {}, u"providerUnreachable"_s);
        add(Refused, Channel::Sms, {}, u"noPhone"_s);
        const auto summary = tally.summary();
        QCOMPARE(told(summary.sends), u"4 6 1 3 1"_s);
        QCOMPARE(told(summary.categories.front().sends), u"4 6 1 3 1"_s);
        QCOMPARE(summary.channels.size(), size_t(2));
        QCOMPARE(told(summary.channels.front().sends), u"1 0 0 0 0"_s);
        QCOMPARE(summary.costs, (std::vector<ChannelCost>{{Channel::Whatsapp, {21'000, u"AUD"_s}, 1},
                                                          {Channel::Sms, {80'000, u"AUD"_s}, 2},
                                                          {Channel::Sms, {8'000, u"USD"_s}, 1}}));
        QCOMPARE(summary.failed, (std::vector<CauseCount>{{{}, 30006, 2}, {u"providerUnreachable"_s, {}, 1}}));
        QCOMPARE(summary.neverAttempted, (std::vector<CauseCount>{{u"noPhone"_s, {}, 1}}));
        QCOMPARE(summary.days.front().costs, (std::vector<Money>{{101'000, u"AUD"_s}, {8'000, u"USD"_s}}));
    }
};

QTEST_GUILESS_MAIN(ReportTallyTest)
#include "tst_report_tally.moc"
