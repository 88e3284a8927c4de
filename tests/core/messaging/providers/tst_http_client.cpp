// SPDX-License-Identifier: Apache-2.0
#include "core/messaging/providers/http_client.h"
#include "tests/support/script_server.h"
#include "tests/support/self_signed.h"

#include <QSignalSpy>
#include <QTcpSocket>
#include <QTest>

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

using namespace counterbell;
using namespace counterbell::messaging;
using namespace counterbell::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

enum class Kind {
    NotConnected,
    Answered,
    Unknown,
};

Kind kindOf(const HttpOutcome &outcome)
{
    return static_cast<Kind>(outcome.index());
}

HttpRequest post(const QUrl &url)
{
    return {.method = HttpRequest::Method::Post,
            .url = url,
            .body = "Body=ready&To=%2B61491573001",
            .contentType = "application/x-www-form-urlencoded",
            .auth = BasicAuth{u"SK1"_s, u"secret"_s},
            .timeout = 10s};
}

/// A listener whose queue is full: a further connection attempt hangs, as with a host that drops packets.
class FullListener
{
public:
    FullListener() : m_socket(::socket(AF_INET, SOCK_STREAM, 0))
    {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t size = sizeof address;
        ::bind(m_socket, reinterpret_cast<sockaddr *>(&address), size);
        ::listen(m_socket, 0);
        ::getsockname(m_socket, reinterpret_cast<sockaddr *>(&address), &size);
        m_port = ntohs(address.sin_port);
        m_first.connectToHost(u"127.0.0.1"_s, m_port);
        m_first.waitForConnected(1000);
    }
    ~FullListener() { ::close(m_socket); }
    [[nodiscard]] QUrl url() const { return QUrl(u"http://127.0.0.1:%1/"_s.arg(m_port)); }

private:
    int m_socket;
    quint16 m_port = 0;
    QTcpSocket m_first;
};

} // namespace

Q_DECLARE_METATYPE(Reaction)
Q_DECLARE_METATYPE(Kind)

