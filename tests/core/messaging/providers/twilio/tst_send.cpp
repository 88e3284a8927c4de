// SPDX-License-Identifier: Apache-2.0
#include "core/messaging/providers/http_client.h"
#include "core/messaging/providers/twilio/client.h"
#include "tests/support/script_server.h"

#include <QTest>

using namespace counterbell;
using namespace counterbell::messaging;
using namespace counterbell::test;
using namespace Qt::StringLiterals;

namespace
{

const QString kAccount = u"ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"_s;

OutboundMessage message()
{
    OutboundMessage out;
    out.attemptId = u"0123456789abcdef0123456789abcdef"_s;
    out.from = u"+61412000001"_s;
    out.to = u"+61491573001"_s;
    out.body = u"Ready"_s;
    return out;
}

} // namespace

Q_DECLARE_METATYPE(Reaction)

/// The whole way of one message, with the server counting (DESIGN 4).
class TestSend : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void oneCallIsAtMostOneRequest_data()
    {
        QTest::addColumn<Reaction>("reaction");
        QTest::addColumn<int>("outcome"); // index in SendOutcome: accepted, refused, not sent, unknown
        const QByteArray sid = R"({"sid":"SM0123456789abcdef0123456789abcdef","status":"queued","num_segments":"1"})";
        QTest::newRow("accepts") << answer(201, sid) << 0;
        QTest::newRow("refuses") << answer(400, R"({"code":21211,"message":"Invalid 'To'"})") << 1;
        QTest::newRow("is busy") << answer(429, R"({"code":20429,"message":"Too Many Requests"})") << 2;
        QTest::newRow("fails") << answer(500, R"({"code":20500,"message":"Internal"})") << 3;
        QTest::newRow("is a gateway") << answer(502, "<html>") << 3;
        QTest::newRow("redirects") << answer(302, "", {{"location", "https://elsewhere.example/"}}) << 3;
        QTest::newRow("loses the answer") << closeConnection() << 3;
        QTest::newRow("resets") << resetConnection() << 3;
        QTest::newRow("answers half") << rawThenClose("HTTP/1.1 201 Created\r\ncontent-length: 99\r\n\r\n{\"sid\":")
                                      << 3;
    }
    void oneCallIsAtMostOneRequest()
    {
        QFETCH(Reaction, reaction);
        QFETCH(int, outcome);
        ScriptServer server;
        server.then(reaction);
        HttpClient http;
        TwilioClient client(http, {kAccount, {}, {}, u"token"_s, HostMap(server.url(QString()))});
        const auto result = QCoro::waitFor(client.send(message()));
        server.fence();
        QCOMPARE(server.heads(), 1);
        QCOMPARE(static_cast<int>(result.index()), outcome);
    }

    void nobodyThereIsNotSent()
    {
        ScriptServer server;
        server.stopListening();
        HttpClient http;
        TwilioClient client(http, {kAccount, {}, {}, u"token"_s, HostMap(server.url(QString()))});
        QVERIFY(std::holds_alternative<NotSent>(QCoro::waitFor(client.send(message()))));
    }

    void sendsTheFormTwilioExpects()
    {
        ScriptServer server;
        server.then(answer(201,
                           R"({"sid":"SM0123456789abcdef0123456789abcdef","status":"accepted","num_segments":"0"})",
                           {{"date", "Sun, 06 Nov 1994 08:49:37 GMT"}}));
        HttpClient http;
        TwilioClient client(http, {kAccount, u"SK1"_s, u"secret"_s, u"token"_s, HostMap(server.url(QString()))});
        const auto result = QCoro::waitFor(client.send(message()));
        QCOMPARE(server.requests().size(), 1u);
        const auto &request = server.requests().front();
        QCOMPARE(request.method, "POST");
        QCOMPARE(request.target, "/2010-04-01/Accounts/ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa/Messages.json");
        QCOMPARE(request.body, "To=%2B61491573001&From=%2B61412000001&Body=Ready");
        QCOMPARE(request.header("content-type"), "application/x-www-form-urlencoded");
        QCOMPARE(request.header("authorization"), "Basic " + QByteArray("SK1:secret").toBase64());
        QVERIFY(request.header("user-agent").startsWith("Counterbell/"));
        const auto *accepted = std::get_if<Accepted>(&result);
        QVERIFY(accepted);
        QCOMPARE(accepted->sid, u"SM0123456789abcdef0123456789abcdef"_s);
        QCOMPARE(accepted->status, u"accepted"_s);
        QVERIFY(!accepted->segments);
        QCOMPARE(accepted->twilioDate, std::optional(Timestamp(std::chrono::seconds(784111777))));
    }

    void withoutAKeyTheTokenSigns()
    {
        ScriptServer server;
        server.then(answer(400, R"({"code":21602,"message":"Body"})"));
        HttpClient http;
        TwilioClient client(http, {kAccount, {}, {}, u"token"_s, HostMap(server.url(QString()))});
        QCoro::waitFor(client.send(message()));
        QCOMPARE(server.requests().front().header("authorization"),
                 "Basic " + (kAccount + u":token"_s).toLatin1().toBase64());
    }
};

QTEST_GUILESS_MAIN(TestSend)
#include "tst_send.moc"
