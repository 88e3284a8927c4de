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
    static const auto text = u"+61491573100"_s;
    return text;
}

} // namespace

/// Messages on their way to handsets, over real sockets.
class TestDelivery : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void smsRisesToDeliveredInTime();
    void whatsAppRisesToRead();
    void callbacksAreSignedOverTheUrlAsConfigured();
    void freeFormOutsideTheWindowFailsWith63016();
    void windowReopensWhenTheCustomerWrites();
    void handsetWithoutWhatsAppFailsWith63003();
    void phoneThatIsOffGetsWhatsAppWhenItIsSwitchedOn();
    void phoneThatIsOffGetsNoSms();
    void landlineGetsNoSms();
    void templateReachesItsHandset();
    void pausedTemplateFailsWith63041();
    void missingMediumFailsWith63019();
    void businessScopedIdReachesItsHandset();
    void userIdOfANumberLeadsBackToIt();
    void senderUrlIsUsedWhereTheMessageHasNone();

private:
    [[nodiscard]] QString makeTemplate(const QString &approval) const;
    void openWindow() const
    {
        m_sandbox->control("POST", u"/handsets/%1/messages"_s.arg(number()), {{u"body"_s, u"hi"_s}});
    }
    [[nodiscard]] QJsonArray onHandset() const { return m_sandbox->onHandset(number()); }
    void change(const QString &field, bool value) const
    {
        m_sandbox->control("PATCH", u"/handsets/"_s + number(), {{field, value}});
    }
    [[nodiscard]] QString error(const QString &sid) const
    {
        const auto message = m_sandbox->message(sid);
        return message["status"_L1].toString() + u' ' + QString::number(message["error_code"_L1].toInt());
    }

    std::unique_ptr<RunningSandbox> m_sandbox;
    std::unique_ptr<WebhookSink> m_sink;
};

void TestDelivery::init()
{
    m_sandbox = std::make_unique<RunningSandbox>();
    m_sink = std::make_unique<WebhookSink>();
}

QString TestDelivery::makeTemplate(const QString &approval) const
{
    const QJsonObject seed{
        {u"account"_s, QJsonObject{{u"accountSid"_s, m_sandbox->server.accountSid()},
                                   {u"authToken"_s, u"12345"_s},
                                   {u"whatsappSender"_s, u"+61480000001"_s},
                                   {u"smsSender"_s, u"+61480000002"_s}}},
        {u"templates"_s,
         QJsonArray{QJsonObject{{u"sid"_s, u"HX0000000000000000000000000000000a"_s},
                                {u"name"_s, u"ready"_s},
                                {u"category"_s, u"utility"_s},
                                {u"status"_s, approval},
                                {u"body"_s, u"Your {{1}} is ready, {{2}}."_s},
                                {u"parameters"_s, QJsonObject{{u"1"_s, u"ring"_s}, {u"2"_s, u"Ava"_s}}}}}}};
    return m_sandbox->server.loadSeed(seed) ? u"HX0000000000000000000000000000000a"_s : QString();
}

void TestDelivery::smsRisesToDeliveredInTime()
{
    QElapsedTimer since;
    since.start();
    const auto sid = sidOf(m_sandbox->sms(number(), u"ready"_s, m_sink->url(u"/s?attempt=1"_s)));
    // The handset has it from the moment its create was accepted.
    QCOMPARE(onHandset().first()["sid"_L1].toString(), sid);
    QCOMPARE(onHandset().first()["channel"_L1].toString(), u"sms"_s);
    QVERIFY(eventually([&] { return m_sink->statusesTold().contains(u"sent"_s); }));
    QVERIFY(eventually([&] { return m_sink->statusesTold().contains(u"delivered"_s); }));
    QVERIFY(since.elapsed() < 3000); // the plan takes 1.5 s at most, this machine may be busy
    QCOMPARE(m_sink->statusesTold(), (QStringList{u"sent"_s, u"delivered"_s})); // none for `queued` (FACTS 2)
    QCOMPARE(m_sink->requests.first().target, "/s?attempt=1");
    QCOMPARE(onHandset().size(), 1);
}

void TestDelivery::whatsAppRisesToRead()
{
    openWindow();
    QElapsedTimer since;
    since.start();
    m_sandbox->whatsApp(number(), u"hello"_s, m_sink->url(u"/s"_s));
    QVERIFY(eventually([&] { return m_sink->statusesTold().contains(u"read"_s); }));
    QVERIFY(since.elapsed() < 5000);
    QCOMPARE(m_sink->statusesTold(), (QStringList{u"sent"_s, u"delivered"_s, u"read"_s}));
}

