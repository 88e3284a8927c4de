// SPDX-License-Identifier: Apache-2.0
#include "tests/app/relay/crowd.h"
#include "tests/app/relay/relay_process.h"

#include <QElapsedTimer>
#include <QTest>

using namespace counterbell::relay::test;

/// A real relay under thousands of connections that give it as little or as much as they can: its memory stays flat,
/// and whoever sends a webhook is answered as ever.
class TestFlood : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_relay = std::make_unique<RelayProcess>();
        QVERIFY(m_relay->start());
        QVERIFY(m_relay->pair());
        QVERIFY(genuineRequestsPass());
        m_before = m_relay->memory();
        QVERIFY(m_before > 0);
    }
    void cleanup() { m_relay.reset(); }

    void memoryStaysFlatAndGenuineRequestsPass_data()
    {
        QTest::addColumn<QByteArray>("opening");
        QTest::addColumn<QByteArray>("rest");
        QTest::addColumn<int>("most"); // MiB on top of what it had
        const QByteArray head = "POST /t/T/x HTTP/1.1\r\nHost: h\r\n";
        QTest::newRow("2,000 that say nothing") << QByteArray() << QByteArray() << 32;
        QTest::newRow("2,000 slow headers") << head << QByteArray("X: y\r\n") << 48;
        // Two reads of what a header may have; what a connection costs is the header and its buffer.
        QTest::newRow("2,000 headers of nearly the limit")
            << head + "A: " + QByteArray(15'000, 'a') << QByteArray("a") << 96;
        QTest::newRow("2,000 slow bodies") << head + "Content-Length: 1048576\r\n\r\n" << QByteArray("x") << 32;
        // Nearly 2 GB, were all of it kept; 64 MiB are, and the allocator's holes between them.
        QTest::newRow("2,000 bodies of nearly the limit") << head + "Content-Length: 1048576\r\n\r\n"
                                                          << QByteArray(250'000, 'x') << 192;
        QTest::newRow("2,000 chunked bodies of nearly the limit")
            << head + "Transfer-Encoding: chunked\r\n\r\nfffff\r\n"
            << QByteArray(250'000, 'x') << 192;
        QTest::newRow("2,000 bodies far beyond the limit") << head + "Content-Length: 9000000000\r\n\r\n"
                                                           << QByteArray(250'000, 'x') << 32;
    }
    void memoryStaysFlatAndGenuineRequestsPass()
    {
#ifdef __SANITIZE_ADDRESS__
        QSKIP("under a sanitizer most of the memory is the sanitizer's");
#endif
        QFETCH(QByteArray, opening);
        QFETCH(QByteArray, rest);
        QFETCH(int, most);
        opening.replace("/T", "/" + m_relay->tenantId);
        qint64 largest = 0;
        qint64 slowest = 0;
        // The second and third wave find a relay that has seen one: what they left would add up.
        for (int wave = 0; wave < 3; ++wave) {
            Crowd crowd(m_relay->port);
            QCOMPARE(crowd.come(2000), 2000);
            crowd.say(opening);
            for (int round = 0; round < 4; ++round) {
                crowd.say(rest);
                QElapsedTimer since;
                since.start();
                QVERIFY2(genuineRequestsPass(), m_relay->log().right(400).constData());
                slowest = std::max(slowest, since.elapsed());
                largest = std::max(largest, m_relay->memory());
            }
        }
        qInfo("%lld KiB before, %lld KiB at most; ten genuine requests took %lld ms at most", m_before, largest,
              slowest);
        QVERIFY2(largest - m_before < most * 1024, qPrintable(QString::number((largest - m_before) / 1024)));
        QVERIFY(slowest < 3000);
    }

    void handshakesThatNeverEndAreCheapAndEnd()
    {
#ifdef __SANITIZE_ADDRESS__
        QSKIP("under a sanitizer most of the memory is the sanitizer's");
#endif
        QProcess openssl;
        openssl.start(QStringLiteral("openssl"),
                      {QStringLiteral("req"), QStringLiteral("-x509"), QStringLiteral("-newkey"), QStringLiteral("ec"),
                       QStringLiteral("-pkeyopt"), QStringLiteral("ec_paramgen_curve:prime256v1"),
                       QStringLiteral("-nodes"), QStringLiteral("-subj"), QStringLiteral("/CN=relay"),
                       QStringLiteral("-keyout"), m_relay->path(QStringLiteral("key.pem")), QStringLiteral("-out"),
                       m_relay->path(QStringLiteral("certificate.pem"))});
        QVERIFY(openssl.waitForFinished());
        m_relay->extra = "[tls]\ncertificate = \"certificate.pem\"\nkey = \"key.pem\"\n[limits]\nheader_seconds = 3\n";
        QVERIFY(m_relay->start());
        const auto before = m_relay->memory();
        Crowd crowd(m_relay->port);
        QCOMPARE(crowd.come(2000), 2000);
        // The head of a greeting that says it is longer.
        crowd.say(QByteArray("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 11));
        QTRY_COMPARE(m_relay->metric("connections"), 2000);
        const auto during = m_relay->memory();
        qInfo("%lld KiB before, %lld KiB with 2,000 half handshakes", before, during);
        QVERIFY(during - before < 256 * 1024);
        QTRY_COMPARE_WITH_TIMEOUT(m_relay->metric("connections"), 0, 10000);
        QCOMPARE(m_relay->metric("refused_total{limit=\"tls\"}"), 2000);
    }

    void theMemoryComesBackWhenTheyAreGone()
    {
        {
            Crowd crowd(m_relay->port);
            QCOMPARE(crowd.come(2000), 2000);
            crowd.say("POST " + m_relay->webhook() + " HTTP/1.1\r\nHost: h\r\nContent-Length: 1048576\r\n\r\n");
            crowd.say(QByteArray(250'000, 'x'));
            QTRY_VERIFY(m_relay->metric("held_bytes") > 1'000'000);
        }
        QTRY_COMPARE(m_relay->metric("held_bytes"), 0);
        QTRY_COMPARE(m_relay->metric("connections"), 0);
        QVERIFY(genuineRequestsPass());
    }

private:
    /// Ten webhooks, each on a connection of its own.
    [[nodiscard]] bool genuineRequestsPass() const
    {
        for (int i = 0; i < 10; ++i)
            if (m_relay->postStatus("Body=genuine") != 204)
                return false;
        return true;
    }

    std::unique_ptr<RelayProcess> m_relay;
    qint64 m_before = 0;
};

QTEST_GUILESS_MAIN(TestFlood)
#include "tst_flood.moc"
