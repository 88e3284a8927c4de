// SPDX-License-Identifier: Apache-2.0
#include "core/agent/turn_rules.h"

#include <QTest>

using namespace counterbell;
using namespace counterbell::agent;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

constexpr Timestamp kNoon{1'780'000'000s};

Turn aTurn()
{
    return {TurnId{1}, ConversationId{2}, 5, MessageId{70}, kNoon, 0};
}

TurnFacts whenAllIsWell()
{
    TurnFacts facts;
    facts.now = kNoon + 10s;
    facts.handlingVersion = 5;
    facts.lastInboundId = MessageId{70};
    facts.inboundAt = kNoon;
    return facts;
}

} // namespace

class TestTurnRules : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void judgesEveryReasonForSilence_data();
    void judgesEveryReasonForSilence();
    void answersForTenMinutes_data();
    void answersForTenMinutes();
};

void TestTurnRules::judgesEveryReasonForSilence_data()
{
    using Kind = TurnVerdict::Kind;
    QTest::addColumn<std::function<void(TurnFacts &)>>("change");
    QTest::addColumn<int>("kind");
    QTest::addColumn<QString>("reason");
    const auto row = [](const char *name, const std::function<void(TurnFacts &)> &change, Kind kind,
                        const QString &reason) { QTest::newRow(name) << change << int(kind) << reason; };
    row("all is well", [](TurnFacts &) {}, Kind::Go, {});
    row("a person answers", [](TurnFacts &f) { f.handling = Handling::Human; }, Kind::Drop, u"takenOver"_s);
    row("a person is asked for", [](TurnFacts &f) { f.handling = Handling::NeedsHuman; }, Kind::Drop, u"takenOver"_s);
    row("taken over and released", [](TurnFacts &f) { f.handlingVersion = 7; }, Kind::Drop, u"takenOver"_s);
    row("opted out", [](TurnFacts &f) { f.hasOptedOut = true; }, Kind::Drop, u"recipientOptedOut"_s);
    row("newer message", [](TurnFacts &f) { f.lastInboundId.value = 71; }, Kind::NeedsHuman, u"newerMessage"_s);
    row("agent off", [](TurnFacts &f) { f.isAgentOn = false; }, Kind::NeedsHuman, u"agentOff"_s);
    row("window closed", [](TurnFacts &f) { f.isWindowOpen = false; }, Kind::NeedsHuman, u"sessionWindowExpired"_s);
    row("one below the maximum", [](TurnFacts &f) { f.messagesWithoutHuman = 9; }, Kind::Go, {});
    row("the maximum", [](TurnFacts &f) { f.messagesWithoutHuman = 10; }, Kind::NeedsHuman, u"maximumReplies"_s);
    row("ten minutes", [](TurnFacts &f) { f.now = kNoon + 10min; }, Kind::Go, {});
    row("later", [](TurnFacts &f) { f.now = kNoon + 10min + 1ms; }, Kind::NeedsHuman, u"lateMessage"_s);
    row(
        "opted out by a newer message",
        [](TurnFacts &f) {
            f.hasOptedOut = true;
            f.lastInboundId.value = 71;
        },
        Kind::Drop, u"recipientOptedOut"_s);
    row(
        "taken over with the window closed",
        [](TurnFacts &f) {
            f.handling = Handling::Human;
            f.isWindowOpen = false;
        },
        Kind::Drop, u"takenOver"_s);
}

void TestTurnRules::judgesEveryReasonForSilence()
{
    QFETCH(std::function<void(TurnFacts &)>, change);
    QFETCH(int, kind);
    QFETCH(QString, reason);
    auto facts = whenAllIsWell();
    change(facts);
    const auto verdict = judge(aTurn(), facts);
    QCOMPARE(int(verdict.kind), kind);
    QCOMPARE(verdict.reason, reason);
}

void TestTurnRules::answersForTenMinutes_data()
{
    QTest::addColumn<qint64>("requestedAfter");
    QTest::addColumn<qint64>("answerableFor");
    QTest::newRow("asked at once") << qint64(0) << qint64(600);
    QTest::newRow("a webhook that was nine minutes old") << qint64(540) << qint64(600);
    QTest::newRow("at the limit") << qint64(600) << qint64(600);
    QTest::newRow("answer now, hours later") << qint64(7200) << qint64(7800);
}

void TestTurnRules::answersForTenMinutes()
{
    QFETCH(qint64, requestedAfter);
    QFETCH(qint64, answerableFor);
    const auto until = answerableUntil(kNoon, kNoon + std::chrono::seconds(requestedAfter));
    QCOMPARE(qint64((until - kNoon) / 1s), answerableFor);
}

QTEST_GUILESS_MAIN(TestTurnRules)
#include "tst_turn_rules.moc"