void TestDelivery::callbacksAreSignedOverTheUrlAsConfigured()
{
    const auto url = m_sink->url(u"/s?attempt=a%20b"_s);
    m_sandbox->sms(number(), u"ready"_s, url + u"#rc=5&rp=all"_s);
    QTRY_VERIFY(!m_sink->requests.isEmpty());
    const auto &request = m_sink->requests.first();
    QCOMPARE(request.target, "/s?attempt=a%20b"); // the fragment stays here
    QCOMPARE(request.header("X-Twilio-Signature"), twilioSignature(u"12345"_s, url, request.form()));
    QCOMPARE(request.header("Content-Type"), "application/x-www-form-urlencoded; charset=utf-8");
    QCOMPARE(request.header("User-Agent"), "TwilioProxy/1.1");
    QVERIFY(!request.header("I-Twilio-Idempotency-Token").isEmpty());
}

void TestDelivery::freeFormOutsideTheWindowFailsWith63016()
{
    const auto answer = m_sandbox->whatsApp(number(), u"hello"_s, m_sink->url(u"/s"_s));
    QCOMPARE(answer.status, 201);
    QTRY_COMPARE(m_sink->statusesTold(), QStringList{u"failed"_s});
    QCOMPARE(m_sink->requests.first().form().value(u"ErrorCode"_s), u"63016"_s);
    QCOMPARE(error(sidOf(answer)), u"failed 63016"_s);
    QVERIFY(m_sandbox->message(sidOf(answer))["price"_L1].isNull());
    QVERIFY(onHandset().isEmpty());
}

void TestDelivery::windowReopensWhenTheCustomerWrites()
{
    openWindow();
    m_sandbox->control("POST", u"/clock"_s, {{u"advanceSeconds"_s, 25 * 3600}});
    const auto late = sidOf(m_sandbox->whatsApp(number(), u"too late"_s));
    QTRY_COMPARE(error(late), u"failed 63016"_s);
    openWindow();
    const auto sid = sidOf(m_sandbox->whatsApp(number(), u"in time"_s));
    QTRY_COMPARE(m_sandbox->statusOf(sid), u"read"_s);
}

void TestDelivery::handsetWithoutWhatsAppFailsWith63003()
{
    openWindow();
    change(u"onWhatsApp"_s, false);
    const auto sid = sidOf(m_sandbox->whatsApp(number(), u"hello"_s));
    QTRY_COMPARE(error(sid), u"failed 63003"_s);
    QVERIFY(onHandset().isEmpty());
}

void TestDelivery::phoneThatIsOffGetsWhatsAppWhenItIsSwitchedOn()
{
    openWindow();
    change(u"reachable"_s, false);
    const auto sid = sidOf(m_sandbox->whatsApp(number(), u"hello"_s, m_sink->url(u"/s"_s)));
    QTRY_COMPARE(m_sandbox->statusOf(sid), u"sent"_s);
    QVERIFY(onHandset().isEmpty());
    change(u"reachable"_s, true);
    QTRY_COMPARE(m_sink->statusesTold(), (QStringList{u"sent"_s, u"delivered"_s, u"read"_s}));
    QCOMPARE(onHandset().size(), 1);
}

void TestDelivery::phoneThatIsOffGetsNoSms()
{
    change(u"reachable"_s, false);
    const auto sid = sidOf(m_sandbox->sms(number(), u"hello"_s, m_sink->url(u"/s"_s)));
    QTRY_COMPARE(error(sid), u"undelivered 30003"_s);
    QTRY_COMPARE(m_sink->statusesTold(), (QStringList{u"sent"_s, u"undelivered"_s}));
    QVERIFY(onHandset().isEmpty());
}

void TestDelivery::landlineGetsNoSms()
{
    change(u"landline"_s, true);
    const auto sid = sidOf(m_sandbox->sms(number(), u"hello"_s));
    QTRY_COMPARE(error(sid), u"undelivered 30006"_s);
    QVERIFY(onHandset().isEmpty());
}

