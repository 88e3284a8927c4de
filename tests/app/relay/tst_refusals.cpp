// SPDX-License-Identifier: Apache-2.0
#include "tests/app/relay/relay_under_test.h"

#include <QTest>

using namespace counterbell::relay::test;
using namespace std::chrono_literals;

/// What is refused is counted, by the limit that refused it: whoever watches /metrics sees an attack (CONTRACT 4).
class TestRefusals : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        auto &limits = m_relay.config.limits;
        limits.bodyBytes = 1000;
        limits.headerBytes = 2000;
        limits.headerCount = 20;
        limits.targetBytes = 300;
        limits.header = limits.body = 500ms;
        limits.requestsPerSecond = 50;
        m_relay.config.spoolLimits.bytesPerTenant = 900;
        QVERIFY(m_relay.start());
        m_shop = m_relay.addShop();
    }

    void isCounted_data()
    {
        QTest::addColumn<QByteArray>("request");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("limit");
        const auto row = [](const char *name, const QByteArray &request, int status, const QByteArray &limit) {
            QTest::newRow(name) << request << status << limit;
        };
        const auto headers = [](const QByteArray &lines) {
            return QByteArray("POST /t/T/x HTTP/1.1\r\nHost: h\r\n" + lines + "\r\n");
        };
        row("a negative length", headers("Content-Length: -1\r\n"), 400, "malformed");
        row("conflicting lengths", headers("Content-Length: 1\r\nContent-Length: 2\r\n") + "xx", 400, "malformed");
        row("length and chunks", headers("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n") + "0\r\n\r\n", 400,
            "malformed");
        row("a chunk of no size", headers("Transfer-Encoding: chunked\r\n") + "zz\r\n", 400, "malformed");
        row("a chunk longer than it said", headers("Transfer-Encoding: chunked\r\n") + "1\r\nxyz\r\n0\r\n\r\n", 400,
            "malformed");
        row("a chunk's bare LF", headers("Transfer-Encoding: chunked\r\n") + "1\nx\n0\n\n", 400, "malformed");
        row("a bare LF", "POST /t/T/x HTTP/1.1\nHost: h\n\n", 400, "malformed");
        row("NUL", QByteArray("POST /t/T/x HTTP/1.1\r\nHost: h\r\nX: a\0b\r\n\r\n", 41), 400, "malformed");
        row("a folded line", headers("X: a\r\n b\r\nContent-Length: 0\r\n"), 400, "malformed");
        row("a second Host", headers("Host: i\r\nContent-Length: 0\r\n"), 400, "malformed");
        row("no Host", "POST /t/T/x HTTP/1.1\r\nContent-Length: 0\r\n\r\n", 400, "malformed");
        row("a TLS greeting", QByteArray("\x16\x03\x01\x02\x00\x01", 6), 400, "malformed");
        row("a target too long", post("/t/T/" + QByteArray(300, 'a'), "x"), 414, "target_bytes");
        row("too many headers", headers(QByteArray("A: b\r\n").repeated(21)), 431, "header_count");
        row("headers too long", headers("A: " + QByteArray(2000, 'b') + "\r\n"), 431, "header_bytes");
        row("a body too large", post("/t/T/x", QByteArray(1001, 'b')), 413, "body_bytes");
        row("chunks too large", headers("Transfer-Encoding: chunked\r\n") + "3e9\r\n", 413, "body_bytes");
        row("half a header", "POST /t/T/x HTTP/1.1\r\nHo", 408, "header_seconds");
        row("half a body", headers("Content-Length: 5\r\n") + "he", 408, "body_seconds");
        row("more than the spool takes", post("/t/T/x", QByteArray(950, 'b')), 503, "spool");
    }
    void isCounted()
    {
        QFETCH(QByteArray, request);
        QFETCH(int, status);
        QFETCH(QByteArray, limit);
        request.replace("/T", "/" + m_shop.tenant);
        const auto refused = "refused_total{limit=\"" + limit + "\"}";
        const auto answered = "answers_total{status=\"" + QByteArray::number(status) + "\"}";
        const auto refusedBefore = metric(refused);
        const auto answeredBefore = metric(answered);
        RawClient client(m_relay.port);
        client.send(request);
        QCOMPARE(client.read().status, status);
        QCOMPARE(metric(refused), refusedBefore + 1);
        QCOMPARE(metric(answered), answeredBefore + 1);
    }

    void aRateIsCounted()
    {
        RawClient client(m_relay.port);
        const auto before = metric("refused_total{limit=\"requests_per_second\"}");
        qint64 refused = 0;
        for (int i = 0; i < 80; ++i)
            client.send(post(m_shop.webhook(), "x"));
        for (int i = 0; i < 80; ++i)
            refused += client.read().status == 429;
        QVERIFY(refused > 0);
        QCOMPARE(metric("refused_total{limit=\"requests_per_second\"}"), before + refused);
    }

private:
    [[nodiscard]] qint64 metric(const QByteArray &name) const
    {
        RawClient client(m_relay.opsPort);
        client.send("GET /metrics HTTP/1.1\r\nHost: h\r\n\r\n");
        for (const auto &line : client.read().body.split('\n'))
            if (line.startsWith("counterbell_relay_" + name + ' '))
                return line.mid(line.lastIndexOf(' ') + 1).toLongLong();
        return 0;
    }

    RelayUnderTest m_relay;
    RelayUnderTest::Shop m_shop;
};

QTEST_GUILESS_MAIN(TestRefusals)
#include "tst_refusals.moc"
