// SPDX-License-Identifier: Apache-2.0
#include "tests/app/relay/link_client.h"
#include "tests/app/relay/relay_under_test.h"

#include <QProcess>
#include <QSslConfiguration>
#include <QSslSocket>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace counterbell::relay::test;

/// The public side with a certificate of its own.
class TestTls : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        const auto key = m_relay.folder.filePath(u"key.pem"_s);
        const auto certificate = m_relay.folder.filePath(u"certificate.pem"_s);
        QProcess openssl;
        openssl.start(u"openssl"_s,
                      {u"req"_s, u"-x509"_s, u"-newkey"_s, u"ec"_s, u"-pkeyopt"_s, u"ec_paramgen_curve:prime256v1"_s,
                       u"-nodes"_s, u"-subj"_s, u"/CN=127.0.0.1"_s, u"-keyout"_s, key, u"-out"_s, certificate});
        QVERIFY(openssl.waitForFinished());
        QCOMPARE(openssl.exitCode(), 0);
        m_relay.config.tlsKey = key.toStdString();
        m_relay.config.tlsCertificate = certificate.toStdString();
        QVERIFY2(m_relay.start(), m_relay.sentence.c_str());
        const auto code = QByteArray::fromStdString(*m_relay.tenants()->add("Shop"));
        const auto reply = exchange(post("/pair", "{\"code\":\"" + code + "\"}"));
        const auto json = QJsonDocument::fromJson(reply.mid(reply.indexOf("\r\n\r\n") + 4)).object();
        m_shop = {json["tenant"_L1].toString().toLatin1(), json["linkToken"_L1].toString().toLatin1()};
        QCOMPARE(m_shop.token.size(), 64);
    }

    void keepsAWebhookAndAsksForTlsFromNowOn()
    {
        const auto reply = exchange(post(m_shop.webhook(), "x", "Connection: close\r\n"));
        QVERIFY(reply.startsWith("HTTP/1.1 204"));
        QVERIFY(reply.contains("Strict-Transport-Security: max-age="));
    }

    void carriesALargeBodyAndItsRefusal()
    {
        QVERIFY(exchange(post(m_shop.webhook(), QByteArray(900'000, 'x'))).startsWith("HTTP/1.1 204"));
        QVERIFY(exchange(post(m_shop.webhook(), QByteArray(1'100'000, 'x'))).startsWith("HTTP/1.1 413"));
    }

    void carriesTheLink()
    {
        LinkClient core(m_relay.port, m_shop.token, u"counterbell.link.1"_s, u"wss"_s);
        QCOMPARE(core.hello()["t"_L1].toString(), u"welcome"_s);
        QVERIFY(exchange(post(m_shop.webhook(), "over wss")).startsWith("HTTP/1.1 204"));
        QByteArray last;
        while (last != "over wss") {
            const auto frame = core.next();
            QVERIFY(!frame.events.isEmpty());
            last = frame.events.last().body;
        }
    }

    void plainHttpGetsNowhere()
    {
        RawClient client(m_relay.port);
        client.send(post(m_shop.webhook(), "x"));
        QVERIFY(client.isEnded());
    }

    void refusesAKeyOfAnotherCertificate()
    {
        RelayUnderTest other;
        other.config.tlsCertificate = m_relay.config.tlsCertificate;
        other.config.tlsKey = m_relay.config.tlsCertificate;
        QVERIFY(!other.start());
        QVERIFY(other.sentence.starts_with("tls.key: "));
    }

private:
    /// What the relay answers to these bytes over TLS 1.2.
    [[nodiscard]] QByteArray exchange(const QByteArray &bytes) const
    {
        QSslSocket socket;
        socket.setPeerVerifyMode(QSslSocket::VerifyNone);
        socket.setProtocol(QSsl::TlsV1_2);
        socket.connectToHostEncrypted(u"127.0.0.1"_s, m_relay.port);
        if (!socket.waitForEncrypted(5000))
            return {};
        socket.write(bytes);
        QByteArray reply;
        const QDeadlineTimer deadline(8000);
        while (!deadline.hasExpired()) {
            const auto end = reply.indexOf("\r\n\r\n");
            const auto at = reply.toLower().indexOf("content-length: ");
            if (end >= 0 && reply.size() >= end + 4 + (at < 0 ? 0 : reply.mid(at + 16, 8).split('\r')[0].toInt()))
                break;
            if (!socket.waitForReadyRead(int(deadline.remainingTime())))
                break;
            reply += socket.readAll();
        }
        return reply;
    }

    RelayUnderTest m_relay;
    RelayUnderTest::Shop m_shop;
};

QTEST_GUILESS_MAIN(TestTls)
#include "tst_tls.moc"
