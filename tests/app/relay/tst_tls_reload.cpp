// SPDX-License-Identifier: Apache-2.0
#include "tests/app/relay/link_client.h"
#include "tests/app/relay/relay_process.h"

#include <QSslCertificate>
#include <QSslSocket>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace counterbell::relay::test;

/// TLS of a real relay: which versions it speaks, and a certificate that is renewed while it runs.
class TestTlsReload : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_relay = std::make_unique<RelayProcess>();
        QVERIFY(m_relay->start());
        QVERIFY(m_relay->pair());
        makeCertificate(u"first"_s);
        m_relay->extra = "[tls]\ncertificate = \"certificate.pem\"\nkey = \"key.pem\"\n[limits]\nheader_seconds = 1\n";
        QVERIFY(m_relay->start());
    }
    void cleanup() { m_relay.reset(); }

    void speaksNothingOlderThanTls12_data()
    {
        QTest::addColumn<QString>("version");
        QTest::addColumn<bool>("accepted");
        QTest::newRow("1.1") << u"-tls1_1"_s << false;
        QTest::newRow("1.2") << u"-tls1_2"_s << true;
        QTest::newRow("1.3") << u"-tls1_3"_s << true;
    }
    void speaksNothingOlderThanTls12()
    {
        QFETCH(QString, version);
        QFETCH(bool, accepted);
        QProcess client;
        client.start(u"openssl"_s, {u"s_client"_s, u"-connect"_s, u"127.0.0.1:%1"_s.arg(m_relay->port), version,
                                    u"-cipher"_s, u"ALL:@SECLEVEL=0"_s});
        QVERIFY(client.waitForStarted());
        client.closeWriteChannel();
        QVERIFY(client.waitForFinished());
        const auto said = client.readAllStandardOutput() + client.readAllStandardError();
        QCOMPARE(said.contains("BEGIN CERTIFICATE"), accepted);
        // Refused by the relay, not by the client's own caution.
        QCOMPARE(said.contains("alert protocol version"), !accepted);
        QTRY_COMPARE(m_relay->metric("refused_total{limit=\"tls\"}"), accepted ? -1 : 1);
    }

    void aNewCertificateIsTakenWithoutDroppingAnybody()
    {
        const auto old = connected();
        QCOMPARE(nameOf(*old), u"first"_s);
        LinkClient core(m_relay->port, m_relay->token, u"counterbell.link.1"_s, u"wss"_s);
        QCOMPARE(core.hello()["t"_L1].toString(), u"welcome"_s);
        makeCertificate(u"second"_s);
        m_relay->signal(SIGHUP);
        QTRY_COMPARE(nameOf(*connected()), u"second"_s);
        QCOMPARE(postOn(*old), 204);
        QCOMPARE(nameOf(*old), u"first"_s);
        QCOMPARE(core.events(1).size(), 1);
        const auto fresh = connected();
        QCOMPARE(postOn(*fresh), 204);
    }

    void aCertificateThatCantBeUsedLeavesTheOldOne()
    {
        QFile broken(m_relay->path(u"certificate.pem"_s));
        QVERIFY(broken.open(QIODevice::WriteOnly | QIODevice::Truncate));
        broken.write("no certificate");
        broken.close();
        m_relay->signal(SIGHUP);
        QTRY_VERIFY(m_relay->log().contains("tls.notReloaded"));
        const auto client = connected();
        QCOMPARE(nameOf(*client), u"first"_s);
        QCOMPARE(postOn(*client), 204);
    }

    void aHandshakeThatNeverEndsIsEnded()
    {
        RawClient client(m_relay->port);
        client.send(QByteArray("\x16\x03\x01\x02\x00\x01", 6));
        QVERIFY(client.isEnded(4000));
        QTRY_COMPARE(m_relay->metric("connections"), 0);
    }

private:
    void makeCertificate(const QString &name) const
    {
        QProcess openssl;
        openssl.start(u"openssl"_s,
                      {u"req"_s, u"-x509"_s, u"-newkey"_s, u"ec"_s, u"-pkeyopt"_s, u"ec_paramgen_curve:prime256v1"_s,
                       u"-nodes"_s, u"-subj"_s, u"/CN="_s + name, u"-keyout"_s, m_relay->path(u"key.pem"_s), u"-out"_s,
                       m_relay->path(u"certificate.pem"_s)});
        QVERIFY(openssl.waitForFinished());
        QCOMPARE(openssl.exitCode(), 0);
    }

    [[nodiscard]] std::unique_ptr<QSslSocket> connected() const
    {
        auto socket = std::make_unique<QSslSocket>();
        socket->setPeerVerifyMode(QSslSocket::VerifyNone);
        socket->connectToHostEncrypted(u"127.0.0.1"_s, m_relay->port);
        socket->waitForEncrypted(5000);
        return socket;
    }

    static QString nameOf(const QSslSocket &socket)
    {
        return socket.peerCertificate().subjectInfo(QSslCertificate::CommonName).value(0);
    }

    [[nodiscard]] int postOn(QSslSocket &socket) const
    {
        socket.write(post(m_relay->webhook(), "x"));
        QByteArray reply;
        while (!reply.contains("\r\n\r\n") && socket.waitForReadyRead(5000))
            reply += socket.readAll();
        return reply.mid(9, 3).toInt();
    }

    std::unique_ptr<RelayProcess> m_relay;
};

QTEST_GUILESS_MAIN(TestTlsReload)
#include "tst_tls_reload.moc"
