// SPDX-License-Identifier: Apache-2.0
#include "app/sandbox/signer.h"
#include "app/sandbox/webhook_sender.h"
#include "tests/app/sandbox/sandbox_fixture.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace counterbell::sandbox;

class TestWebhookSender : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void serverErrorIsRepeatedOnlyWhenTheUrlAsksForIt_data();
    void serverErrorIsRepeatedOnlyWhenTheUrlAsksForIt();
    void repeatsKeepTheirTokenAndWait();
    void connectionFailureIsRepeatedOnceByDefault();
    void fallbackTakesInboundMessages();
    void totalTimeEndsTheRepeats();
    void slowAnswerIsNotWaitedFor();
    void getCarriesEverythingInItsQuery();
    void publicNameIsSignedAndCarriedElsewhere();
    void orderOfParametersVaries();

private:
    /// Sends and waits for the end; whether somebody took it.
    bool send(Webhook webhook);

    Traffic m_traffic;
    std::unique_ptr<WebhookSender> m_sender;
    std::unique_ptr<WebhookSink> m_sink;
};

void TestWebhookSender::init()
{
    m_traffic = {};
    m_sender = std::make_unique<WebhookSender>(m_traffic);
    m_sender->setAuthToken(u"12345"_s);
    m_sink = std::make_unique<WebhookSink>();
}

bool TestWebhookSender::send(Webhook webhook)
{
    std::optional<bool> outcome;
    if (webhook.params.pairs().isEmpty())
        webhook.params.add(u"Body"_s, u"a b&c=ü"_s);
    m_sender->send(std::move(webhook), [&](bool delivered) { outcome = delivered; });
    eventually([&] { return outcome.has_value(); }, std::chrono::seconds(20));
    return outcome.value_or(false);
}

void TestWebhookSender::serverErrorIsRepeatedOnlyWhenTheUrlAsksForIt_data()
{
    QTest::addColumn<QString>("fragment");
    QTest::addColumn<int>("answer");
    QTest::addColumn<int>("tries");
    QTest::newRow("500 by default") << u""_s << 500 << 1;
    QTest::newRow("500, rp=5xx") << u"#rp=5xx"_s << 500 << 2;
    QTest::newRow("429, rp=all") << u"#rc=2&rp=all"_s << 429 << 2;
    QTest::newRow("404, rp=5xx") << u"#rc=5&rp=5xx"_s << 404 << 1;
    QTest::newRow("connection cut, rp=all") << u"#rc=5&rp=all"_s << 0 << 2;
    QTest::newRow("connection cut by default") << u""_s << 0 << 1;
}

void TestWebhookSender::serverErrorIsRepeatedOnlyWhenTheUrlAsksForIt()
{
    QFETCH(QString, fragment);
    QFETCH(int, answer);
    QFETCH(int, tries);
    m_sink->statuses = {answer};
    QCOMPARE(send({.url = m_sink->url(u"/in"_s) + fragment}), tries == 2);
    QCOMPARE(m_sink->requests.size(), tries);
    QCOMPARE(m_traffic.webhooksTried, tries);
    QCOMPARE(m_traffic.webhooksGivenUp, tries == 2 ? 0 : 1);
}

void TestWebhookSender::repeatsKeepTheirTokenAndWait()
{
    m_sink->statuses = {500, 503};
    QElapsedTimer since;
    since.start();
    QVERIFY(send({.url = m_sink->url(u"/in"_s) + u"#rc=5&rp=all"_s}));
    QCOMPARE(m_sink->requests.size(), 3);
    const auto passed = since.elapsed();
    QVERIFY2(passed >= 1480 && passed < 3500, qPrintable(QString::number(passed))); // 0.5 s and 1 s
    for (const auto &request : m_sink->requests) {
        QCOMPARE(request.header("I-Twilio-Idempotency-Token"),
                 m_sink->requests.first().header("I-Twilio-Idempotency-Token"));
        QCOMPARE(request.header("X-Twilio-Signature"),
                 twilioSignature(u"12345"_s, m_sink->url(u"/in"_s), request.form()));
    }
}

