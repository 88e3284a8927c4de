// SPDX-License-Identifier: Apache-2.0
#include "tests/core/messaging/providers/http_stage.h"

using namespace counterbell;
using namespace counterbell::messaging;
using namespace counterbell::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// One request is one request, and its outcome says no more than is known (DESIGN 4).
class TestOneRequest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase_data() { PlainAndEncrypted::addRuns(); }
    void init() { m_runs.prepare(); }

    void onePostIsOneRequestWhateverTheServerDoes_data()
    {
        QTest::addColumn<Reaction>("reaction");
        QTest::addColumn<Kind>("kind");
        QTest::addColumn<int>("status"); // of an answer
        QTest::newRow("answers") << answer(201, "{}") << Kind::Answered << 201;
        QTest::newRow("answers HTML 502")
            << answer(502, "<html>", {{"content-type", "text/html"}}) << Kind::Answered << 502;
        QTest::newRow("refuses with 400") << answer(400, "{}") << Kind::Answered << 400;
        QTest::newRow("asks for a password")
            << answer(401, "{}", {{"www-authenticate", "Basic realm=\"Twilio API\""}}) << Kind::Answered << 401;
        QTest::newRow("no content") << answer(204, "") << Kind::Answered << 204;
        QTest::newRow("reads and closes") << closeConnection() << Kind::Unknown << 0;
        QTest::newRow("reads and resets") << resetConnection() << Kind::Unknown << 0;
        QTest::newRow("closes within the head") << rawThenClose("HTTP/1.1 201 Cre") << Kind::Unknown << 0;
        QTest::newRow("closes within the body")
            << rawThenClose("HTTP/1.1 201 Created\r\ncontent-length: 20\r\n\r\n{\"sid\":") << Kind::Unknown << 0;
        QTest::newRow("closes within the body of a refusal")
            << rawThenClose("HTTP/1.1 400 Bad Request\r\ncontent-length: 20\r\n\r\n{\"code\":") << Kind::Unknown << 0;
        QTest::newRow("closes within a chunk")
            << rawThenClose("HTTP/1.1 201 Created\r\ntransfer-encoding: chunked\r\n\r\n20\r\n{\"sid\":")
            << Kind::Unknown << 0;
        QTest::newRow("closes between chunks")
            << rawThenClose("HTTP/1.1 201 Created\r\ntransfer-encoding: chunked\r\n\r\n2\r\n{}\r\n") << Kind::Unknown
            << 0;
        QTest::newRow("answers garbage") << rawThenClose("220 smtp.example ESMTP\r\n") << Kind::Unknown << 0;
        // These two end by the time-out, every other by itself.
        QTest::newRow("never answers") << silence() << Kind::Unknown << 0;
        QTest::newRow("stops within the body")
            << raw("HTTP/1.1 201 Created\r\ncontent-length: 20\r\n\r\n{\"sid\":") << Kind::Unknown << 0;
        QTest::newRow("announces too much")
            << raw("HTTP/1.1 201 Created\r\ncontent-length: 2000\r\n\r\n{") << Kind::Unknown << 0;
        QTest::newRow("sends too much") << rawThenClose("HTTP/1.1 201 Created\r\n\r\n" + QByteArray(2000, 'x'))
                                        << Kind::Unknown << 0;
    }
    void onePostIsOneRequestWhateverTheServerDoes()
    {
        QFETCH(Reaction, reaction);
        QFETCH(Kind, kind);
        QFETCH(int, status);
        const auto stage = PlainAndEncrypted::newServer();
        auto &server = *stage;
        server.then(reaction);
        HttpClient client;
        auto request = post(server.url());
        const QByteArray row = QTest::currentDataTag();
        request.timeout = row == "never answers" || row == "stops within the body" ? 500ms : 10s;
        request.maxAnswerBytes = 1000;
        const auto body = request.body;
        const auto outcome = QCoro::waitFor(client.send(request));

        server.fence();
        QCOMPARE(server.heads(), 1);
        QCOMPARE(server.requests().size(), 1u);
        QCOMPARE(server.requests().front().body, body);
        QCOMPARE(kindOf(outcome), kind);
        if (kind == Kind::Answered)
            QCOMPARE(std::get<HttpAnswered>(outcome).status, status);
        QCOMPARE(client.inFlight(), 0);
    }

    void aRequestCutBeforeItsBodyIsNeverCalledAnswered_data()
    {
        QTest::addColumn<Reaction>("reaction");
        QTest::newRow("closes") << closeConnection();
        QTest::newRow("resets") << resetConnection();
    }
    void aRequestCutBeforeItsBodyIsNeverCalledAnswered()
    {
        QFETCH(Reaction, reaction);
        const auto stage = PlainAndEncrypted::newServer();
        auto &server = *stage;
        server.atNextHead(reaction);
        HttpClient client;
        const auto outcome = QCoro::waitFor(client.send(post(server.url())));
        server.fence();
        QCOMPARE(server.heads(), 1);
        QCOMPARE(kindOf(outcome), Kind::Unknown);
    }

    void aRedirectIsNotFollowedAndTakesTheCredentialsNowhere_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<bool>("isPost");
        for (const int status : {301, 302, 303, 307, 308}) {
            QTest::addRow("POST %d", status) << status << true;
            QTest::addRow("GET %d", status) << status << false;
        }
    }
    void aRedirectIsNotFollowedAndTakesTheCredentialsNowhere()
    {
        QFETCH(int, status);
        QFETCH(bool, isPost);
        const auto stage = PlainAndEncrypted::newServer();
        auto &server = *stage;
        ScriptServer elsewhere;
        const auto location = elsewhere.url(u"/stolen"_s).toEncoded();
        server.then(answer(status, "", {{"location", location}}));
        HttpClient client;
        auto request = post(server.url());
        if (!isPost)
            request.method = HttpRequest::Method::Get;
        const auto outcome = QCoro::waitFor(client.send(request));
        elsewhere.fence();
        server.fence();
        QCOMPARE(server.requests().size(), 1u);
        QCOMPARE(server.requests().front().header("authorization"), "Basic " + QByteArray("SK1:secret").toBase64());
        QCOMPARE(elsewhere.heads(), 0);
        if (isPost && status >= 307) { // Qt calls it a body it can't send again; 3xx leaves a POST in doubt anyway
            QCOMPARE(kindOf(outcome), Kind::Unknown);
            return;
        }
        QCOMPARE(kindOf(outcome), Kind::Answered);
        QCOMPARE(std::get<HttpAnswered>(outcome).status, status);
        QCOMPARE(std::get<HttpAnswered>(outcome).header("location"), location);
    }
    void aKeptConnectionThatDiesNeverCarriesARequestTwice()
    {
        for (const auto &ending : {closeConnection(), resetConnection()}) {
            const auto stage = PlainAndEncrypted::newServer();
            auto &server = *stage;
            HttpClient client;
            server.then(answer(201, "{}"));
            server.then(ending);
            QCOMPARE(kindOf(QCoro::waitFor(client.send(post(server.url())))), Kind::Answered);
            QCOMPARE(kindOf(QCoro::waitFor(client.send(post(server.url())))), Kind::Unknown);
            server.fence();
            QCOMPARE(server.connections(), 1);
            QCOMPARE(server.heads(), 2);
        }
    }

    void aServerThatClosesIdleConnectionsGetsEachRequestAtMostOnce()
    {
        const auto stage = PlainAndEncrypted::newServer();
        auto &server = *stage;
        HttpClient client;
        size_t total = 0;
        for (int i = 0; i < 60; ++i) {
            server.then(answer(201, "{}"));
            const auto before = server.requests().size();
            const auto kind = kindOf(QCoro::waitFor(client.send(post(server.url()))));
            server.fence();
            const auto arrived = server.requests().size() - before;
            QVERIFY(arrived <= 1);
            QVERIFY(arrived == 1 || kind != Kind::Answered);
            QVERIFY(arrived == 0 || kind != Kind::NotConnected);
            total += arrived;
            server.closeAllConnections(); // and at once the next request, in a race with the FIN
        }
        QVERIFY(total > 0);
    }

private:
    PlainAndEncrypted m_runs;
};

QTEST_GUILESS_MAIN(TestOneRequest)
#include "tst_one_request.moc"
