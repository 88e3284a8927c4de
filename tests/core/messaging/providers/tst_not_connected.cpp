// SPDX-License-Identifier: Apache-2.0
#include "tests/core/messaging/providers/http_stage.h"

#include <QTcpSocket>

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

/// What may be sent again, because nothing of it went out (DESIGN 4).
class TestNotConnected : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase_data() { PlainAndEncrypted::addRuns(); }
    void init() { m_runs.prepare(); }

    void nothingGoesWhenItIsHeldBackAtTheLastMoment()
    {
        // Between the claim and this moment the core may have been suspended past its lease.
        const auto server = PlainAndEncrypted::newServer();
        server->then(answer(201, "{}"));
        HttpClient client;
        auto request = post(server->url());
        int asked = 0;
        request.mayGo = [&asked] { return ++asked == 0; };
        QElapsedTimer time;
        time.start();
        QCOMPARE(kindOf(QCoro::waitFor(client.send(request))), Kind::NotConnected);
        QCOMPARE(asked, 1);
        QVERIFY(time.elapsed() < 5000); // not by running into the time-out
        QVERIFY(server->requests().empty());
        request.mayGo = [] { return true; };
        QCOMPARE(kindOf(QCoro::waitFor(client.send(request))), Kind::Answered);
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

        m_runs.usual();
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
        const auto stage = PlainAndEncrypted::newServer();
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

private:
    PlainAndEncrypted m_runs;
};

QTEST_GUILESS_MAIN(TestNotConnected)
#include "tst_not_connected.moc"
