// SPDX-License-Identifier: Apache-2.0
#include "tests/core/messaging/providers/http_stage.h"

#include <QSignalSpy>

using namespace counterbell;
using namespace counterbell::messaging;
using namespace counterbell::test;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// Connections, targets, headers and the time.
class TestHttpClient : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase_data() { PlainAndEncrypted::addRuns(); }
    void init() { m_runs.prepare(); }

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
        const auto stage = PlainAndEncrypted::newServer();
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
        const auto stage = PlainAndEncrypted::newServer();
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

    void tellsTheServersTime()
    {
        const auto stage = PlainAndEncrypted::newServer();
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
        const auto stage = PlainAndEncrypted::newServer();
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
    PlainAndEncrypted m_runs;
};

QTEST_GUILESS_MAIN(TestHttpClient)
#include "tst_http_client.moc"
