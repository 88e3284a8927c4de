// SPDX-License-Identifier: Apache-2.0
#include "tests/core/rpc/rpc_bench.h"

using namespace counterbell;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace
{
QJsonObject login(const QString &name, const QString &pin)
{
    return {{u"name"_s, name}, {u"pin"_s, pin}};
}
QJsonObject detailsOf(const QJsonObject &answer)
{
    return RpcClient::data(answer).value("details"_L1).toObject();
}
} // namespace

class SessionMethodsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void saysWhatTheCoreIs()
    {
        RpcBench bench;
        QVERIFY(bench.listen());
        RpcClient client;
        QVERIFY(bench.enter(client));
        QCOMPARE(client.result(u"session.hello"_s, {{u"contract"_s, 99}, {u"software"_s, u"newer"_s}}),
                 (QJsonObject{{u"contract"_s, 1},
                              {u"software"_s, u"test"_s},
                              {u"kind"_s, u"sandbox"_s},
                              {u"epoch"_s, u"epoch-1"_s}}));
        QCOMPARE(client.result(u"session.members"_s).value("items"_L1).toArray().at(3).toObject(),
                 (QJsonObject{
                     {u"id"_s, u"0"_s}, {u"login"_s, u"staff"_s}, {u"name"_s, u"STAFF"_s}, {u"role"_s, u"staff"_s}}));
        QCOMPARE(client.result(u"system.version"_s).value("contract"_L1).toInt(), 1);
    }

    void signsInAndOut()
    {
        RpcBench bench;
        QVERIFY(bench.listen());
        RpcClient client;
        QVERIFY(bench.enter(client));
        const auto signedIn = client.result(u"session.login"_s, login(u"agent"_s, u"3333"_s));
        QCOMPARE(signedIn.value("member"_L1)["login"_L1].toString(), u"agent"_s);
        QVERIFY(signedIn.value("permissions"_L1).toArray().contains(u"agent_up"_s));
        QVERIFY(!signedIn.value("permissions"_L1).toArray().contains(u"manager_up"_s));
        QCOMPARE(client.result(u"session.whoAmI"_s), signedIn);
        RpcClient other;
        QVERIFY(bench.enter(other));
        QCOMPARE(RpcClient::reason(other.call(u"session.whoAmI"_s)), u"notSignedIn"_s);
        QVERIFY(client.call(u"session.logout"_s).contains("result"_L1));
        QCOMPARE(RpcClient::reason(client.call(u"session.whoAmI"_s)), u"notSignedIn"_s);
        QVERIFY(!client.result(u"session.login"_s, login(u"owner"_s, u"1111"_s)).isEmpty());
        QCOMPARE(client.result(u"session.whoAmI"_s).value("member"_L1)["login"_L1].toString(), u"owner"_s);
    }

    void staysSignedInAsBeforeAfterAWrongPin()
    {
        RpcBench bench;
        QVERIFY(bench.listen());
        RpcClient client;
        QVERIFY(bench.enterAsOwner(client));
        QCOMPARE(RpcClient::reason(client.call(u"session.login"_s, login(u"agent"_s, u"0000"_s))), u"wrongPin"_s);
        QCOMPARE(client.result(u"session.whoAmI"_s).value("member"_L1)["login"_L1].toString(), u"owner"_s);
    }

    void forgetsTheMemberWithTheConnection()
    {
        RpcBench bench;
        QVERIFY(bench.listen());
        {
            RpcClient client;
            QVERIFY(bench.enterAsOwner(client));
        }
        RpcClient again;
        QVERIFY(bench.enter(again));
        QCOMPARE(RpcClient::reason(again.call(u"session.whoAmI"_s)), u"notSignedIn"_s);
    }

    void shrinksFramesAgainAfterLogout()
    {
        RpcBench bench;
        QVERIFY(bench.listen());
        RpcClient client;
        QVERIFY(bench.enterAsOwner(client));
        QVERIFY(client.call(u"session.logout"_s).contains("result"_L1));
        client.sendText(QString(70'000, u' '));
        QCOMPARE(client.closeCode(), 1009);
    }

    void slowsWrongPinsAndLocksNobodyOut()
    {
        RpcBench bench;
        QVERIFY(bench.listen());
        RpcClient client;
        QVERIFY(bench.enter(client));
        const auto tryPin = [&](const QString &pin) { return client.call(u"session.login"_s, login(u"agent"_s, pin)); };
        QCOMPARE(RpcClient::reason(tryPin(u"0"_s)), u"wrongPin"_s);
        QCOMPARE(RpcClient::reason(tryPin(u"1"_s)), u"wrongPin"_s);
        const auto third = tryPin(u"2"_s);
        QCOMPARE(RpcClient::reason(third), u"wrongPin"_s);
        QCOMPARE(detailsOf(third).value("retryAfterSeconds"_L1).toInt(), 1);
        QCOMPARE(bench.authenticator.asked, 3);
        // Even the right PIN has to wait, or it could be told from the wrong ones.
        const auto slowed = tryPin(u"3333"_s);
        QCOMPARE(RpcClient::reason(slowed), u"lockedOut"_s);
        QCOMPARE(detailsOf(slowed).value("retryAfterSeconds"_L1).toInt(), 1);
        QCOMPARE(bench.authenticator.asked, 3);
        RpcClient other;
        QVERIFY(bench.enter(other)); // another connection is no way around
        QCOMPARE(RpcClient::reason(other.call(u"session.login"_s, login(u"AGENT"_s, u"3333"_s))), u"lockedOut"_s);
        QVERIFY(!other.result(u"session.login"_s, login(u"owner"_s, u"1111"_s)).isEmpty());
        bench.now += 1s;
        QVERIFY(tryPin(u"3333"_s).contains("result"_L1));
        QCOMPARE(RpcClient::reason(tryPin(u"0"_s)), u"wrongPin"_s);
        QVERIFY(tryPin(u"3333"_s).contains("result"_L1));
    }

    void countsTriesThatComeAllAtOnce()
    {
        RpcBench bench;
        QVERIFY(bench.listen());
        RpcClient client;
        QVERIFY(bench.enter(client));
        for (int i = 0; i < 20; ++i)
            client.send(i, u"session.login"_s, login(u"agent"_s, QString::number(i)));
        QTRY_COMPARE(client.frames.size(), 20);
        QCOMPARE(bench.authenticator.asked, 3);
    }

    void letsManyConsolesSignInAtOnce()
    {
        RpcBench bench;
        QVERIFY(bench.listen());
        std::vector<std::unique_ptr<RpcClient>> clients;
        for (int i = 0; i < 8; ++i) {
            clients.push_back(std::make_unique<RpcClient>());
            QVERIFY(bench.enter(*clients.back()));
        }
        {
            std::optional<AsyncMutex::Turn> hold;
            [&]() -> QCoro::Task<void> { hold.emplace(co_await bench.authenticator.gate.lock()); }();
            for (auto &client : clients)
                client->send(1, u"session.login"_s, login(u"agent"_s, u"3333"_s));
            QTRY_COMPARE(bench.authenticator.asked, 1); // the others wait for their turn
        }
        for (auto &client : clients)
            QVERIFY(client->answerTo(1).contains("result"_L1));
    }

    void refusesLoginsThatAreTooLong()
    {
        RpcBench bench;
        QVERIFY(bench.listen());
        RpcClient client;
        QVERIFY(bench.enter(client));
        QCOMPARE(RpcClient::reason(client.call(u"session.login"_s, login(u"agent"_s, QString(201, u'1')))),
                 u"invalidArgument"_s);
        QCOMPARE(bench.authenticator.asked, 0);
    }
};

QTEST_GUILESS_MAIN(SessionMethodsTest)
#include "tst_session_methods.moc"
