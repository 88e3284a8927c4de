// SPDX-License-Identifier: Apache-2.0
#include "tests/core/rpc/rpc_bench.h"

#include <QTcpSocket>

using namespace counterbell;
using namespace Qt::StringLiterals;

namespace
{
/// Upgrades with the right token and never reads again.
struct DeafPeer {
    explicit DeafPeer(const QUrl &url)
    {
        socket.setReadBufferSize(1);
        socket.connectToHost(url.host(), static_cast<quint16>(url.port()));
        socket.write("GET / HTTP/1.1\r\nHost: " + url.authority().toLatin1() +
                     "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                     "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nAuthorization: Bearer " +
                     RpcBench::kToken + "\r\n\r\n");
    }
    QTcpSocket socket;
};
} // namespace

class ServerLimitsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void keepsCallsWaitingBeyondItsLimit()
    {
        rpc::Limits limits;
        limits.running = 2;
        RpcBench bench(limits);
        QVERIFY(bench.listen());
        RpcClient client;
        QVERIFY(bench.enterAsOwner(client));
        for (int i = 1; i <= 3; ++i)
            client.send(i, u"test.slow"_s, {{u"name"_s, QString::number(i)}});
        client.send(4, u"system.version"_s);
        QTRY_COMPARE(bench.gate.waiting.size(), 2);
        bench.gate.open(u"1"_s);
        QVERIFY(!client.answerTo(1).isEmpty());
        QTRY_COMPARE(bench.gate.waiting, (QStringList{u"2"_s, u"3"_s}));
        bench.gate.open(u"2"_s);
        bench.gate.open(u"3"_s);
        QVERIFY(!client.answerTo(4).isEmpty());
        QVERIFY(!client.answerTo(3).isEmpty());
    }

    void endsASessionWithTooManyCallsWaiting()
    {
        rpc::Limits limits;
        limits.running = 1;
        limits.waiting = 3;
        RpcBench bench(limits);
        QVERIFY(bench.listen());
        RpcClient client;
        QVERIFY(bench.enterAsOwner(client));
        for (int i = 1; i <= 5; ++i)
            client.send(i, u"test.slow"_s, {{u"name"_s, QString::number(i)}});
        QCOMPARE(client.closeCode(), 1008);
        QTRY_COMPARE(bench.sessions.count(), 0);
        bench.gate.open(u"1"_s);
        QTRY_COMPARE(bench.tasks.running(), 0);
    }

    void limitsConnections()
    {
        rpc::Limits limits;
        limits.connections = 1;
        RpcBench bench(limits);
        QVERIFY(bench.listen());
        RpcClient first;
        QVERIFY(bench.enter(first));
        QVERIFY(!first.result(u"system.version"_s).isEmpty());
        RpcClient second;
        QVERIFY(bench.enter(second));
        QCOMPARE(second.closeCode(), 1008);
        QVERIFY(!first.result(u"system.version"_s).isEmpty());
    }

    void refusesBinaryFrames()
    {
        RpcBench bench;
        QVERIFY(bench.listen());
        RpcClient client;
        QVERIFY(bench.enter(client));
        client.socket().sendBinaryMessage("{}");
        QCOMPARE(client.closeCode(), 1003);
    }

    void boundsFrames_data()
    {
        QTest::addColumn<bool>("isSignedIn");
        QTest::addColumn<qsizetype>("bytes");
        QTest::addColumn<int>("closeCode");
        QTest::newRow("64 KiB before login") << false << qsizetype(65536) << 0;
        QTest::newRow("a byte more before login") << false << qsizetype(65537) << 1009;
        QTest::newRow("64 KiB and more after login") << true << qsizetype(65537) << 0;
        QTest::newRow("4 MiB after login") << true << qsizetype(4194304) << 0;
        QTest::newRow("a byte more after login") << true << qsizetype(4194305) << 1009;
    }
    void boundsFrames()
    {
        QFETCH(bool, isSignedIn);
        QFETCH(qsizetype, bytes);
        QFETCH(int, closeCode);
        RpcBench bench;
        QVERIFY(bench.listen());
        RpcClient client;
        client.socket().setOutgoingFrameSize(16 * 1024 * 1024);
        QVERIFY(isSignedIn ? bench.enterAsOwner(client) : bench.enter(client));
        auto frame = uR"({"jsonrpc": "2.0", "id": 5, "method": "system.version"})"_s;
        frame.append(QString(bytes - frame.size(), u' '));
        client.sendText(frame);
        if (closeCode == 0)
            QVERIFY(!client.answerTo(5).isEmpty());
        else
            QCOMPARE(client.closeCode(), closeCode);
    }

    void closesASlowReader()
    {
        rpc::Limits limits;
        limits.backlog = 1024 * 1024;
        limits.goodbye = std::chrono::milliseconds(200);
        RpcBench bench(limits);
        QVERIFY(bench.listen());
        DeafPeer peer(bench.url);
        QTRY_COMPARE(bench.sessions.count(), 1);
        auto *session = bench.sessions.all().at(0);
        while (session->backlog() <= limits.backlog)
            session->send(QString(512 * 1024, u'x'));
        const auto backlog = session->backlog();
        QCOMPARE_LT(backlog, 2 * limits.backlog);
        session->send(u"one more"_s);
        session->send(QString(512 * 1024, u'x'));
        QCOMPARE_LT(session->backlog(), backlog + 200); // the close frame, nothing else
        QTRY_COMPARE(bench.sessions.count(), 0);
    }

    void cutsAPeerThatTakesNothing()
    {
        rpc::Limits limits;
        limits.stall = std::chrono::milliseconds(300);
        limits.backlog = 64 * 1024 * 1024;
        RpcBench bench(limits);
        QVERIFY(bench.listen());
        DeafPeer peer(bench.url);
        QTRY_COMPARE(bench.sessions.count(), 1);
        RpcClient other;
        QVERIFY(bench.enterAsOwner(other));
        auto *session = bench.sessions.all().at(0);
        // The kernel takes some megabytes of it before anything stays with us.
        while (session->backlog() < 32 * 1024 * 1024)
            session->send(QString(512 * 1024, u'x'));
        QTRY_COMPARE(bench.sessions.count(), 1);
        QVERIFY(!other.result(u"session.whoAmI"_s).isEmpty());
    }
};

QTEST_GUILESS_MAIN(ServerLimitsTest)
#include "tst_server_limits.moc"