void TestDelivery::templateReachesItsHandset()
{
    const auto sid = makeTemplate(u"approved"_s);
    QVERIFY(!sid.isEmpty());
    const auto answer = m_sandbox->create({{u"To"_s, u"whatsapp:"_s + number()},
                                           {u"From"_s, u"whatsapp:+61480000001"_s},
                                           {u"ContentSid"_s, sid},
                                           {u"ContentVariables"_s, uR"({"1":"bracelet"})"_s},
                                           {u"StatusCallback"_s, m_sink->url(u"/s"_s)}});
    QCOMPARE(answer.status, 201);
    // The variable that is missing takes the template's sample (FACTS 6.3).
    QCOMPARE(onHandset().first()["body"_L1].toString(), u"Your bracelet is ready, Ava."_s);
    QTRY_VERIFY(!m_sink->requests.isEmpty());
    QCOMPARE(m_sink->requests.first().form().value(u"StructuredMessage"_s), u"true"_s);
    const auto bad = m_sandbox->create({{u"To"_s, u"whatsapp:"_s + number()},
                                        {u"From"_s, u"whatsapp:+61480000001"_s},
                                        {u"ContentSid"_s, sid},
                                        {u"ContentVariables"_s, uR"({"1":""})"_s}});
    QCOMPARE(bad.code(), 21656);
}

void TestDelivery::pausedTemplateFailsWith63041()
{
    const auto sid = makeTemplate(u"paused"_s);
    const auto answer = m_sandbox->create(
        {{u"To"_s, u"whatsapp:"_s + number()}, {u"From"_s, u"whatsapp:+61480000001"_s}, {u"ContentSid"_s, sid}});
    QCOMPARE(answer.status, 201);
    QTRY_COMPARE(error(sidOf(answer)), u"failed 63041"_s);
}

void TestDelivery::missingMediumFailsWith63019()
{
    openWindow();
    m_sink->status = 404;
    const auto answer = m_sandbox->create({{u"To"_s, u"whatsapp:"_s + number()},
                                           {u"From"_s, u"whatsapp:+61480000001"_s},
                                           {u"MediaUrl"_s, m_sink->url(u"/m/x.png"_s)}});
    QVERIFY(sidOf(answer).startsWith("MM"_L1));
    QTRY_COMPARE(error(sidOf(answer)), u"failed 63019"_s);
    QCOMPARE(m_sink->requests.first().target, "/m/x.png");
    QCOMPARE(m_sink->requests.first().method, "HEAD");
}

void TestDelivery::businessScopedIdReachesItsHandset()
{
    m_sandbox->control("POST", u"/handsets/%1/messages"_s.arg(number()),
                       {{u"body"_s, u"hola"_s}, {u"bsuid"_s, u"AU.1000000000000001"_s}});
    const auto answer = m_sandbox->whatsApp(u"AU.1000000000000001"_s, u"hello"_s);
    QCOMPARE(answer.status, 201);
    QCOMPARE(onHandset().first()["body"_L1].toString(), u"hello"_s);
    QTRY_COMPARE(m_sandbox->statusOf(sidOf(answer)), u"read"_s);
}

void TestDelivery::userIdOfANumberLeadsBackToIt()
{
    m_sandbox->registerInbound(m_sink->url(u"/in"_s));
    openWindow();
    QTRY_VERIFY(!m_sink->requests.isEmpty());
    const auto userId = m_sink->requests.first().form().value(u"ExternalUserId"_s);
    QCOMPARE(m_sandbox->whatsApp(userId.section(u':', 1), u"hello"_s).status, 201);
    QCOMPARE(onHandset().size(), 1);
}

void TestDelivery::senderUrlIsUsedWhereTheMessageHasNone()
{
    openWindow();
    const auto sender = m_sandbox->call("GET", u"/v2/Channels/Senders?Channel=whatsapp"_s).json()["senders"_L1][0];
    const QJsonObject webhook{{u"webhook"_s, QJsonObject{{u"status_callback_url"_s, m_sink->url(u"/sender"_s)}}}};
    const auto answer = m_sandbox->call("POST", u"/v2/Channels/Senders/"_s + sender["sid"_L1].toString(),
                                        QJsonDocument(webhook).toJson(), "application/json");
    QCOMPARE(answer.status, 202);
    m_sandbox->whatsApp(number(), u"hello"_s);
    QTRY_VERIFY(!m_sink->requests.isEmpty());
    QCOMPARE(m_sink->requests.first().target, "/sender");
}

QTEST_GUILESS_MAIN(TestDelivery)
#include "tst_delivery.moc"
