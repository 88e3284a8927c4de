// SPDX-License-Identifier: Apache-2.0
#include "tests/app/sandbox/sandbox_fixture.h"

#include <QTest>
#include <QUrl>

using namespace Qt::StringLiterals;
using namespace counterbell::sandbox;

namespace
{

const QString &number()
{
    static const auto text = u"+61491573300"_s;
    return text;
}

} // namespace

/// The customer's side: writing, keywords, what the handset can do, media.
class TestHandsets : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void writesWhatsAppByteForByte();
    void writesSmsToTheNumbersUrl();
    void messageIsHeldWhateverBecomesOfItsWebhook();
    void userIdStandsInForTheNumber();
    void buttonAndPlaceAreTold();
    void documentsBodyIsItsFileName();
    void mediaNeedCredentialsAndRedirectToAPortThatRefusesThem();
    void stopIsAnsweredAndBlocksSmsUntilStart();
    void stopOnWhatsAppBlocksNothing();
    void typingMarksTheMessageSeen_data();
    void typingMarksTheMessageSeen();
    void refusesWhatItDoesNotUnderstand_data();
    void refusesWhatItDoesNotUnderstand();
    void strangeNumberHasTheDefaults();

private:
    Answer write(const QJsonObject &message) const
    {
        return m_sandbox->control("POST", u"/handsets/%1/messages"_s.arg(number()), message);
    }
    /// The webhook's form once it has come.
    [[nodiscard]] Form told() const
    {
        eventually([&] { return !m_sink->requests.isEmpty(); });
        return m_sink->requests.isEmpty() ? Form() : m_sink->requests.last().form();
    }

    std::unique_ptr<RunningSandbox> m_sandbox;
    std::unique_ptr<WebhookSink> m_sink;
};

void TestHandsets::init()
{
    m_sandbox = std::make_unique<RunningSandbox>();
    m_sink = std::make_unique<WebhookSink>();
    m_sandbox->registerInbound(m_sink->url(u"/in?x=1"_s));
}

void TestHandsets::writesWhatsAppByteForByte()
{
    const auto body = u"  مرحبا 👋\n+1 100% & more  "_s;
    const auto answer = write({{u"channel"_s, u"whatsapp"_s}, {u"body"_s, body}});
    QCOMPARE(answer.status, 201);
    const auto form = told();
    QCOMPARE(form.value(u"Body"_s), body);
    QCOMPARE(form.value(u"MessageSid"_s), sidOf(answer));
    QCOMPARE(form.value(u"From"_s), u"whatsapp:"_s + number());
    QCOMPARE(form.value(u"To"_s), u"whatsapp:+61480000001"_s);
    QCOMPARE(form.value(u"WaId"_s), number().mid(1));
    QCOMPARE(m_sink->requests.first().header("Content-Type"), "application/x-www-form-urlencoded");
    const auto listed = m_sandbox->message(sidOf(answer));
    QCOMPARE(listed["direction"_L1], u"inbound"_s);
    QCOMPARE(listed["status"_L1], u"received"_s);
    QVERIFY(m_sandbox->onHandset(number()).isEmpty()); // its own words aren't what it received
}

void TestHandsets::writesSmsToTheNumbersUrl()
{
    QCOMPARE(write({{u"channel"_s, u"sms"_s}, {u"body"_s, u"a"_s.repeated(161)}}).status, 201);
    const auto form = told();
    QCOMPARE(form.value(u"To"_s), u"+61480000002"_s);
    QCOMPARE(form.value(u"NumSegments"_s), u"2"_s);
    QVERIFY(form.has(u"FromCountry"_s));
    QVERIFY(!form.has(u"ProfileName"_s));
}

void TestHandsets::messageIsHeldWhateverBecomesOfItsWebhook()
{
    m_sink->status = 500;
    const auto answer = write({{u"body"_s, u"a"_s.repeated(4000)}});
    QCOMPARE(answer.status, 201);
    QCOMPARE(told().value(u"NumSegments"_s), u"1"_s); // however long it is (FACTS 4.2)
    QCOMPARE(m_sandbox->message(sidOf(answer))["body"_L1].toString().size(), 4000);
}

void TestHandsets::userIdStandsInForTheNumber()
{
    QCOMPARE(write({{u"body"_s, u"hola"_s}, {u"bsuid"_s, u"BR.1000000000000001"_s}}).status, 201);
    const auto form = told();
    QCOMPARE(form.value(u"From"_s), u"whatsapp:BR.1000000000000001"_s);
    QCOMPARE(form.value(u"ExternalUserId"_s), u"whatsapp:BR.1000000000000001"_s);
    QVERIFY(!form.has(u"WaId"_s));
    QVERIFY(!form.value(u"ChannelMetadata"_s).contains(number().mid(1)));
}

