// SPDX-License-Identifier: Apache-2.0
// The stage that every story stands on: one `up`, a script at the contract, a phone.
#include "tests/e2e/support/desk.h"
#include "tests/e2e/support/handset.h"
#include "tests/e2e/support/processes.h"
#include "tests/e2e/support/stack_under_test.h"
#include "tests/e2e/support/verify.h"

#include <QTest>

using namespace Qt::StringLiterals;

namespace counterbell::e2e
{

class TestSupport : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void startsSpeaksAndLeavesNobodyBehind()
    {
        StackUnderTest stack;
        QVERIFY(stack.start());
        const auto core = stack.corePid();
        const auto relay = stack.relayPid();
        QVERIFY(core > 0 && relay > 0);

        RpcClient mia(stack.ready());
        QVERIFY(mia.login(u"manager"_s, u"2222"_s));
        QVERIFY(mia.subscribe());
        const auto refused = mia.call("inbox.conversation"_L1, {{u"conversationId"_s, u"999999999"_s}});
        VERIFY_REFUSED(refused, "notFound");

        SandboxControl sandbox(stack.ready());
        Handset phone(sandbox, u"+61491573001"_s);
        const auto sid = phone.writes(u"Hello"_s);
        QVERIFY(!sid.isEmpty());
        QCOMPARE(sandbox.fetchMessage(sid).status, 200);
        Desk desk(mia);
        QTRY_VERIFY(!desk.conversationWith(phone.number()).isEmpty());
        QTRY_VERIFY(!mia.events().empty());
        QTRY_VERIFY_WITH_TIMEOUT(!phone.received().isEmpty(), 10000);
        QVERIFY(sandbox.advanceClock(std::chrono::minutes(1)));

        QVERIFY(stack.stop());
        QVERIFY(!isRunning(core));
        QVERIFY(!isRunning(relay));
    }
};

} // namespace counterbell::e2e

QTEST_GUILESS_MAIN(counterbell::e2e::TestSupport)
#include "tst_support.moc"
