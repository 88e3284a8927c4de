// SPDX-License-Identifier: Apache-2.0
#include "app/sandbox/signer.h"
#include "tests/app/sandbox/sandbox_fixture.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace counterbell::sandbox;

namespace
{

const QString &number()
{
    static const auto text = u"+61491573200"_s;
    return text;
}

} // namespace

/// Each fault by itself, over real sockets, used up one by one.
class TestFaults : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void unknownNamesAreRefused_data();
    void unknownNamesAreRefused();
    void emptySetClears();
    void loseAnswersAcceptsAndSaysNothing();
    void loseRequestsAcceptsNothing();
    void rateLimitIs20429ForCreatesAlone();
    void serverErrorsProcessNothing();
    void delayAnswersLateAndAcceptsAtOnce();
    void dropCallbacksLeavesTheStatus();
    void doubleCallbacksTellsTwice();
    void shuffleCallbacksTellsTheLastFirst();
    void earlyCallbacksComeBeforeThe201();
    void dropWebhooksKeepsTheMessage();
    void doubleWebhooksTellsTwice();
    void forgedWebhooksCarryAWrongSignature();
    void tooManyAtOnceIs20429();

private:
    void order(const QJsonObject &faults) const
    {
        QCOMPARE(m_sandbox->control("POST", u"/faults"_s, faults).status, 200);
    }
    [[nodiscard]] int accountHolds() const
    {
        return int(m_sandbox->call("GET", u"Messages.json"_s).json()["messages"_L1].toArray().size());
    }
    Answer sms(const QString &body = u"hi"_s) const { return m_sandbox->sms(number(), body, m_sink->url(u"/s"_s)); }
    void customerWrites() const
    {
        m_sandbox->control("POST", u"/handsets/%1/messages"_s.arg(number()), {{u"body"_s, u"hi"_s}});
    }

    std::unique_ptr<RunningSandbox> m_sandbox;
    std::unique_ptr<WebhookSink> m_sink;
};

void TestFaults::init()
{
    m_sandbox = std::make_unique<RunningSandbox>();
    m_sink = std::make_unique<WebhookSink>();
    m_sandbox->registerInbound(m_sink->url(u"/in"_s));
}

void TestFaults::unknownNamesAreRefused_data()
{
    QTest::addColumn<QJsonObject>("faults");
    QTest::addColumn<QString>("named");
    QTest::newRow("unknown") << QJsonObject{{u"loseEverything"_s, 1}} << u"loseEverything"_s;
    QTest::newRow("negative") << QJsonObject{{u"loseAnswers"_s, -1}} << u"loseAnswers"_s;
    QTest::newRow("half") << QJsonObject{{u"loseAnswers"_s, 1.5}} << u"loseAnswers"_s;
    QTest::newRow("text") << QJsonObject{{u"delayMs"_s, u"100"_s}} << u"delayMs"_s;
    QTest::newRow("number for a limit") << QJsonObject{{u"rateLimit"_s, 3}} << u"rateLimit"_s;
    QTest::newRow("unknown inside") << QJsonObject{{u"rateLimit"_s, QJsonObject{{u"times"_s, 1}}}} << u"times"_s;
}

void TestFaults::unknownNamesAreRefused()
{
    QFETCH(QJsonObject, faults);
    QFETCH(QString, named);
    order({{u"loseAnswers"_s, 2}});
    const auto answer = m_sandbox->control("POST", u"/faults"_s, faults);
    QCOMPARE(answer.status, 400);
    QVERIFY(answer.json()["error"_L1].toString().contains(named));
    // What stood before still stands.
    QCOMPARE(m_sandbox->control("GET", u"/account"_s).json()["faults"_L1]["loseAnswers"_L1].toInt(), 2);
}

void TestFaults::emptySetClears()
{
    order({{u"serverErrors"_s, 5}, {u"loseRequests"_s, 5}});
    order({});
    QCOMPARE(sms().status, 201);
}

void TestFaults::loseAnswersAcceptsAndSaysNothing()
{
    order({{u"loseAnswers"_s, 1}});
    QCOMPARE(sms(u"lost"_s).status, 0);
    QCOMPARE(accountHolds(), 1);
    QCOMPARE(m_sandbox->onHandset(number()).size(), 1);
    QTRY_VERIFY(m_sink->statusesTold().contains(u"delivered"_s));
    QCOMPARE(sms().status, 201);
}

void TestFaults::loseRequestsAcceptsNothing()
{
    order({{u"loseRequests"_s, 1}});
    QCOMPARE(sms().status, 0);
    QCOMPARE(accountHolds(), 0);
    QCOMPARE(sms().status, 201);
}

void TestFaults::rateLimitIs20429ForCreatesAlone()
{
    order({{u"rateLimit"_s, QJsonObject{{u"count"_s, 2}, {u"retryAfter"_s, 3}}}});
    QCOMPARE(accountHolds(), 0); // a list neither meets nor uses up the fault
    for (int i = 0; i < 2; ++i) {
        const auto answer = sms();
        QCOMPARE(answer.status, 429);
        QCOMPARE(answer.code(), 20429);
        QCOMPARE(answer.header("Retry-After"), "3");
    }
    QCOMPARE(sms().status, 201);
    QCOMPARE(accountHolds(), 1);
    order({{u"rateLimit"_s, QJsonObject{{u"count"_s, 1}}}});
    QVERIFY(sms().header("Retry-After").isNull());
}