/// One request is one request, and its outcome says no more than is known (DESIGN 4).
class TestHttpClient : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase_data()
    {
        QTest::addColumn<bool>("encrypted");
        QTest::newRow("plain") << false;
        QTest::newRow("TLS") << true;
    }
    void init()
    {
        // For the encrypted runs alone the test certificate is one to trust; elsewhere it must be refused.
        QFETCH_GLOBAL(bool, encrypted);
        auto tls = m_usualTls;
        if (encrypted)
            tls.addCaCertificate(selfSignedTls().localCertificate());
        QSslConfiguration::setDefaultConfiguration(tls);
    }

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
        const auto stage = newServer();
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
        const auto stage = newServer();
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
        const auto stage = newServer();
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

    void nothingWentOutWhenThereWasNoConnection_data()
    {
        QTest::addColumn<bool>("isPost");
        QTest::newRow("POST") << true;
        QTest::newRow("GET") << false;
    }
    void nothingWentOutWhenThereWasNoConnection()
    {
        QFETCH(bool, isPost);
        HttpClient client;
        const auto outcomeAt = [&](const QUrl &url) {
            auto request = post(url);
            if (!isPost)
                request.method = HttpRequest::Method::Get;
            return kindOf(QCoro::waitFor(client.send(request)));
        };
        ScriptServer refusing;
        refusing.stopListening();
        QCOMPARE(outcomeAt(refusing.url()), Kind::NotConnected);
        if (isPost) // a resolver that takes its time proves nothing for a GET
            QCOMPARE(outcomeAt(QUrl(u"https://no-such-host.invalid/"_s)), Kind::NotConnected);

        QSslConfiguration::setDefaultConfiguration(m_usualTls);
        ScriptServer selfSigned(selfSignedTls());
        QCOMPARE(outcomeAt(selfSigned.url()), Kind::NotConnected);
        QCOMPARE(selfSigned.heads(), 0);

        ScriptServer plain;
        auto encryptedUrl = plain.url();
        encryptedUrl.setScheme(u"https"_s);
        plain.then(answer(200, "{}"));
        auto request = post(encryptedUrl);
        request.timeout = 500ms; // the plain server waits for the end of what it takes for a request
        QCOMPARE(kindOf(QCoro::waitFor(client.send(request))), Kind::NotConnected);
        QCOMPARE(plain.heads(), 0);
    }

    void aConnectionThatNeverStandsTimesOutAsNotConnected()
    {
        FullListener listener;
        HttpClient client;
        auto request = post(listener.url());
        request.timeout = 300ms;
        QCOMPARE(kindOf(QCoro::waitFor(client.send(request))), Kind::NotConnected);
    }

    void aRequestThatWaitedForAFreeConnectionInVainWasNotSent()
    {
        const auto stage = newServer();
        auto &server = *stage;
        HttpClient client;
        std::vector<QCoro::Task<HttpOutcome>> stuck;
        for (int i = 0; i < 6; ++i) {
            server.then(silence());
            stuck.push_back(client.send(post(server.url())));
        }
        QTRY_COMPARE(server.requests().size(), 6u);
        auto request = post(server.url(u"/seventh"_s));
        request.timeout = 300ms;
        QCOMPARE(kindOf(QCoro::waitFor(client.send(request))), Kind::NotConnected);

        client.abortAll();
        for (auto &task : stuck)
            QCOMPARE(kindOf(QCoro::waitFor(task)), Kind::Unknown);
        server.fence();
        QCOMPARE(server.heads(), 6);
    }

    void unsafeTargetsAreNotCalled_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<bool>("safe");
        QTest::newRow("https") << u"https://api.twilio.com/"_s << true;
        QTest::newRow("sandbox") << u"http://127.0.0.1:1/"_s << true;
        QTest::newRow("sandbox, IPv6") << u"http://[::1]:1/"_s << true;
        QTest::newRow("localhost") << u"http://localhost/"_s << true;
        QTest::newRow("plain http") << u"http://api.twilio.com/"_s << false;
        QTest::newRow("looks like loopback") << u"http://127.0.0.1.example.com/"_s << false;
        QTest::newRow("password in the URL") << u"https://a:b@api.twilio.com/"_s << false;
        QTest::newRow("file") << u"file:///etc/passwd"_s << false;
        QTest::newRow("nothing") << QString() << false;
    }
    void unsafeTargetsAreNotCalled()
    {
        QFETCH(QString, url);
        QFETCH(bool, safe);
        QCOMPARE(isSafeTarget(QUrl(url)), safe);
        if (!safe) {
            HttpClient client;
            QCOMPARE(kindOf(QCoro::waitFor(client.send(post(QUrl(url))))), Kind::NotConnected);
        }
    }

    void connectionsAreKeptAndUsedAgain()
    {
        const auto stage = newServer();
        auto &server = *stage;
        HttpClient client;
        for (int i = 0; i < 5; ++i) {
            server.then(answer(201, "{}"));
            QCOMPARE(kindOf(QCoro::waitFor(client.send(post(server.url())))), Kind::Answered);
        }
        QCOMPARE(server.connections(), 1);
    }

    void aConnectionIdleForTooLongIsNotUsedAgain()
    {
        const auto stage = newServer();
        auto &server = *stage;
        HttpClient client;
        client.setMaxIdle(0ms);
        for (int i = 0; i < 3; ++i) {
            server.then(answer(201, "{}"));
            QCOMPARE(kindOf(QCoro::waitFor(client.send(post(server.url())))), Kind::Answered);
        }
        QCOMPARE(server.connections(), 3);
    }

    /// The race that makes Qt send again: the server gives up an idle connection as the next request goes out.
    void aKeptConnectionThatDiesNeverCarriesARequestTwice()
    {
        for (const auto &ending : {closeConnection(), resetConnection()}) {
            const auto stage = newServer();
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
        const auto stage = newServer();
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

    void tellsTheServersTime()
    {
        const auto stage = newServer();
        auto &server = *stage;
        HttpClient client;
        QSignalSpy answered(&client, &HttpClient::answered);
        server.then(answer(404, "{}", {{"date", "Sun, 06 Nov 1994 08:49:37 GMT"}}));
        const auto outcome = QCoro::waitFor(client.send(post(server.url())));
        QCOMPARE(std::get<HttpAnswered>(outcome).serverDate, std::optional(Timestamp(784111777s)));
        QCOMPARE(answered.size(), 1);
        QCOMPARE(answered.front().at(0).toString(), u"127.0.0.1"_s);
    }

    void sendsWhatItWasGivenAndNoCookies()
    {
        const auto stage = newServer();
        auto &server = *stage;
        HttpClient client;
        server.then(answer(201, "{}", {{"set-cookie", "a=b"}}));
        server.then(answer(200, "{\"x\":1}"));
        QCoro::waitFor(client.send(post(server.url(u"/a?To=%2B1"_s))));
        auto get = post(server.url(u"/b?To=%2B1&DateSent%3E=2026"_s));
        get.method = HttpRequest::Method::Get;
        get.auth.reset();
        get.headers = {{"X-Extra", "1"}};
        const auto outcome = QCoro::waitFor(client.send(get));
        QCOMPARE(std::get<HttpAnswered>(outcome).body, "{\"x\":1}");
        QCOMPARE(server.requests().size(), 2u);
        const auto &[first, second] = std::tie(server.requests()[0], server.requests()[1]);
        QCOMPARE(first.method, "POST");
        QCOMPARE(first.target, "/a?To=%2B1");
        QCOMPARE(first.header("content-type"), "application/x-www-form-urlencoded");
        QCOMPARE(first.header("content-length"), QByteArray::number(first.body.size()));
        QCOMPARE(first.header("accept-encoding"), "identity");
        QCOMPARE(second.target, "/b?To=%2B1&DateSent%3E=2026");
        QCOMPARE(second.header("x-extra"), "1");
        QVERIFY(second.header("authorization").isEmpty());
        QVERIFY(second.header("cookie").isEmpty());
    }

private:
    static std::unique_ptr<ScriptServer> newServer()
    {
        QFETCH_GLOBAL(bool, encrypted);
        return encrypted ? std::make_unique<ScriptServer>(selfSignedTls()) : std::make_unique<ScriptServer>();
    }

    const QSslConfiguration m_usualTls = QSslConfiguration::defaultConfiguration();
};

QTEST_GUILESS_MAIN(TestHttpClient)
#include "tst_http_client.moc"
