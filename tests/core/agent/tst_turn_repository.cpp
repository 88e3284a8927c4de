// SPDX-License-Identifier: Apache-2.0
#include "tests/core/agent/agent_world.h"

using namespace counterbell;
using namespace counterbell::agent;
using namespace counterbell::test;

class TestTurnRepository : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void oneConversationHasOneOpenTurnThatEachRequestMakesFresh();
    void aFreshRequestMakesWhatRunsVoid();
    void asksForNothingWhereTheAiDoesNotAnswer_data();
    void asksForNothingWhereTheAiDoesNotAnswer();
    void listsWhatIsDueOldestFirst();
    void anEndedTurnMakesRoomForTheNext();

private:
    static std::vector<Turn> open(AgentWorld &world)
    {
        const auto now = world.clock.now();
        return inRead(*world.store, [now](store::Connection &db) { return TurnRepository().open(db, now, 10); });
    }
};

void TestTurnRepository::oneConversationHasOneOpenTurnThatEachRequestMakesFresh()
{
    AgentWorld world;
    world.inbound(u"one"_s);
    const auto first = open(world);
    QCOMPARE(first.size(), 1);
    inTx(*world.store, [&](store::Tx &tx) { TurnRepository().begin(tx, first.front().id); });
    world.clock += std::chrono::seconds(3);
    const auto second = world.inbound(u"two"_s);
    const auto fresh = open(world);
    QCOMPARE(fresh.size(), 1);
    QCOMPARE(fresh.front().id, first.front().id);
    QCOMPARE(fresh.front().lastInboundId, second);
    QCOMPARE(fresh.front().requestedAt, world.clock.now());
    QCOMPARE(fresh.front().tries, 0);
    QCOMPARE(world.turnState(), u"due"_s);
}

void TestTurnRepository::aFreshRequestMakesWhatRunsVoid()
{
    AgentWorld world;
    world.inbound(u"one"_s);
    const auto turn = open(world).front();
    const auto isCurrent = [&] {
        return inRead(*world.store, [&](store::Connection &db) { return TurnRepository().isCurrent(db, turn); });
    };
    QVERIFY(!isCurrent());
    inTx(*world.store, [&](store::Tx &tx) { TurnRepository().begin(tx, turn.id); });
    QVERIFY(isCurrent());
    world.inbound(u"two"_s);
    QVERIFY(!isCurrent());
    inTx(*world.store, [&](store::Tx &tx) { TurnRepository().begin(tx, turn.id); });
    QVERIFY(!isCurrent());
}

void TestTurnRepository::asksForNothingWhereTheAiDoesNotAnswer_data()
{
    QTest::addColumn<QString>("change");
    QTest::newRow("a person answers") << u"UPDATE conversations SET handling = 'human'"_s;
    QTest::newRow("a person is asked for") << u"UPDATE conversations SET handling = 'needs_human'"_s;
    QTest::newRow("nobody wrote yet") << u"UPDATE conversations SET last_inbound_id = NULL"_s;
    QTest::newRow("a member's own thread") << u"UPDATE conversations SET contact_id = NULL, member_id = 1"_s;
    QTest::newRow("no such conversation") << u"DELETE FROM conversations"_s;
}

void TestTurnRepository::asksForNothingWhereTheAiDoesNotAnswer()
{
    QFETCH(QString, change);
    AgentWorld world;
    world.inbound(u"hi"_s, Channel::Sms, {}, false);
    inTx(*world.store, [&](store::Tx &tx) {
        tx.execute(change);
        TurnRepository().request(tx, world.conversation, world.clock.now());
    });
    QCOMPARE(number(*world.store, u"SELECT COUNT(*) FROM agent_turns"_s), 0);
}

void TestTurnRepository::listsWhatIsDueOldestFirst()
{
    AgentWorld world;
    world.inbound(u"hi"_s);
    world.clock += std::chrono::seconds(1);
    const auto second = world.addCustomer(u"Jonas"_s, u"+61491573002"_s);
    world.inbound(u"hi"_s, Channel::Sms, second);
    const auto turns = open(world);
    QCOMPARE(turns.size(), 2);
    QCOMPARE(turns.front().conversationId, world.conversation);
    QCOMPARE(turns.back().conversationId, second);
    world.clock += std::chrono::seconds(-1);
    QCOMPARE(open(world).size(), 1);
}

void TestTurnRepository::anEndedTurnMakesRoomForTheNext()
{
    AgentWorld world;
    world.inbound(u"one"_s);
    const auto turn = open(world).front();
    inTx(*world.store, [&](store::Tx &tx) { TurnRepository().end(tx, turn.id, TurnState::Failed, u"modelFailed"_s); });
    QVERIFY(open(world).empty());
    QCOMPARE(world.text(u"SELECT problem FROM agent_turns"_s), u"modelFailed"_s);
    world.inbound(u"two"_s);
    QCOMPARE(open(world).size(), 1);
    QVERIFY(open(world).front().id != turn.id);
}

QTEST_GUILESS_MAIN(TestTurnRepository)
#include "tst_turn_repository.moc"
