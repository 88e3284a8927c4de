// SPDX-License-Identifier: Apache-2.0
#include "core/rpc/methods/team_methods.h"
#include "core/team/team_service.h"
#include "tests/core/rpc/rpc_bench.h"
#include "tests/support/shop.h"

#include <array>

using namespace counterbell;
using namespace Qt::StringLiterals;

namespace
{

/// A real server whose sign-in knows Mia (manager), Priya (agent) and Tom (staff) of the shop, in the order of their
/// ids, and whose team methods work on its database.
struct Bench : RpcBench {
    Bench() : team(shop.store())
    {
        authenticator.members = {{u"mia"_s, u"2222"_s, Role::Manager},
                                 {u"priya"_s, u"3333"_s, Role::Agent},
                                 {u"tom"_s, u"4444"_s, Role::Staff}};
        rpc::addTeamMethods(registry, team, sessions);
    }

    Shop shop;
    team::TeamService team;
};

} // namespace

/// What a change of the team does to the connections that are open (CONTRACT 3, team.*).
class TeamMethodsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aPinThatAManagerSetsEndsTheMembersSessions()
    {
        Bench bench;
        QVERIFY(bench.listen());
        RpcClient mia;
        std::array<RpcClient, 2> priya;
        RpcClient tom;
        QVERIFY(bench.enterAs(mia, u"mia"_s, u"2222"_s));
        for (auto &client : priya)
            QVERIFY(bench.enterAs(client, u"priya"_s, u"3333"_s));
        QVERIFY(bench.enterAs(tom, u"tom"_s, u"4444"_s));
        QVERIFY(mia.call(u"team.setPin"_s, pin(bench.shop.priya, u"9876"_s)).contains("result"_L1));
        for (auto &client : priya)
            QCOMPARE(client.closeCode(), rpc::closing::kSignedOut);
        QVERIFY(mia.call(u"session.whoAmI"_s).contains("result"_L1));
        QVERIFY(tom.call(u"session.whoAmI"_s).contains("result"_L1));
    }

    void onesOwnSessionStaysAndOnesOthersEnd()
    {
        Bench bench;
        QVERIFY(bench.listen());
        RpcClient here;
        RpcClient there;
        QVERIFY(bench.enterAs(here, u"tom"_s, u"4444"_s));
        QVERIFY(bench.enterAs(there, u"tom"_s, u"4444"_s));
        QVERIFY(here.call(u"team.setPin"_s, pin(bench.shop.tom, u"9876"_s)).contains("result"_L1));
        QCOMPARE(there.closeCode(), rpc::closing::kSignedOut);
        QVERIFY(here.call(u"session.whoAmI"_s).contains("result"_L1));
    }

    void aRefusedPinEndsNothing()
    {
        Bench bench;
        QVERIFY(bench.listen());
        RpcClient priya;
        RpcClient tom;
        QVERIFY(bench.enterAs(priya, u"priya"_s, u"3333"_s));
        QVERIFY(bench.enterAs(tom, u"tom"_s, u"4444"_s));
        QCOMPARE(RpcClient::reason(priya.call(u"team.setPin"_s, pin(bench.shop.tom, u"9876"_s))), u"notPermitted"_s);
        QCOMPARE(RpcClient::reason(tom.call(u"team.setPin"_s, pin(bench.shop.tom, u"12"_s))), u"invalidArgument"_s);
        QVERIFY(tom.call(u"session.whoAmI"_s).contains("result"_L1));
    }

private:
    static QJsonObject pin(const Member &member, const QString &pin)
    {
        return {{u"memberId"_s, member.id.toString()}, {u"pin"_s, pin}};
    }
};

QTEST_GUILESS_MAIN(TeamMethodsTest)
#include "tst_team_methods.moc"
