// SPDX-License-Identifier: Apache-2.0
#include "tests/core/rpc/rpc_bench.h"

using namespace counterbell;
using namespace counterbell::rpc;
using namespace Qt::StringLiterals;

namespace
{
QCoro::Task<Result<Empty>> nothing()
{
    co_return Empty{};
}
} // namespace

class PermissionsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void decidesByRole_data()
    {
        QTest::addColumn<Permission>("permission");
        QTest::addColumn<QString>("roles"); // owner, manager, agent, staff; nobody is before login
        QTest::newRow("public") << Permission::Public << "nobody owner manager agent staff";
        QTest::newRow("all") << Permission::All << "owner manager agent staff";
        QTest::newRow("agent_up") << Permission::AgentUp << "owner manager agent";
        QTest::newRow("manager_up") << Permission::ManagerUp << "owner manager";
        QTest::newRow("owner") << Permission::Owner << "owner";
        // The row's half is the service's.
        QTest::newRow("agent_up_or_assigned_staff")
            << Permission::AgentUpOrAssignedStaff << "owner manager agent staff";
        QTest::newRow("agent_up_or_staff_at_intake")
            << Permission::AgentUpOrStaffAtIntake << "owner manager agent staff";
        QTest::newRow("self_or_manager_up") << Permission::SelfOrManagerUp << "owner manager agent staff";
        QTest::newRow("own_pin_or_manager_up") << Permission::OwnPinOrManagerUp << "owner manager agent staff";
    }
    void decidesByRole()
    {
        QFETCH(Permission, permission);
        QFETCH(QString, roles);
        QCOMPARE(QString(wireName(permission)), QString::fromLatin1(QTest::currentDataTag()));
        RpcBench bench;
        int called = 0;
        bench.registry.add<Empty, Empty>("test.guarded"_L1, "Guarded"_L1, permission,
                                         [&called](const Caller &, const Empty &) {
                                             ++called;
                                             return nothing();
                                         });
        QVERIFY(bench.listen());
        const auto allowed = roles.split(u' ');

        RpcClient stranger;
        QVERIFY(bench.enter(stranger));
        QCOMPARE(RpcClient::reason(stranger.call(u"test.guarded"_s)),
                 allowed.contains(u"nobody"_s) ? QString() : u"notSignedIn"_s);
        for (const auto &known : bench.authenticator.members) {
            RpcClient client;
            QVERIFY(bench.enterAs(client, known.login, known.pin));
            const auto before = called;
            const auto reason = RpcClient::reason(client.call(u"test.guarded"_s));
            const bool isAllowed = allowed.contains(known.login);
            QVERIFY2(reason == (isAllowed ? QString() : u"notPermitted"_s), qPrintable(known.login + u' ' + reason));
            QCOMPARE(called - before, isAllowed ? 1 : 0);
            // What login says they may do is what they may do.
            QVERIFY2((std::ranges::count(permissionsOf(known.role), QString(wireName(permission))) == 1) == isAllowed,
                     qPrintable(known.login));
        }
    }

    void looksAtThePermissionBeforeTheParameters()
    {
        RpcBench bench;
        bench.registry.add<Name, Empty>("test.guarded"_L1, "Guarded"_L1, Permission::Owner,
                                        [](const Caller &, const Name &) { return nothing(); });
        QVERIFY(bench.listen());
        RpcClient client;
        QVERIFY(bench.enterAs(client, u"staff"_s, u"4444"_s));
        QCOMPARE(RpcClient::reason(client.call(u"test.guarded"_s, {{u"wrong"_s, 1}})), u"notPermitted"_s);
    }

    void followsAChangeOfRoleFromTheNextCall()
    {
        RpcBench bench;
        bench.registry.add<Empty, Empty>("test.guarded"_L1, "Guarded"_L1, Permission::ManagerUp,
                                         [](const Caller &, const Empty &) { return nothing(); });
        QVERIFY(bench.listen());
        RpcClient client;
        QVERIFY(bench.enterAs(client, u"manager"_s, u"2222"_s));
        QVERIFY(client.call(u"test.guarded"_s).contains("result"_L1));
        auto member = *bench.sessions.all().at(0)->member();
        member.role = Role::Agent;
        bench.sessions.refresh(member);
        QCOMPARE(RpcClient::reason(client.call(u"test.guarded"_s)), u"notPermitted"_s);
        bench.sessions.signOut(member.id);
        QCOMPARE(RpcClient::reason(client.call(u"test.guarded"_s)), u"notSignedIn"_s);
    }

    void listsEveryPermissionOfTheOwner()
    {
        QCOMPARE(permissionsOf(Role::Owner).size(), WireNames<Permission>::values.size());
        QCOMPARE(permissionsOf(Role::Staff).size(), 6u);
    }
};

QTEST_GUILESS_MAIN(PermissionsTest)
#include "tst_permissions.moc"