void TestHandsets::buttonAndPlaceAreTold()
{
    QVERIFY(write({{u"body"_s, u"Yes, please"_s}, {u"buttonPayload"_s, u"confirm"_s}}).status == 201);
    auto form = told();
    QCOMPARE(form.value(u"MessageType"_s), u"interactive"_s);
    QCOMPARE(form.value(u"ButtonText"_s), u"Yes, please"_s);
    QCOMPARE(form.value(u"ButtonPayload"_s), u"confirm"_s);
    m_sink->requests.clear();
    QVERIFY(write({{u"body"_s, u""_s}, {u"latitude"_s, -33.8688}, {u"longitude"_s, 151.2093}}).status == 201);
    form = told();
    QCOMPARE(form.value(u"MessageType"_s), u"location"_s);
    QCOMPARE(form.value(u"Latitude"_s).toDouble(), -33.8688);
    QCOMPARE(form.value(u"Longitude"_s).toDouble(), 151.2093);
    QCOMPARE(form.value(u"Body"_s), u""_s);
}

void TestHandsets::documentsBodyIsItsFileName()
{
    const auto answer = write({{u"body"_s, u""_s}, {u"mediaUrl"_s, u"https://files.example/quote%201.pdf"_s}});
    QVERIFY(sidOf(answer).startsWith("MM"_L1));
    const auto form = told();
    QCOMPARE(form.value(u"MessageType"_s), u"document"_s);
    QCOMPARE(form.value(u"MediaContentType0"_s), u"application/pdf"_s);
    QCOMPARE(form.value(u"Body"_s), u"quote 1.pdf"_s);
    QCOMPARE(form.value(u"NumMedia"_s), u"1"_s);
}

void TestHandsets::mediaNeedCredentialsAndRedirectToAPortThatRefusesThem()
{
    write({{u"body"_s, u"look"_s}, {u"mediaUrl"_s, u"https://files.example/ring.png"_s}});
    const auto url = QUrl(told().value(u"MediaUrl0"_s));
    QCOMPARE(url.port(), m_sandbox->server.baseUrl().port());
    QCOMPARE(exchange(m_sandbox->port(), requestText("GET", url.path(), {}, {})).status, 401);
    const auto redirect = m_sandbox->call("GET", url.path());
    QCOMPARE(redirect.status, 307);
    const QUrl cdn(QString::fromLatin1(redirect.header("Location")));
    QCOMPARE(cdn.port(), int(m_sandbox->server.mediaPort()));
    const auto port = m_sandbox->server.mediaPort();
    QCOMPARE(exchange(port, requestText("GET", cdn.path(), m_sandbox->credentials(), {})).status, 400);
    const auto bytes = exchange(port, requestText("GET", cdn.path(), {}, {}));
    QCOMPARE(bytes.status, 200);
    QCOMPARE(bytes.header("Content-Type"), "image/png");
    QVERIFY(bytes.body.startsWith("\x89PNG"));
    QCOMPARE(exchange(port, requestText("GET", u"/media/0"_s, {}, {})).status, 404);

    const auto list = m_sandbox->call("GET", url.path().section(u'/', 0, -2) + u".json"_s).json();
    QCOMPARE(list["media_list"_L1].toArray().size(), 1);
    QCOMPARE(m_sandbox->call("DELETE", url.path()).status, 204);
    QCOMPARE(m_sandbox->call("GET", url.path()).status, 404);
}

void TestHandsets::stopIsAnsweredAndBlocksSmsUntilStart()
{
    write({{u"channel"_s, u"sms"_s}, {u"body"_s, u" stop "_s}});
    QCOMPARE(told().value(u"Body"_s), u" stop "_s); // the webhook is sent all the same (FACTS 8)
    QCOMPARE(m_sandbox->onHandset(number()).size(), 1);
    QVERIFY(m_sandbox->onHandset(number())[0]["body"_L1].toString().contains("unsubscribed"_L1));
    QCOMPARE(m_sandbox->sms(number(), u"hi"_s).code(), 21610);
    write({{u"channel"_s, u"sms"_s}, {u"body"_s, u"STOP"_s}});
    QCOMPARE(m_sandbox->onHandset(number()).size(), 1); // once
    write({{u"channel"_s, u"sms"_s}, {u"body"_s, u"Start"_s}});
    QCOMPARE(m_sandbox->onHandset(number()).size(), 2);
    QCOMPARE(m_sandbox->sms(number(), u"hi"_s).status, 201);
    write({{u"channel"_s, u"sms"_s}, {u"body"_s, u"yes"_s}});
    QCOMPARE(m_sandbox->onHandset(number()).size(), 3); // a plain yes lifts nothing and gets no answer
}

