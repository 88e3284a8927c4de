// SPDX-License-Identifier: Apache-2.0
#include "tests/core/agent/agent_world.h"

using namespace counterbell;
using namespace counterbell::test;

/// FEATURES 5.15 row 1: whoever takes over during a turn hears no AI message leave afterwards.
class TestTakeOver : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void queuesNothingWhateverTheMomentOfATakeOver_data();
    void queuesNothingWhateverTheMomentOfATakeOver();
    void leavesNothingQueuedAtAnyMillisecondOfATurn();
    void aTakeOverAfterTheReplyWasQueuedMakesItTheOperatorsDraft();
    void aReleaseDuringTheTurnDoesNotReviveIt();
    void answersAtOnceWhenTheReleaseSaysSo();
    void answersAnOldMessageOnlyWhenTheReleaseSaysSo();
    void afterAReleaseOnlyTheNextInboundIsAnswered();
    void aFailureAfterATakeOverCallsNobody();
};

void TestTakeOver::queuesNothingWhateverTheMomentOfATakeOver_data()
{
    QTest::addColumn<QString>("moment");
    for (const auto *moment : {"beforeTheTurn", "whenTheFirstQuestionArrives", "afterTheFirstAnswer",
                               "whenTheSecondQuestionArrives", "afterTheLastAnswer"})
        QTest::newRow(moment) << QString::fromLatin1(moment);
}

void TestTakeOver::queuesNothingWhateverTheMomentOfATakeOver()
{
    QFETCH(QString, moment);
    AgentWorld world;
    const auto at = [&world, moment](const QString &here) {
        if (here == moment)
            world.takeOver();
    };
    world.server.then([&](QTcpSocket &socket) {
        at(u"whenTheFirstQuestionArrives"_s);
        calls(u"customer_jobs"_s)(socket);
        QTimer::singleShot(0, world.service.get(), [&] { at(u"afterTheFirstAnswer"_s); });
    });
    world.server.then([&](QTcpSocket &socket) {
        at(u"whenTheSecondQuestionArrives"_s);
        says(u"Too late"_s)(socket);
        // Written before the answer is read: the writer takes both in this order.
        at(u"afterTheLastAnswer"_s);
    });
    world.inbound(u"Hi"_s);
    at(u"beforeTheTurn"_s);
    world.start();
    QTRY_COMPARE(world.turnState(), u"dropped"_s);
    QCOMPARE(world.handling(), u"human"_s);
    QCOMPARE(number(*world.store, u"SELECT COUNT(*) FROM sends"_s), 0);
    QCOMPARE(number(*world.store, u"SELECT COUNT(*) FROM messages WHERE author_kind = 'ai'"_s), 0);
    QCOMPARE(number(*world.store, u"SELECT COUNT(*) FROM messages WHERE event = 'needs_human'"_s), 0);
    QCOMPARE(world.requests(), moment == u"beforeTheTurn"_s ? 0 : 2);
    QCOMPARE(world.sendsRequested, 0);
}

void TestTakeOver::leavesNothingQueuedAtAnyMillisecondOfATurn()
{
    AgentWorld world;
    world.start();
    const auto play = [&world](int i) {
        if (world.server.scriptIsPlayed()) { // a turn that was dropped before it began has asked nothing
            world.server.then(calls(u"customer_jobs"_s));
            world.server.then(says(u"A reply"_s));
        }
        world.conversation = world.addCustomer(u"C%1"_s.arg(i), u"+6149157%1"_s.arg(3100 + i));
        world.inbound(u"Hi"_s);
    };
    // How long a whole turn takes here and now: the sweep goes half as far again.
    QElapsedTimer turn;
    turn.start();
    play(0);
    QTRY_COMPARE(world.replies().size(), 1);
    const auto reach = turn.elapsed() * 3 / 2;
    world.takeOver();
    for (int i = 1; i <= 60; ++i) {
        play(i);
        bool isTaken = false;
        QTimer::singleShot(int(reach * i / 60), world.service.get(), [&] {
            world.takeOver();
            isTaken = true;
        });
        QTRY_VERIFY(isTaken && world.openTurns() == 0 && world.service->running() == 0);
        QCOMPARE(world.replies(), QStringList());
    }
}

void TestTakeOver::aTakeOverAfterTheReplyWasQueuedMakesItTheOperatorsDraft()
{
    AgentWorld world;
    world.server.then(says(u"Nearly sent"_s));
    world.start();
    world.inbound(u"Hi"_s);
    QTRY_COMPARE(world.replies(), QStringList{u"Nearly sent"_s});
    world.takeOver();
    QVERIFY(world.replies().isEmpty());
    QCOMPARE(world.text(u"SELECT draft FROM conversations"_s), u"Nearly sent"_s);
}

void TestTakeOver::aReleaseDuringTheTurnDoesNotReviveIt()
{
    AgentWorld world;
    world.server.then([&](QTcpSocket &socket) {
        world.takeOver();
        world.release(false);
        says(u"From before"_s)(socket);
    });
    world.start();
    world.inbound(u"Hi"_s);
    QTRY_COMPARE(world.turnState(), u"dropped"_s);
    QCOMPARE(world.handling(), u"ai"_s);
    QVERIFY(world.replies().isEmpty());
}

void TestTakeOver::answersAtOnceWhenTheReleaseSaysSo()
{
    AgentWorld world;
    world.server.then([&](QTcpSocket &socket) {
        world.takeOver();
        world.release(true);
        says(u"From before"_s)(socket);
    });
    world.server.then(says(u"Now"_s));
    world.start();
    world.inbound(u"Hi"_s);
    QTRY_COMPARE(world.replies(), QStringList{u"Now"_s});
    QCOMPARE(world.requests(), 2);
}

void TestTakeOver::answersAnOldMessageOnlyWhenTheReleaseSaysSo()
{
    AgentWorld world;
    world.server.then(says(u"Sorry for the wait"_s));
    world.inbound(u"Hi"_s);
    world.takeOver();
    world.start();
    QTRY_COMPARE(world.turnState(), u"dropped"_s);
    world.clock += std::chrono::hours(3);
    world.release(true);
    QTRY_COMPARE(world.replies(), QStringList{u"Sorry for the wait"_s});
}

void TestTakeOver::afterAReleaseOnlyTheNextInboundIsAnswered()
{
    AgentWorld world;
    world.server.then(says(u"To the next"_s));
    world.start();
    world.takeOver();
    world.inbound(u"A question for the operator"_s);
    QCOMPARE(number(*world.store, u"SELECT COUNT(*) FROM agent_turns"_s), 0);
    world.release(false);
    world.server.fence();
    QCOMPARE(world.requests(), 0);
    world.inbound(u"The next one"_s);
    QTRY_COMPARE(world.replies(), QStringList{u"To the next"_s});
}

void TestTakeOver::aFailureAfterATakeOverCallsNobody()
{
    AgentWorld world;
    world.server.then([&](QTcpSocket &socket) {
        world.takeOver();
        answer(400, "{}")(socket);
    });
    world.start();
    world.inbound(u"Hi"_s);
    QTRY_COMPARE(world.turnState(), u"dropped"_s);
    QCOMPARE(world.handling(), u"human"_s);
}

QTEST_GUILESS_MAIN(TestTakeOver)
#include "tst_take_over.moc"
