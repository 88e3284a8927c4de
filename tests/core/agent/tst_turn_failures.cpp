// SPDX-License-Identifier: Apache-2.0
#include "core/agent/turn_steps.h"
#include "tests/core/agent/agent_world.h"

using namespace counterbell;
using namespace counterbell::test;

/// Whatever fails, a person is asked for with a stable word, and the customer gets nothing half.
class TestTurnFailures : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aFailingModelNeedsAHuman_data();
    void aFailingModelNeedsAHuman();
    void asksAgainWhereTheModelCannotHaveAnswered();
    void aModelThatOnlyCallsToolsNeedsAHuman();
    void aReplyThatAGateRefusesNeedsAHuman();
    void aMissingKeyNeedsAHuman();
    void whatWasOwedBeforeARestoreNeedsAHuman();
};

void TestTurnFailures::aFailingModelNeedsAHuman_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("status");
    QTest::addColumn<int>("requests");
    QTest::addColumn<QString>("reason");
    const QByteArray error = "{\"error\":{\"message\":\"no\"}}";
    QTest::newRow("500") << error << 500 << 3 << u"modelFailed"_s;
    QTest::newRow("429") << error << 429 << 3 << u"modelBusy"_s;
    QTest::newRow("400") << error << 400 << 1 << u"modelFailed"_s;
    QTest::newRow("401") << error << 401 << 1 << u"modelKeyRefused"_s;
    QTest::newRow("404") << error << 404 << 1 << u"modelNotFound"_s;
    QTest::newRow("garbage") << QByteArray("{\"choices\":[{\"mess") << 200 << 1 << u"modelAnswerMalformed"_s;
    QTest::newRow("empty text") << completion({{u"content"_s, u" \n "_s}}) << 200 << 1 << u"modelAnswerEmpty"_s;
    QTest::newRow("too large") << QByteArray(300 * 1024, 'x') << 200 << 1 << u"modelAnswerTooLarge"_s;
    QTest::newRow("cut") << completion({{u"content"_s, u"Your ring is"_s}}, u"length"_s) << 200 << 1
                         << u"modelAnswerCut"_s;
    QTest::newRow("silence") << QByteArray() << 0 << 1 << u"modelTimedOut"_s;
    QTest::newRow("closed") << QByteArray() << 1 << 1 << u"modelInterrupted"_s;
}

void TestTurnFailures::aFailingModelNeedsAHuman()
{
    QFETCH(QByteArray, body);
    QFETCH(int, status);
    QFETCH(int, requests);
    QFETCH(QString, reason);
    AgentWorld world;
    for (int i = 0; i < 5; ++i)
        world.server.then(status == 0 ? silence() : status == 1 ? closeConnection() : answer(status, body));
    world.start({.timeout = std::chrono::milliseconds{status == 0 ? 200 : 5000},
                 .retries = 2,
                 .retryDelay = std::chrono::milliseconds{1}});
    world.inbound(u"Hi"_s);
    QTRY_COMPARE(world.handling(), u"needs_human"_s);
    QCOMPARE(world.handoverReason(), reason);
    QCOMPARE(world.text(u"SELECT body FROM messages WHERE event = 'needs_human'"_s), reason);
    QVERIFY(world.replies().isEmpty());
    world.server.fence();
    QCOMPARE(world.requests(), requests);
    QCOMPARE(world.turnState(), u"failed"_s);
}

void TestTurnFailures::asksAgainWhereTheModelCannotHaveAnswered()
{
    AgentWorld world;
    world.server.then(answer(503, "{}"));
    world.server.then(says(u"Here I am"_s));
    world.start();
    world.inbound(u"Hi"_s);
    QTRY_COMPARE(world.replies(), QStringList{u"Here I am"_s});
    QCOMPARE(world.requests(), 2);
}

void TestTurnFailures::aModelThatOnlyCallsToolsNeedsAHuman()
{
    AgentWorld world;
    for (int i = 0; i < 6; ++i)
        world.server.then(calls(u"customer_jobs"_s));
    world.start();
    world.inbound(u"Hi"_s);
    QTRY_COMPARE(world.handling(), u"needs_human"_s);
    QCOMPARE(world.handoverReason(), u"tooManyToolCalls"_s);
    QCOMPARE(world.requests(), 4);
}

void TestTurnFailures::aReplyThatAGateRefusesNeedsAHuman()
{
    AgentWorld world;
    world.server.then(says(QString(1601, u'a')));
    world.start();
    world.inbound(u"Hi"_s);
    QTRY_COMPARE(world.handling(), u"needs_human"_s);
    QCOMPARE(world.handoverReason(), u"textTooLong"_s);
    QVERIFY(world.replies().isEmpty());
    QCOMPARE(world.text(u"SELECT state FROM sends"_s), u"refused"_s);
    QCOMPARE(world.sendsRequested, 0);
}

void TestTurnFailures::aMissingKeyNeedsAHuman()
{
    AgentWorld world;
    QVERIFY(waitForTask(world.secretStore().remove(QString(agent::kModelKeySecret))));
    world.start();
    world.inbound(u"Hi"_s);
    QTRY_COMPARE(world.handling(), u"needs_human"_s);
    QCOMPARE(world.handoverReason(), u"keyUnavailable"_s);
    QCOMPARE(world.requests(), 0);
}

void TestTurnFailures::whatWasOwedBeforeARestoreNeedsAHuman()
{
    AgentWorld world;
    world.inbound(u"Is my ring ready?"_s);
    QCOMPARE(world.turnState(), u"due"_s);
    QCOMPARE(inTx(*world.store, [&](store::Tx &tx) { return agent::voidTurns(tx, world.clock.now()); }), 1);
    QCOMPARE(world.handling(), u"needs_human"_s);
    QCOMPARE(world.handoverReason(), u"restored"_s);
    QCOMPARE(world.turnState(), u"failed"_s);
    world.start();
    world.server.fence();
    QCOMPARE(world.requests(), 0);
    QVERIFY(world.replies().isEmpty());
}

QTEST_GUILESS_MAIN(TestTurnFailures)
#include "tst_turn_failures.moc"