void TestWebhookSender::connectionFailureIsRepeatedOnceByDefault()
{
    const auto nobody = m_sink->url(u"/in"_s);
    m_sink = nullptr; // its port is closed now
    QVERIFY(!send({.url = nobody}));
    QCOMPARE(m_traffic.webhooksTried, 2);
    QCOMPARE(m_traffic.webhooksAnswered, 0);
}

void TestWebhookSender::fallbackTakesInboundMessages()
{
    m_sink->statuses = {500};
    QVERIFY(send({.url = m_sink->url(u"/in"_s), .fallbackUrl = m_sink->url(u"/fallback"_s)}));
    QCOMPARE(m_sink->requests.size(), 2);
    QCOMPARE(m_sink->requests[1].target, "/fallback");
    QCOMPARE(m_sink->requests[1].form().value(u"ErrorCode"_s), u"11200"_s);
    QCOMPARE(m_sink->requests[1].form().value(u"ErrorUrl"_s), m_sink->url(u"/in"_s));
}

void TestWebhookSender::totalTimeEndsTheRepeats()
{
    m_sink->status = 500;
    QVERIFY(!send({.url = m_sink->url(u"/in"_s) + u"#rc=5&rp=all&tt=1000"_s}));
    QCOMPARE(m_sink->requests.size(), 2); // the second repeat would begin after 1.5 s
}

void TestWebhookSender::slowAnswerIsNotWaitedFor()
{
    QTcpServer silent;
    QVERIFY(silent.listen(QHostAddress::LocalHost, 0));
    QElapsedTimer since;
    since.start();
    QVERIFY(!send({.url = u"http://127.0.0.1:%1/in#rt=200"_s.arg(silent.serverPort())}));
    QVERIFY(since.elapsed() >= 150 && since.elapsed() < 2000);
    QCOMPARE(m_traffic.webhooksTried, 1); // a time-out isn't repeated by default
}

void TestWebhookSender::getCarriesEverythingInItsQuery()
{
    QVERIFY(send({.url = m_sink->url(u"/in?x=1"_s), .method = "GET"}));
    const auto &request = m_sink->requests.first();
    QCOMPARE(request.method, "GET");
    QCOMPARE(request.query.value(u"Body"_s), u"a b&c=ü"_s);
    QVERIFY(request.body.isEmpty());
    QCOMPARE(request.header("X-Twilio-Signature"),
             twilioSignature(u"12345"_s, m_sink->url(QString::fromLatin1(request.target)), {}));
}

void TestWebhookSender::publicNameIsSignedAndCarriedElsewhere()
{
    m_sender->setRoute(u"https://Relay.example"_s, m_sink->url({}));
    QVERIFY(send({.url = u"https://Relay.example/t/a%20b/in?x=%2B#rc=5&rp=all"_s}));
    const auto &request = m_sink->requests.first();
    QCOMPARE(request.target, "/t/a%20b/in?x=%2B");
    QCOMPARE(request.header("X-Twilio-Signature"),
             twilioSignature(u"12345"_s, u"https://Relay.example/t/a%20b/in?x=%2B"_s, request.form()));
    QCOMPARE(m_sender->routed(u"https://Relay.example.org/x"_s), u"https://Relay.example.org/x"_s);
}

void TestWebhookSender::orderOfParametersVaries()
{
    Form params;
    for (int i = 0; i < 12; ++i)
        params.add(u"P%1"_s.arg(i), QString::number(i));
    for (int i = 0; i < 3; ++i)
        QVERIFY(send({.url = m_sink->url(u"/in"_s), .params = params}));
    QVERIFY(m_sink->requests[0].body != m_sink->requests[1].body ||
            m_sink->requests[1].body != m_sink->requests[2].body);
}

QTEST_GUILESS_MAIN(TestWebhookSender)
#include "tst_webhook_sender.moc"
