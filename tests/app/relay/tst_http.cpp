// SPDX-License-Identifier: Apache-2.0
#include "tests/app/relay/relay_under_test.h"

#include <QTest>

using namespace counterbell::relay::test;
using namespace std::chrono_literals;

/// The public side as bytes on a socket: what each request is answered (CONTRACT 4).
class TestHttp : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        m_relay.config.limits.bodyBytes = 1000;
        m_relay.config.limits.headerBytes = 2000;
        m_relay.config.limits.headerCount = 20;
        m_relay.config.limits.targetBytes = 300;
        QVERIFY(m_relay.start());
        m_shop = m_relay.addShop();
    }

    void answers_data()
    {
        QTest::addColumn<QByteArray>("request");
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("allow");
        const auto row = [](const char *name, const QByteArray &request, int status, const QByteArray &allow = {}) {
            QTest::newRow(name) << request << status << allow;
        };
        // T stands for the tenant's id, which is known once the relay runs.
        row("a webhook", post("/t/T/twilio/inbound", "Body=hi"), 204);
        row("a webhook without a body", post("/t/T/twilio/inbound", ""), 204);
        row("a webhook under another path", post("/t/T/", "x"), 204);
        row("a chunked webhook",
            "POST /t/T/x HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n", 204);
        row("a body of its full length", post("/t/T/x", QByteArray(1000, 'b')), 204);
        row("HTTP/1.0", "POST /t/T/x HTTP/1.0\r\nContent-Length: 2\r\n\r\nhi", 204);
        row("a tenant nobody knows", post("/t/0123456789abcdef0123456789abcdef/x", "x"), 404);
        row("an id with another byte", post("/t/Tx/x", "x"), 404);
        row("no path behind the tenant", post("/t/T", "x"), 404);
        row("an id that is too short", post("/t/abc/x", "x"), 404);
        row("the root", "GET / HTTP/1.1\r\nHost: h\r\n\r\n", 404);
        row("health on the public side", "GET /healthz HTTP/1.1\r\nHost: h\r\n\r\n", 404);
        row("GET of a webhook", "GET /t/T/x HTTP/1.1\r\nHost: h\r\n\r\n", 405, "POST");
        row("DELETE of a webhook", "DELETE /t/T/x HTTP/1.1\r\nHost: h\r\n\r\n", 405, "POST");
        row("PUT with a body", "PUT /t/T/x HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\n\r\nx", 405, "POST");
        row("GET of pairing", "GET /pair HTTP/1.1\r\nHost: h\r\n\r\n", 405, "POST");
        row("POST of media", post("/m/T/x", ""), 405, "GET, HEAD");
        row("GET where media is put", "GET /media/T/x HTTP/1.1\r\nHost: h\r\n\r\n", 405, "PUT");
        row("POST of the link", post("/link/1", ""), 405, "GET");
        row("the link without an upgrade", "GET /link/1 HTTP/1.1\r\nHost: h\r\n\r\n", 400);
        row("no length", "POST /t/T/x HTTP/1.1\r\nHost: h\r\n\r\n", 411);
        row("a body too large", post("/t/T/x", QByteArray(1001, 'b')), 413);
        row("a body far too large", "POST /t/T/x HTTP/1.1\r\nHost: h\r\nContent-Length: 9000000000\r\n\r\n", 413);
        row("chunks too large", "POST /t/T/x HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n3e9\r\n", 413);
        row("a target too long", post("/t/T/" + QByteArray(300, 'a'), "x"), 414);
        row("too many headers", post("/t/T/x", "x", QByteArray("A: b\r\n").repeated(20)), 431);
        row("headers too long", post("/t/T/x", "x", "A: " + QByteArray(2000, 'b') + "\r\n"), 431);
        row("conflicting lengths", post("/t/T/x", "xxx", "Content-Length: 2\r\n"), 400);
        row("a bad chunk", "POST /t/T/x HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", 400);
        row("nonsense", "hello\r\n\r\n", 400);
        row("the last chunk's end in the next packet",
            "POST /t/T/x HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n|\r|\n", 204);
    }
    void answers()
    {
        QFETCH(QByteArray, request);
        QFETCH(int, status);
        QFETCH(QByteArray, allow);
        request.replace("/T", "/" + m_shop.tenant);
        RawClient client(m_relay.port);
        for (const auto &piece : request.split('|'))
            client.send(piece);
        const auto reply = client.read();
        QCOMPARE(reply.status, status);
        QCOMPARE(RawClient::header(reply, "Allow"), allow);
        QVERIFY(reply.body.isEmpty());
        if (status == 204)
            QVERIFY(RawClient::header(reply, "Content-Length").isEmpty());
    }

    void answersPipelinedRequestsInOrder()
    {
        RawClient client(m_relay.port);
        client.send(post(m_shop.webhook(), "1") + post("/t/nobody/x", "2") + post(m_shop.webhook(), "3") +
                    "GET / HTTP/1.1\r\nHost: h\r\n\r\n");
        QCOMPARE(client.read().status, 204);
        QCOMPARE(client.read().status, 404);
        QCOMPARE(client.read().status, 204);
        QCOMPARE(client.read().status, 404);
        QVERIFY(client.isOpen());
    }

    void answersARequestThatArrivesByteByByte()
    {
        RawClient client(m_relay.port);
        for (const char c : post(m_shop.webhook(), "slow"))
            client.send(QByteArray(1, c));
        QCOMPARE(client.read().status, 204);
    }

    void closesAfterAFramingErrorWithoutReadingOn()
    {
        // What follows a request whose length is in doubt must never be taken for a request.
        RawClient client(m_relay.port);
        client.send("POST " + m_shop.webhook() +
                    " HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\n"
                    "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n" +
                    post(m_shop.webhook(), "smuggled"));
        QCOMPARE(client.read().status, 400);
        QCOMPARE(client.read(false, 300).status, 0);
        QVERIFY(client.isEnded());
    }

    void says100ContinueOnlyWhenTheBodyWouldBeTaken()
    {
        RawClient client(m_relay.port);
        client.send("POST " + m_shop.webhook() +
                    " HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n"
                    "Expect: 100-continue\r\n\r\n");
        QCOMPARE(client.read().status, 100);
        client.send("hi");
        QCOMPARE(client.read().status, 204);
        client.send("POST " + m_shop.webhook() +
                    " HTTP/1.1\r\nHost: h\r\nContent-Length: 2000\r\n"
                    "Expect: 100-continue\r\n\r\n");
        QCOMPARE(client.read().status, 413);
    }

    void closesWhenAskedTo()
    {
        RawClient client(m_relay.port);
        client.send(post(m_shop.webhook(), "x", "Connection: close\r\n"));
        const auto reply = client.read();
        QCOMPARE(reply.status, 204);
        QCOMPARE(RawClient::header(reply, "Connection"), "close");
        QVERIFY(client.isEnded());
    }

    void theWholeAnswerArrivesThoughTheBodyIsStillBeingSent()
    {
        RawClient client(m_relay.port);
        client.send(post(m_shop.webhook(), QByteArray(2'000'000, 'b')));
        QCOMPARE(client.read().status, 413);
    }

    void opsSideTellsHealth()
    {
        const auto get = [this](const QByteArray &path) {
            RawClient client(m_relay.opsPort);
            client.send("GET " + path + " HTTP/1.1\r\nHost: h\r\n\r\n");
            return client.read();
        };
        QCOMPARE(get("/healthz").status, 200);
        QCOMPARE(get("/readyz").status, 200);
        QCOMPARE(m_relay.postStatus(m_shop, "counted"), 204);
        const auto metrics = get("/metrics");
        QCOMPARE(metrics.status, 200);
        QVERIFY(metrics.body.contains("counterbell_relay_tenants 1\n"));
        QVERIFY(metrics.body.contains("counterbell_relay_refused_total{limit=\"body_bytes\"}"));
        QVERIFY(!metrics.body.contains("webhooks_kept_total 0\n"));
        QCOMPARE(get(m_shop.webhook()).status, 404);
    }

private:
    RelayUnderTest m_relay;
    RelayUnderTest::Shop m_shop;
};

QTEST_GUILESS_MAIN(TestHttp)
#include "tst_http.moc"
