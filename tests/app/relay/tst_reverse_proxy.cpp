// SPDX-License-Identifier: Apache-2.0
#include "tests/app/relay/link_client.h"
#include "tests/app/relay/proxy_process.h"
#include "tests/app/relay/relay_process.h"

#include <QSslSocket>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace counterbell::relay::test;

/// The examples of packaging/reverse-proxy in front of a real relay: what arrives is what was sent, and from whom.
class TestReverseProxy : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase_data()
    {
        QTest::addColumn<QByteArray>("kind");
        QTest::newRow("nginx") << QByteArray("nginx");
        QTest::newRow("caddy") << QByteArray("caddy");
    }

    void init()
    {
        QFETCH_GLOBAL(QByteArray, kind);
        m_relay = std::make_unique<RelayProcess>();
        m_relay->extra = "[proxy]\ntrusted = [\"127.0.0.1\"]\n";
        QVERIFY(m_relay->start());
        QVERIFY(m_relay->pair());
        m_proxy = std::make_unique<ProxyProcess>();
        QVERIFY2(m_proxy->start(kind, m_relay->port), m_proxy->log().constData());
        m_core = std::make_unique<LinkClient>(m_proxy->port, m_relay->token, u"counterbell.link.1"_s, u"wss"_s);
        QCOMPARE(m_core->hello()["t"_L1].toString(), u"welcome"_s);
    }
    void cleanup()
    {
        m_core.reset();
        m_proxy.reset();
        m_relay.reset();
    }

    void targetAndBodyArriveByteForByte_data()
    {
        QTest::addColumn<QByteArray>("rest");
        QTest::addColumn<QByteArray>("body");
        QByteArray bytes;
        for (int i = 0; i < 256; ++i)
            bytes += char(i);
        QTest::newRow("what the core registers") << QByteArray("twilio/inbound") << QByteArray("Body=hi%20there");
        QTest::newRow("an attempt's status") << QByteArray("twilio/status?attempt=0f3a&x=") << QByteArray("a=b");
        QTest::newRow("escapes, in both cases") << QByteArray("a%2fb%2Fc%7e~%20+?q=%c3%a9&r=%2B+") << bytes;
        QTest::newRow("odd but allowed") << QByteArray("a:b@c!$&'()*,;=?x=/?:@!$'()*,") << QByteArray();
        QTest::newRow("a large body") << QByteArray("x") << bytes.repeated(3000);
    }
    void targetAndBodyArriveByteForByte()
    {
        QFETCH(QByteArray, rest);
        QFETCH(QByteArray, body);
        const auto target = "/t/" + m_relay->tenantId + "/" + rest;
        const auto reply = exchange(post(target, body, "X-Twilio-Signature: 0/KCTR6D=\r\nX-Pad: a  b\r\n"));
        QVERIFY2(reply.startsWith("HTTP/1.1 204"), reply.constData());
        QVERIFY(reply.toLower().contains("strict-transport-security: max-age=31536000"));
        const auto events = m_core->events(1);
        QCOMPARE(events.size(), 1);
        QCOMPARE(events[0].header["url"_L1].toString(), QString::fromLatin1("https://hooks.example" + target));
        QCOMPARE(events[0].body, body);
        QVERIFY(headerOf(events[0], "x-twilio-signature") == u"0/KCTR6D="_s);
        QVERIFY(headerOf(events[0], "x-pad") == u"a  b"_s);
        QVERIFY(headerOf(events[0], "x-forwarded-proto") == u"https"_s);
    }

    void theClientsAddressIsTheProxysWord()
    {
        const auto reply = exchange(post(m_relay->webhook(), "x", "X-Forwarded-For: 203.0.113.9\r\n"));
        QVERIFY(reply.startsWith("HTTP/1.1 204"));
        QCOMPARE(m_core->events(1).value(0).header["peer"_L1].toString(), u"127.0.0.5"_s);
    }

    void limitsHoldBehindIt_data()
    {
        QTest::addColumn<QByteArray>("request");
        QTest::addColumn<QList<int>>("statuses");
        const auto row = [](const char *name, const QByteArray &request, const QList<int> &statuses) {
            QTest::newRow(name) << request << statuses;
        };
        row("a chunked body",
            "POST /t/T/x HTTP/1.1\r\nHost: H\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n", {204});
        row("a body too large", post("/t/T/x", QByteArray(1'100'000, 'b')), {413});
        row("a target too long", post("/t/T/" + QByteArray(3000, 'a'), "x"), {414});
        row("headers too long", post("/t/T/x", "x", "A: " + QByteArray(30'000, 'a') + "\r\n"), {400, 431});
        row("too many headers", post("/t/T/x", "x", QByteArray("A: b\r\n").repeated(70)), {431});
        row("a tenant nobody knows", post("/t/0123456789abcdef0123456789abcdef/x", "x"), {404});
        row("length and chunks",
            "POST /t/T/x HTTP/1.1\r\nHost: H\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            {204, 400}); // Caddy mends it: chunks count, as RFC 9112 allows, and the relay sees one meaning
        row("two lengths", post("/t/T/x", "xx", "Content-Length: 3\r\n"), {400});
        row("the ops side", "GET /metrics HTTP/1.1\r\nHost: H\r\n\r\n", {404});
    }
    void limitsHoldBehindIt()
    {
        QFETCH(QByteArray, request);
        QFETCH(QList<int>, statuses);
        request.replace("/T", "/" + m_relay->tenantId);
        const auto reply = exchange(request);
        QVERIFY2(statuses.contains(reply.mid(9, 3).toInt()), reply.left(200).constData());
        QVERIFY(m_core->isSilent() || statuses.contains(204));
    }

    void aStoppedRelayEndsTheLinkAndSaysSo()
    {
        m_relay->signal(SIGTERM);
        QCOMPARE(m_core->closeCode(), 1001);
        QCOMPARE(m_relay->exitCode(), 0);
        QCOMPARE(exchange(post(m_relay->webhook(), "x")).mid(9, 3), "502");
        QVERIFY(m_relay->start());
        QVERIFY(exchange(post(m_relay->webhook(), "x")).startsWith("HTTP/1.1 204"));
    }

private:
    static QString headerOf(const LinkClient::Event &event, const char *name)
    {
        for (const auto &header : event.header["headers"_L1].toArray())
            if (header.toArray().at(0).toString().compare(QLatin1String(name), Qt::CaseInsensitive) == 0)
                return header.toArray().at(1).toString();
        return {};
    }

    /// What the proxy answers to these bytes, sent from 127.0.0.5.
    [[nodiscard]] QByteArray exchange(QByteArray bytes) const
    {
        bytes.replace("Host: relay\r\n", "Host: H\r\n");
        bytes.replace("Host: H\r\n", "Host: 127.0.0.1:" + QByteArray::number(m_proxy->port) + "\r\n");
        QSslSocket socket;
        socket.setPeerVerifyMode(QSslSocket::VerifyNone);
        socket.bind(QHostAddress(u"127.0.0.5"_s));
        socket.connectToHostEncrypted(u"127.0.0.1"_s, m_proxy->port);
        if (!socket.waitForEncrypted(5000))
            return {};
        socket.write(bytes);
        QByteArray reply;
        while (!reply.contains("\r\n\r\n") && socket.waitForReadyRead(8000))
            reply += socket.readAll();
        return reply;
    }

    std::unique_ptr<RelayProcess> m_relay;
    std::unique_ptr<ProxyProcess> m_proxy;
    std::unique_ptr<LinkClient> m_core;
};

QTEST_GUILESS_MAIN(TestReverseProxy)
#include "tst_reverse_proxy.moc"