void TestFaults::serverErrorsProcessNothing()
{
    order({{u"serverErrors"_s, 1}});
    const auto answer = sms();
    QCOMPARE(answer.status, 500);
    QCOMPARE(answer.code(), 20500);
    QCOMPARE(accountHolds(), 0);
    QCOMPARE(sms().status, 201);
}

void TestFaults::delayAnswersLateAndAcceptsAtOnce()
{
    order({{u"delayMs"_s, 600}});
    for (int i = 0; i < 2; ++i) { // not a counter: it stays until it is cleared
        QElapsedTimer since;
        since.start();
        QCOMPARE(sms().status, 201);
        QVERIFY(since.elapsed() >= 590);
    }
    QVERIFY(m_sink->statusesTold().contains(u"sent"_s)); // told before the 201
    order({});
    QElapsedTimer since;
    since.start();
    QCOMPARE(sms().status, 201);
    QVERIFY(since.elapsed() < 400);
}

void TestFaults::dropCallbacksLeavesTheStatus()
{
    order({{u"dropCallbacks"_s, 1}});
    const auto sid = sidOf(sms());
    QTRY_COMPARE(m_sandbox->statusOf(sid), u"delivered"_s);
    QTRY_COMPARE(m_sink->statusesTold(), QStringList{u"delivered"_s});
}

void TestFaults::doubleCallbacksTellsTwice()
{
    order({{u"doubleCallbacks"_s, 1}});
    sms();
    QTRY_COMPARE(m_sink->statusesTold(), (QStringList{u"sent"_s, u"sent"_s, u"delivered"_s}));
    QCOMPARE(m_sink->requests[0].header("I-Twilio-Idempotency-Token"),
             m_sink->requests[1].header("I-Twilio-Idempotency-Token"));
}

void TestFaults::shuffleCallbacksTellsTheLastFirst()
{
    order({{u"shuffleCallbacks"_s, 1}});
    sms();
    QTRY_COMPARE(m_sink->statusesTold(), (QStringList{u"delivered"_s, u"sent"_s}));
    m_sink->requests.clear();
    sms();
    QTRY_COMPARE(m_sink->statusesTold(), (QStringList{u"sent"_s, u"delivered"_s}));
}

void TestFaults::earlyCallbacksComeBeforeThe201()
{
    order({{u"earlyCallbacks"_s, 1}});
    m_sink->thinks = std::chrono::milliseconds(300);
    QElapsedTimer since;
    since.start();
    const auto answer = sms();
    QCOMPARE(answer.status, 201);
    QVERIFY(since.elapsed() >= 290); // the 201 waited for the callback's answer
    QCOMPARE(answer.json()["status"_L1], u"queued"_s);
    QCOMPARE(m_sink->statusesTold().value(0), u"sent"_s);
    QCOMPARE(m_sink->requests.first().form().value(u"MessageSid"_s), sidOf(answer));
    const auto next = sidOf(sms());
    for (const auto &request : m_sink->requests)
        QVERIFY(request.form().value(u"MessageSid"_s) != next);
}

void TestFaults::dropWebhooksKeepsTheMessage()
{
    order({{u"dropWebhooks"_s, 1}});
    customerWrites();
    customerWrites();
    QTRY_COMPARE(m_sink->requests.size(), 1);
    QCOMPARE(accountHolds(), 2);
    QCOMPARE(m_sandbox->control("GET", u"/account"_s).json()["webhooks"_L1]["tried"_L1].toInt(), 1);
}

void TestFaults::doubleWebhooksTellsTwice()
{
    order({{u"doubleWebhooks"_s, 1}});
    customerWrites();
    QTRY_COMPARE(m_sink->requests.size(), 2);
    QCOMPARE(m_sink->requests[0].form().value(u"MessageSid"_s), m_sink->requests[1].form().value(u"MessageSid"_s));
    QCOMPARE(m_sink->requests[0].header("I-Twilio-Idempotency-Token"),
             m_sink->requests[1].header("I-Twilio-Idempotency-Token")); // one event
    QCOMPARE(accountHolds(), 1);
}

void TestFaults::forgedWebhooksCarryAWrongSignature()
{
    order({{u"forgedWebhooks"_s, 1}});
    customerWrites();
    customerWrites();
    QTRY_COMPARE(m_sink->requests.size(), 2);
    int genuine = 0;
    for (const auto &request : m_sink->requests) {
        genuine +=
            request.header("X-Twilio-Signature") == twilioSignature(u"12345"_s, m_sink->url(u"/in"_s), request.form());
    }
    QCOMPARE(genuine, 1);
}

void TestFaults::tooManyAtOnceIs20429()
{
    const RunningSandbox small({}, 1);
    small.control("POST", u"/faults"_s, {{u"delayMs"_s, 700}});
    QTcpSocket first;
    first.connectToHost(QHostAddress::LocalHost, small.port());
    QTRY_COMPARE(first.state(), QTcpSocket::ConnectedState);
    const auto body = Form({{u"To"_s, number()}, {u"From"_s, u"+61480000002"_s}, {u"Body"_s, u"hi"_s}}).encoded();
    first.write(requestText("POST", small.account() + u"/Messages.json"_s, small.credentials(), body));
    QTRY_COMPARE(small.onHandset(number()).size(), 1);
    const auto second = small.call("GET", u"Messages.json"_s);
    QCOMPARE(second.status, 429);
    QCOMPARE(second.code(), 20429);
    QTRY_VERIFY(first.bytesAvailable() > 0);
    QCOMPARE(small.call("GET", u"Messages.json"_s).status, 200);
}

QTEST_GUILESS_MAIN(TestFaults)
#include "tst_faults.moc"