void TestHandsets::stopOnWhatsAppBlocksNothing()
{
    write({{u"body"_s, u"STOP"_s}});
    QVERIFY(m_sandbox->onHandset(number()).isEmpty());
    QCOMPARE(m_sandbox->whatsApp(number(), u"hi"_s).status, 201);
    QCOMPARE(m_sandbox->sms(number(), u"hi"_s).status, 201);
}

void TestHandsets::typingMarksTheMessageSeen_data()
{
    QTest::addColumn<int>("version");
    QTest::newRow("v2 takes a form") << 2;
    QTest::newRow("v3 takes JSON") << 3;
}

void TestHandsets::typingMarksTheMessageSeen()
{
    QFETCH(int, version);
    const auto sid = sidOf(write({{u"body"_s, u"hi"_s}}));
    const auto path = u"/v%1/Indicators/Typing.json"_s.arg(version);
    const auto type = [&](const QString &messageSid) {
        const QJsonObject json{{u"channel"_s, u"WHATSAPP"_s}, {u"messageId"_s, messageSid}};
        return version == 3
                   ? m_sandbox->call("POST", path, QJsonDocument(json).toJson(), "application/json")
                   : m_sandbox->call("POST", path,
                                     Form({{u"channel"_s, u"whatsapp"_s}, {u"messageId"_s, messageSid}}).encoded());
    };
    QCOMPARE(type(sid).json()["success"_L1].toBool(), true);
    QCOMPARE(m_sandbox->control("GET", u"/handsets/"_s + number()).json()["seen"_L1], sid);
    QCOMPARE(type(u"SM1"_s).status, 400);
}

void TestHandsets::refusesWhatItDoesNotUnderstand_data()
{
    QTest::addColumn<QJsonObject>("message");
    QTest::addColumn<QString>("named");
    QTest::newRow("channel") << QJsonObject{{u"channel"_s, u"fax"_s}} << u"channel"_s;
    QTest::newRow("body") << QJsonObject{{u"body"_s, 5}} << u"body"_s;
    QTest::newRow("unknown") << QJsonObject{{u"text"_s, u"hi"_s}} << u"text"_s;
    QTest::newRow("half a place") << QJsonObject{{u"latitude"_s, 1}} << u"longitude"_s;
    QTest::newRow("no place") << QJsonObject{{u"latitude"_s, 91}, {u"longitude"_s, 1}} << u"latitude"_s;
    QTest::newRow("user id") << QJsonObject{{u"bsuid"_s, u"123"_s}} << u"bsuid"_s;
    QTest::newRow("medium") << QJsonObject{{u"mediaUrl"_s, u"file:///etc/passwd"_s}} << u"mediaUrl"_s;
    QTest::newRow("button by SMS") << QJsonObject{{u"channel"_s, u"sms"_s}, {u"buttonPayload"_s, u"x"_s}}
                                   << u"buttonPayload"_s;
}

void TestHandsets::refusesWhatItDoesNotUnderstand()
{
    QFETCH(QJsonObject, message);
    QFETCH(QString, named);
    const auto answer = write(message);
    QCOMPARE(answer.status, 400);
    QVERIFY(answer.json()["error"_L1].toString().contains(named));
}

void TestHandsets::strangeNumberHasTheDefaults()
{
    const auto handset = m_sandbox->control("GET", u"/handsets/61491573399"_s).json();
    QCOMPARE(handset["number"_L1], u"+61491573399"_s);
    QVERIFY(handset["onWhatsApp"_L1].toBool() && handset["reachable"_L1].toBool() && handset["reads"_L1].toBool());
    QVERIFY(!handset["landline"_L1].toBool());
    QCOMPARE(m_sandbox->control("PATCH", u"/handsets/+61491573399"_s, {{u"onWhatsApp"_s, 1}}).status, 400);
    QCOMPARE(m_sandbox->control("PATCH", u"/handsets/+61491573399"_s, {{u"on"_s, true}}).status, 400);
    QCOMPARE(m_sandbox->control("GET", u"/handsets/12/messages"_s).status, 400);
    m_sandbox->control("PATCH", u"/handsets/"_s + number(), {{u"onWhatsApp"_s, false}});
    QCOMPARE(write({{u"body"_s, u"hi"_s}}).status, 409);
}

QTEST_GUILESS_MAIN(TestHandsets)
#include "tst_handsets.moc"
