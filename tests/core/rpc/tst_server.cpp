// SPDX-License-Identifier: Apache-2.0
#include "tests/core/rpc/rpc_bench.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

using namespace counterbell;
using namespace Qt::StringLiterals;

namespace
{

/// TCP_NODELAY of this process's connections on that port of its own; the server keeps its sockets to itself.
QList<int> noDelayOfConnectionsAt(quint16 port)
{
    QList<int> found;
    for (int socket = 0; socket < 1024; ++socket) {
        sockaddr_in own{}, other{};
        socklen_t length = sizeof own;
        if (::getsockname(socket, reinterpret_cast<sockaddr *>(&own), &length) != 0 || ntohs(own.sin_port) != port)
            continue;
        length = sizeof other;
        if (::getpeername(socket, reinterpret_cast<sockaddr *>(&other), &length) != 0)
            continue; // the one that listens
        int isSet = 0;
        length = sizeof isSet;
        ::getsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &isSet, &length);
        found << (isSet != 0 ? 1 : 0);
    }
    return found;
}

} // namespace

class ServerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void letsInByTheHandshake_data()
    {
        QTest::addColumn<RpcClient::Headers>("headers");
        QTest::addColumn<bool>("isUpgraded");
        QTest::addColumn<int>("closeCode");
        using Headers = RpcClient::Headers;
        const QByteArray right = "Bearer " + RpcBench::kToken;
        QTest::newRow("the launch token") << Headers{{"Authorization", right}} << true << 0;
        QTest::newRow("scheme in capitals") << Headers{{"Authorization", "BEARER a-launch-token"}} << true << 0;
        QTest::newRow("no token") << Headers{} << true << 4401;
        QTest::newRow("another token") << Headers{{"Authorization", "Bearer b-launch-token"}} << true << 4401;
        QTest::newRow("the token's beginning") << Headers{{"Authorization", right.chopped(1)}} << true << 4401;
        QTest::newRow("the token and more") << Headers{{"Authorization", right + "x"}} << true << 4401;
        QTest::newRow("an empty token") << Headers{{"Authorization", "Bearer "}} << true << 4401;
        QTest::newRow("another scheme") << Headers{{"Authorization", "Basic a-launch-token"}} << true << 4401;
        QTest::newRow("a page of the web")
            << Headers{{"Authorization", right}, {"Origin", "https://example.com"}} << false << 403;
        QTest::newRow("a page from disk") << Headers{{"Authorization", right}, {"Origin", "null"}} << false << 403;
        QTest::newRow("a page of this very host")
            << Headers{{"Authorization", right}, {"Origin", "http://127.0.0.1"}} << false << 403;
    }
    void letsInByTheHandshake()
    {
        QFETCH(RpcClient::Headers, headers);
        QFETCH(bool, isUpgraded);
        QFETCH(int, closeCode);
        RpcBench bench;
        QVERIFY(bench.listen());
        RpcClient client;
        QCOMPARE(client.open(bench.url, headers), isUpgraded);
        if (!isUpgraded) {
            QVERIFY2(client.socket().errorString().contains(QString::number(closeCode)),
                     qPrintable(client.socket().errorString()));
            QCOMPARE(bench.sessions.count(), 0);
        } else if (closeCode != 0) {
            QCOMPARE(client.closeCode(), closeCode);
            QVERIFY(client.frames.isEmpty());
        } else {
            QCOMPARE(client.result(u"session.hello"_s, {{u"contract"_s, 1}, {u"software"_s, u"t"_s}})
                         .value(u"kind"_s)
                         .toString(),
                     u"sandbox"_s);
        }
    }

    void answersNothingToAWrongToken()
    {
        RpcBench bench;
        QVERIFY(bench.listen());
        RpcClient client;
        QVERIFY(client.open(bench.url, "wrong"));
        client.send(1, u"system.version"_s);
        QCOMPARE(client.closeCode(), 4401);
        QVERIFY(client.frames.isEmpty());
    }

    void refusesToListenWithoutAToken()
    {
        RpcBench bench;
        rpc::Server server(bench.registry, bench.sessions, bench.tasks, {});
        const auto listening = server.listen();
        QVERIFY(!listening);
        QCOMPARE(listening.error().reason, Reason::InvalidArgument);
    }

    void saysWhenThePortIsTaken()
    {
        RpcBench bench;
        QVERIFY(bench.listen());
        rpc::Server second(bench.registry, bench.sessions, bench.tasks,
                           {QHostAddress::LocalHost, static_cast<quint16>(bench.url.port()), "t"});
        const auto listening = second.listen();
        QVERIFY(!listening);
        QCOMPARE(listening.error().reason, Reason::Conflict);
    }

    void answersOnlyPublicMethodsBeforeLogin_data()
    {
        QTest::addColumn<QString>("params");
        QTest::addColumn<QString>("reason");
        QTest::newRow("session.hello") << R"({"contract": 1, "software": "t"})" << QString();
        QTest::newRow("session.members") << "{}" << QString();
        QTest::newRow("system.version") << "{}" << QString();
        QTest::newRow("system.health") << "{}" << QString();
        QTest::newRow("rpc.discover") << "{}" << QString();
        QTest::newRow("session.login") << R"({"name": "owner", "pin": "1111"})" << QString();
        QTest::newRow("session.whoAmI") << "{}" << "notSignedIn";
        QTest::newRow("session.logout") << "{}" << "notSignedIn";
        QTest::newRow("test.echo") << R"({"text": "a"})" << "notSignedIn";
        QTest::newRow("test.slow") << "not even the shape is looked at" << "notSignedIn";
    }
    void answersOnlyPublicMethodsBeforeLogin()
    {
        QFETCH(QString, params);
        QFETCH(QString, reason);
        RpcBench bench;
        QVERIFY(bench.listen());
        RpcClient client;
        QVERIFY(bench.enter(client));
        const auto answer = client.call(QString::fromLatin1(QTest::currentDataTag()),
                                        QJsonDocument::fromJson(params.toUtf8()).object());
        QCOMPARE(RpcClient::reason(answer), reason);
        QCOMPARE(answer.contains("result"_L1), reason.isEmpty());
        QVERIFY(bench.echoed.isEmpty());
    }

    void answersWithTheRightError_data()
    {
        QTest::addColumn<QString>("frame");
        QTest::addColumn<QString>("expected");
        QTest::newRow("no JSON") << "{oops" << R"({"id": null, "code": -32700})";
        QTest::newRow("no object") << "[1]" << R"([{"id": null, "code": -32600}])";
        QTest::newRow("no version") << R"({"id": 1, "method": "test.echo"})" << R"({"id": 1, "code": -32600})";
        QTest::newRow("unknown method") << R"({"jsonrpc": "2.0", "id": "a", "method": "test.none"})"
                                        << R"({"id": "a", "code": -32601})";
        QTest::newRow("U+0000 in a text")
            << R"({"jsonrpc": "2.0", "id": 1, "method": "test.echo", "params": {"text": "a\u0000b"}})"
            << R"({"id": 1, "code": -32000})";
        QTest::newRow("U+0000 deep inside")
            << R"({"jsonrpc": "2.0", "id": 1, "method": "test.echo", "params": {"filter": [{"a\u0000": 1}]}})"
            << R"({"id": 1, "code": -32000})";
        QTest::newRow("a list as parameters")
            << R"({"jsonrpc": "2.0", "id": 1, "method": "test.echo", "params": ["a"]})"
            << R"({"id": 1, "code": -32602})";
        QTest::newRow("unknown name")
            << R"({"jsonrpc": "2.0", "id": 1, "method": "test.echo", "params": {"text": "a", "txet": "b"}})"
            << R"({"id": 1, "code": -32602, "message": "params.txet: is not known"})";
        QTest::newRow("missing name") << R"({"jsonrpc": "2.0", "id": 1, "method": "test.echo"})"
                                      << R"({"id": 1, "code": -32602, "message": "params.text: is missing"})";
        QTest::newRow("wrong type")
            << R"({"jsonrpc": "2.0", "id": 1, "method": "test.echo", "params": {"text": "a", "count": 1.5}})"
            << R"({"id": 1, "code": -32602, "message": "params.count: expected a whole number"})";
        QTest::newRow("refused") << R"({"jsonrpc": "2.0", "id": 1, "method": "test.refuses"})"
                                 << R"({"id": 1, "code": -32000, "message": "duplicatePhone"})";
        QTest::newRow("thrown") << R"({"jsonrpc": "2.0", "id": 1, "method": "test.throws"})"
                                << R"({"id": 1, "code": -32000, "message": "internal"})";
    }
    void answersWithTheRightError()
    {
        QFETCH(QString, frame);
        QFETCH(QString, expected);
        RpcBench bench;
        QVERIFY(bench.listen());
        RpcClient client;
        QVERIFY(bench.enterAsOwner(client));
        client.frames.clear();
        client.sendText(frame);
        QTRY_COMPARE(client.frames.size() + client.lists.size(), 1);
        const auto document = QJsonDocument::fromJson(expected.toUtf8());
        QCOMPARE(client.lists.isEmpty(), !document.isArray());
        const auto answer = document.isArray() ? client.lists.at(0).at(0).toObject() : client.frames.at(0);
        const auto wanted = document.isArray() ? document.array().at(0).toObject() : document.object();
        QCOMPARE(answer.value("id"_L1), wanted.value("id"_L1));
        QVERIFY(answer.contains("id"_L1));
        QCOMPARE(RpcClient::code(answer), wanted.value("code"_L1).toInt());
        if (wanted.contains("message"_L1))
            QCOMPARE(RpcClient::message(answer), wanted.value("message"_L1).toString());
    }

    void givesTheReasonAndItsDetails()
    {
        RpcBench bench;
        QVERIFY(bench.listen());
        RpcClient client;
        QVERIFY(bench.enterAsOwner(client));
        const auto data = RpcClient::data(client.call(u"test.refuses"_s));
        QCOMPARE(data, (QJsonObject{{u"reason"_s, u"duplicatePhone"_s},
                                    {u"details"_s, QJsonObject{{u"contactId"_s, u"7"_s}}}}));
    }

    void echoesTheId_data()
    {
        QTest::addColumn<QJsonValue>("id");
        QTest::newRow("text") << QJsonValue(u"é 1"_s);
        QTest::newRow("number") << QJsonValue(qint64(9007199254740993));
        QTest::newRow("negative") << QJsonValue(-1);
        QTest::newRow("null") << QJsonValue(QJsonValue::Null);
    }
    void echoesTheId()
    {
        QFETCH(QJsonValue, id);
        RpcBench bench;
        QVERIFY(bench.listen());
        RpcClient client;
        QVERIFY(bench.enter(client));
        client.send(id, u"system.version"_s);
        QTRY_COMPARE(client.frames.size(), 1);
        QCOMPARE(client.frames.at(0).value("id"_L1), id);
        QVERIFY(client.frames.at(0).contains("result"_L1));
    }

    void runsNotificationsWithoutAnAnswer()
    {
        RpcBench bench;
        QVERIFY(bench.listen());
        RpcClient client;
        QVERIFY(bench.enterAsOwner(client));
        client.frames.clear();
        client.send(QJsonValue::Undefined, u"test.echo"_s, {{u"text"_s, u"quiet"_s}});
        client.send(QJsonValue::Undefined, u"test.none"_s);
        client.send(QJsonValue::Undefined, u"test.refuses"_s);
        QVERIFY(!client.result(u"system.version"_s).isEmpty());
        QCOMPARE(bench.echoed, QStringList{u"quiet"_s});
        QCOMPARE(client.frames.size(), 1);
    }

    void answersAListAsAList()
    {
        RpcBench bench;
        QVERIFY(bench.listen());
        RpcClient client;
        QVERIFY(bench.enterAsOwner(client));
        client.sendText(uR"([{"jsonrpc": "2.0", "id": 1, "method": "test.slow", "params": {"name": "s"}},
                            {"jsonrpc": "2.0", "method": "test.echo", "params": {"text": "quiet"}},
                            {"jsonrpc": "2.0", "id": 2, "method": "test.none"},
                            7])"_s);
        QTRY_COMPARE(bench.gate.waiting, QStringList{u"s"_s});
        QVERIFY(client.lists.isEmpty());
        bench.gate.open(u"s"_s);
        QTRY_COMPARE(client.lists.size(), 1);
        QStringList answers;
        for (const auto &answer : client.lists.at(0))
            answers << u"%1:%2"_s.arg(answer["id"_L1].toInt()).arg(RpcClient::code(answer.toObject()));
        answers.sort();
        QCOMPARE(answers, (QStringList{u"0:-32600"_s, u"1:0"_s, u"2:-32601"_s}));
    }

    void keepsSilentAboutAListOfNotifications()
    {
        RpcBench bench;
        QVERIFY(bench.listen());
        RpcClient client;
        QVERIFY(bench.enterAsOwner(client));
        client.frames.clear();
        client.sendText(uR"([{"jsonrpc": "2.0", "method": "test.echo", "params": {"text": "quiet"}}])"_s);
        QVERIFY(!client.result(u"system.version"_s).isEmpty());
        QCOMPARE(client.frames.size(), 1);
        QVERIFY(client.lists.isEmpty());
    }

    void answersInTheOrderInWhichCallsEnd()
    {
        RpcBench bench;
        QVERIFY(bench.listen());
        RpcClient client;
        QVERIFY(bench.enterAsOwner(client));
        client.frames.clear();
        client.send(1, u"test.slow"_s, {{u"name"_s, u"first"_s}});
        client.send(2, u"test.slow"_s, {{u"name"_s, u"second"_s}});
        QTRY_COMPARE(bench.gate.waiting.size(), 2);
        QVERIFY(!client.result(u"test.echo"_s, {{u"text"_s, u"meanwhile"_s}}).isEmpty());
        bench.gate.open(u"second"_s);
        QVERIFY(!client.answerTo(2).isEmpty());
        QCOMPARE(client.frames.size(), 2);
        bench.gate.open(u"first"_s);
        QVERIFY(!client.answerTo(1).isEmpty());
    }

    void letsNoFrameWaitForTheConsolesAcknowledgement()
    {
        RpcBench bench;
        QVERIFY(bench.listen());
        RpcClient first, second;
        QVERIFY(first.open(bench.url, RpcBench::kToken));
        QVERIFY(second.open(bench.url, RpcBench::kToken));
        QTRY_COMPARE(noDelayOfConnectionsAt(quint16(bench.url.port())), (QList{1, 1}));
    }

    void keepsItsOtherSessionsWhenOneIsCut()
    {
        RpcBench bench;
        QVERIFY(bench.listen());
        RpcClient stays;
        QVERIFY(bench.enterAsOwner(stays));
        {
            RpcClient goes;
            QVERIFY(bench.enterAsOwner(goes));
            goes.send(1, u"test.slow"_s, {{u"name"_s, u"lost"_s}});
            QTRY_COMPARE(bench.gate.waiting.size(), 1);
            goes.socket().abort();
        }
        QTRY_COMPARE(bench.sessions.count(), 1);
        bench.gate.open(u"lost"_s);
        QTRY_COMPARE(bench.tasks.running(), 0);
        QVERIFY(!stays.result(u"session.whoAmI"_s).isEmpty());
    }

    void stopsCleanly()
    {
        RpcBench bench;
        QVERIFY(bench.listen());
        RpcClient client;
        QVERIFY(bench.enterAsOwner(client));
        client.send(1, u"test.slow"_s, {{u"name"_s, u"ends"_s}});
        client.send(2, u"test.slow"_s, {{u"name"_s, u"never"_s}});
        QTRY_COMPARE(bench.gate.waiting.size(), 2);
        bool isDone = false;
        bench.server.shutDown(std::chrono::milliseconds(500)).then([&] { isDone = true; });
        client.send(3, u"test.echo"_s, {{u"text"_s, u"new"_s}});
        QCOMPARE(RpcClient::reason(client.answerTo(3)), u"shuttingDown"_s);
        bench.gate.open(u"ends"_s);
        QVERIFY(client.answerTo(1).contains("result"_L1));
        RpcClient late;
        QVERIFY(!bench.enter(late));
        QCOMPARE(RpcClient::reason(client.answerTo(2)), u"shuttingDown"_s);
        QCOMPARE(client.closeCode(), 1001);
        QTRY_VERIFY(isDone);
        QCOMPARE(bench.sessions.count(), 0);
        bench.gate.open(u"never"_s);
        QTRY_COMPARE(bench.tasks.running(), 0);
    }

    void stopsAtOnceWhenNothingIsUnderWay()
    {
        RpcBench bench;
        QVERIFY(bench.listen());
        RpcClient client;
        QVERIFY(bench.enterAsOwner(client));
        bool isDone = false;
        bench.server.shutDown(std::chrono::hours(1)).then([&] { isDone = true; });
        QCOMPARE(client.closeCode(), 1001);
        QTRY_VERIFY(isDone);
    }
};

QTEST_GUILESS_MAIN(ServerTest)
#include "tst_server.moc"
