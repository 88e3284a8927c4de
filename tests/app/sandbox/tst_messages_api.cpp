// SPDX-License-Identifier: Apache-2.0
#include "tests/app/sandbox/sandbox_fixture.h"

#include <QRegularExpression>
#include <QTest>
#include <QUrl>

using namespace Qt::StringLiterals;
using namespace counterbell::sandbox;
using Fields = QList<std::pair<QString, QString>>;

class TestMessagesApi : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void echoesWhatItAccepts();
    void keepsTheBodyByteForByte();
    void refusesAtOnce_data();
    void refusesAtOnce();
    void wrongCredentialsAre20003_data();
    void wrongCredentialsAre20003();
    void standardKeyOpensAllButTheAccount();
    void listsNewestFirstAndPagesBothWays();
    void filtersByAddressAndDate();
    void pageLargerThan1000Is20007();
    void redactsAndDeletesOnlyWhatIsComplete();
    void serviceAcceptsFirst();
    void registersAnSmsUrl();

private:
    RunningSandbox m_sandbox;
};

void TestMessagesApi::echoesWhatItAccepts()
{
    const auto answer = m_sandbox.sms(u"+61491573001"_s, u"Hello"_s);
    QCOMPARE(answer.status, 201);
    const auto json = answer.json();
    QVERIFY(QRegularExpression(u"^SM[0-9a-f]{32}$"_s).match(json["sid"_L1].toString()).hasMatch());
    QCOMPARE(json["to"_L1], u"+61491573001"_s);
    QCOMPARE(json["from"_L1], u"+61480000002"_s);
    QCOMPARE(json["status"_L1], u"queued"_s);
    QCOMPARE(json["direction"_L1], u"outbound-api"_s);
    QCOMPARE(json["num_segments"_L1], u"1"_s);
    QCOMPARE(json["num_media"_L1], u"0"_s);
    for (const auto &key : {u"price"_s, u"price_unit"_s, u"error_code"_s, u"error_message"_s, u"date_sent"_s})
        QVERIFY2(json[key].isNull() && json.contains(key), qUtf8Printable(key));
    QVERIFY(!answer.header("Twilio-Request-Id").isEmpty());
    QVERIFY(answer.header("Date").endsWith("GMT"));

    const auto sid = sidOf(answer);
    QTRY_COMPARE(m_sandbox.statusOf(sid), u"delivered"_s);
    const auto later = m_sandbox.message(sid);
    QCOMPARE(later["price"_L1], u"-0.05150"_s);
    QCOMPARE(later["price_unit"_L1], u"USD"_s);
    QVERIFY(later["date_sent"_L1].toString().endsWith("+0000"_L1));
}

void TestMessagesApi::keepsTheBodyByteForByte()
{
    const auto body = u"  \n+61 & 100% مرحبا 👋\r\nend  "_s;
    const auto answer = m_sandbox.sms(u"+61491573002"_s, body);
    QCOMPARE(answer.json()["body"_L1].toString(), body);
    QCOMPARE(m_sandbox.onHandset(u"+61491573002"_s).first()["body"_L1].toString(), body);
}

void TestMessagesApi::refusesAtOnce_data()
{
    QTest::addColumn<Fields>("fields");
    QTest::addColumn<int>("code");
    const auto to = std::pair(u"To"_s, u"+61491573003"_s);
    const auto from = std::pair(u"From"_s, u"+61480000002"_s);
    const auto body = std::pair(u"Body"_s, u"hi"_s);
    const auto waTo = std::pair(u"To"_s, u"whatsapp:+61491573003"_s);
    const auto waFrom = std::pair(u"From"_s, u"whatsapp:+61480000001"_s);
    const auto content = std::pair(u"ContentSid"_s, u"HX00000000000000000000000000000000"_s);
    const auto row = [](const char *name, const Fields &fields, int code) { QTest::newRow(name) << fields << code; };
    row("no To", {from, body}, 21604);
    row("no From", {to, body}, 21603);
    row("no content", {to, from}, 21602);
    row("empty body", {to, from, {u"Body"_s, u""_s}}, 21602);
    row("1601 characters", {to, from, {u"Body"_s, u"a"_s.repeated(1601)}}, 21617);
    row("11 media", Fields{to, from} + Fields(11, {u"MediaUrl"_s, u"http://127.0.0.1/a.png"_s}), 21623);
    row("2 media on WhatsApp", Fields{waTo, waFrom} + Fields(2, {u"MediaUrl"_s, u"http://127.0.0.1/a.png"_s}), 21623);
    row("valid for 0 s", {to, from, body, {u"ValidityPeriod"_s, u"0"_s}}, 21624);
    row("valid for too long", {to, from, body, {u"ValidityPeriod"_s, u"36001"_s}}, 21624);
    row("no media URL", {to, from, {u"MediaUrl"_s, u"file:///etc/passwd"_s}}, 21620);
    row("To without plus", {{u"To"_s, u"61491573003"_s}, from, body}, 21211);
    row("To with a blank for its plus", {{u"To"_s, u" 61491573003"_s}, from, body}, 21211);
    row("To a user id by SMS", {{u"To"_s, u"AU.123"_s}, from, body}, 21211);
    row("WhatsApp from a stranger", {waTo, {u"From"_s, u"whatsapp:+14155238886"_s}, body}, 63007);
    row("SMS from a stranger", {to, {u"From"_s, u"+61480000009"_s}, body}, 21606);
    row("channels mixed", {to, waFrom, body}, 21910);
    row("magic To", {{u"To"_s, u"+15005550009"_s}, from, body}, 21614);
    row("magic From", {to, {u"From"_s, u"+15005550008"_s}, body}, 21611);
    row("callback with _", {to, from, body, {u"StatusCallback"_s, u"https://my_relay.example/"_s}}, 21609);
    row("variables alone", {to, from, body, {u"ContentVariables"_s, u"{}"_s}}, 21654);
    row("unknown template", {waTo, waFrom, content}, 21655);
    row("unknown service", {to, body, {u"MessagingServiceSid"_s, u"MG1"_s}}, 21701);
    row("schedule without a service", {to, from, body, {u"ScheduleType"_s, u"fixed"_s}}, 35118);
}

void TestMessagesApi::refusesAtOnce()
{
    QFETCH(Fields, fields);
    QFETCH(int, code);
    const auto answer = m_sandbox.create(fields);
    QCOMPARE(answer.status, 400);
    QCOMPARE(answer.code(), code);
    QCOMPARE(answer.json()["status"_L1].toInt(), 400);
    QCOMPARE(answer.json()["more_info"_L1].toString(), u"https://www.twilio.com/docs/errors/%1"_s.arg(code));
    QVERIFY(!answer.json()["message"_L1].toString().isEmpty());
    QVERIFY(m_sandbox.onHandset(u"+61491573003"_s).isEmpty());
}

void TestMessagesApi::wrongCredentialsAre20003_data()
{
    QTest::addColumn<QByteArray>("headers");
    const auto sid = m_sandbox.server.accountSid();
    QTest::newRow("none") << QByteArray();
    QTest::newRow("wrong token") << RunningSandbox::basic(sid, u"x"_s);
    QTest::newRow("unknown key") << RunningSandbox::basic(u"SK1"_s, m_sandbox.server.authToken());
    QTest::newRow("bearer") << QByteArray("Authorization: Bearer 12345\r\n");
}

void TestMessagesApi::wrongCredentialsAre20003()
{
    QFETCH(QByteArray, headers);
    for (const auto &path : {m_sandbox.account() + u"/Messages.json"_s, u"/v1/Content"_s, u"/v1/Services"_s}) {
        const auto answer = exchange(m_sandbox.port(), requestText("GET", path, headers, {}));
        QCOMPARE(answer.status, 401);
        QCOMPARE(answer.code(), 20003);
        QVERIFY(answer.header("WWW-Authenticate").startsWith("Basic"));
    }
}

void TestMessagesApi::standardKeyOpensAllButTheAccount()
{
    const auto key = m_sandbox.call("POST", u"Keys.json"_s, "FriendlyName=till").json();
    const auto headers = RunningSandbox::basic(key["sid"_L1].toString(), key["secret"_L1].toString());
    const auto status = [&](const QString &path) {
        return exchange(m_sandbox.port(), requestText("GET", m_sandbox.account() + path, headers, {})).status;
    };
    QCOMPARE(status(u"/Messages.json?PageSize=1"_s), 200);
    QCOMPARE(status(u"/Balance.json"_s), 200);
    QCOMPARE(status(u".json"_s), 401);
    const auto account =
        exchange(m_sandbox.port(), requestText("GET", m_sandbox.account() + u".json"_s, m_sandbox.credentials(), {}));
    QCOMPARE(account.json()["status"_L1], u"active"_s);
    const auto other = exchange(
        m_sandbox.port(), requestText("GET", u"/2010-04-01/Accounts/AC2/Messages.json"_s, m_sandbox.credentials(), {}));
    QCOMPARE(other.code(), 20003);
}

void TestMessagesApi::listsNewestFirstAndPagesBothWays()
{
    QStringList sent;
    for (int i = 0; i < 5; ++i)
        sent.prepend(sidOf(m_sandbox.sms(u"+61491573010"_s, QString::number(i))));
    const auto sidsOf = [](const QJsonObject &page) {
        QStringList sids;
        for (const auto message : page["messages"_L1].toArray())
            sids.append(message["sid"_L1].toString());
        return sids;
    };
    const auto follow = [&](const QJsonValue &uri) { return m_sandbox.call("GET", uri.toString()).json(); };
    const auto first = m_sandbox.call("GET", u"Messages.json?To=%2B61491573010&PageSize=2"_s).json();
    QCOMPARE(sidsOf(first), sent.mid(0, 2));
    QVERIFY(first["previous_page_uri"_L1].isNull());
    QVERIFY(first["next_page_uri"_L1].toString().contains("To=%2B61491573010"_L1));
    const auto second = follow(first["next_page_uri"_L1]);
    QCOMPARE(sidsOf(second), sent.mid(2, 2));
    QCOMPARE(second["page"_L1].toInt(), 1);
    const auto third = follow(second["next_page_uri"_L1]);
    QCOMPARE(sidsOf(third), sent.mid(4, 1));
    QVERIFY(third["next_page_uri"_L1].isNull());
    const auto back = follow(third["previous_page_uri"_L1]);
    QCOMPARE(sidsOf(back), sent.mid(2, 2));
    QCOMPARE(sidsOf(follow(back["previous_page_uri"_L1])), sent.mid(0, 2));
    // What comes in between pages shifts nothing.
    m_sandbox.sms(u"+61491573010"_s, u"new"_s);
    QCOMPARE(sidsOf(follow(first["next_page_uri"_L1])), sent.mid(2, 2));
}

void TestMessagesApi::filtersByAddressAndDate()
{
    const auto sid = sidOf(m_sandbox.sms(u"+61491573011"_s, u"hi"_s));
    const auto count = [&](const QString &query) {
        return m_sandbox.call("GET", u"Messages.json?To=%2B61491573011&"_s + query)
            .json()["messages"_L1]
            .toArray()
            .size();
    };
    // Queued rows have no date_sent and no DateSent filter finds them (FACTS 1.3).
    QCOMPARE(count(u"DateSent%3E=2020-01-01"_s), 0);
    QCOMPARE(count({}), 1);
    QTRY_COMPARE(m_sandbox.statusOf(sid), u"delivered"_s);
    const auto today = QDateTime::currentDateTimeUtc().toString(u"yyyy-MM-dd"_s);
    QCOMPARE(count(u"DateSent%3E=2020-01-01"_s), 1);
    QCOMPARE(count(u"DateSent%3E=2020-01-01T00%3A00%3A00Z"_s), 1);
    QCOMPARE(count(u"DateSent%3C=2020-01-01"_s), 0);
    QCOMPARE(count(u"DateSent="_s + today), 1);
    QCOMPARE(count(u"DateSent=2020-01-01"_s), 0);
    QCOMPARE(count(u"From=%2B61480000002"_s), 1);
    QCOMPARE(count(u"From=%2B61480000003"_s), 0);
    QCOMPARE(m_sandbox.call("GET", u"Messages.json?DateSent=yesterday"_s).status, 400);
}

void TestMessagesApi::pageLargerThan1000Is20007()
{
    QCOMPARE(m_sandbox.call("GET", u"Messages.json?PageSize=1001"_s).code(), 20007);
    QCOMPARE(m_sandbox.call("GET", u"Messages.json?PageSize=1000"_s).status, 200);
    QCOMPARE(m_sandbox.call("GET", u"Messages.json?PageSize=0"_s).status, 400);
    QCOMPARE(m_sandbox.call("GET", u"Messages.json?PageToken=PAnobody"_s).status, 400);
}

void TestMessagesApi::redactsAndDeletesOnlyWhatIsComplete()
{
    const auto sid = sidOf(m_sandbox.sms(u"+61491573012"_s, u"secret"_s));
    const auto path = u"Messages/%1.json"_s.arg(sid);
    QCOMPARE(m_sandbox.call("DELETE", path).code(), 20009);
    QCOMPARE(m_sandbox.call("POST", path, "Body=").status, 409);
    QTRY_COMPARE(m_sandbox.statusOf(sid), u"delivered"_s);
    QCOMPARE(m_sandbox.call("POST", path, "Body=other").status, 400);
    QCOMPARE(m_sandbox.call("POST", path, "Status=canceled").code(), 30409);
    QCOMPARE(m_sandbox.call("POST", path, "Body=").json()["body"_L1].toString(), u""_s);
    QCOMPARE(m_sandbox.message(sid)["body"_L1].toString(), u""_s);
    QCOMPARE(m_sandbox.call("DELETE", path).status, 204);
    QCOMPARE(m_sandbox.call("GET", path).code(), 20404);
    QCOMPARE(m_sandbox.call("DELETE", path).status, 404);
    // The account forgets, the customer's phone doesn't.
    QCOMPARE(m_sandbox.onHandset(u"+61491573012"_s).first()["body"_L1].toString(), u"secret"_s);
}

void TestMessagesApi::serviceAcceptsFirst()
{
    WebhookSink sink;
    const auto service =
        m_sandbox.call("POST", u"/v1/Services"_s,
                       Form({{u"FriendlyName"_s, u"Shop"_s}, {u"StatusCallback"_s, sink.url(u"/s"_s)}}).encoded());
    QCOMPARE(service.status, 201);
    const auto answer = m_sandbox.create(
        {{u"To"_s, u"+61491573013"_s}, {u"MessagingServiceSid"_s, sidOf(service)}, {u"Body"_s, u"hi"_s}});
    QCOMPARE(answer.json()["status"_L1], u"accepted"_s);
    QVERIFY(answer.json()["from"_L1].isNull());
    QTRY_COMPARE(sink.statusesTold(), (QStringList{u"queued"_s, u"sent"_s, u"delivered"_s}));
    QCOMPARE(sink.requests.first().form().value(u"MessagingServiceSid"_s), sidOf(service));
    QCOMPARE(m_sandbox.message(sidOf(answer))["from"_L1], u"+61480000002"_s);
}

void TestMessagesApi::registersAnSmsUrl()
{
    const auto list = m_sandbox.call("GET", u"IncomingPhoneNumbers.json?PhoneNumber=%2B61480000002"_s).json();
    const auto number = list["incoming_phone_numbers"_L1][0].toObject();
    QCOMPARE(number["sms_url"_L1].toString(), u""_s);
    const auto path = u"IncomingPhoneNumbers/%1.json"_s.arg(number["sid"_L1].toString());
    const auto url = u"https://relay.example/t/x/twilio/inbound#rc=5&rp=all"_s;
    const auto updated = m_sandbox.call("POST", path, Form({{u"SmsUrl"_s, url}}).encoded());
    QCOMPARE(updated.status, 200);
    QCOMPARE(m_sandbox.call("GET", path).json()["sms_url"_L1].toString(), url);
    QCOMPARE(m_sandbox.call("POST", path, "SmsUrl=nonsense").status, 400);
    QCOMPARE(m_sandbox.call("GET", u"IncomingPhoneNumbers.json?PhoneNumber=%2B15550000000"_s)
                 .json()["incoming_phone_numbers"_L1]
                 .toArray()
                 .size(),
             0);
}

QTEST_GUILESS_MAIN(TestMessagesApi)
#include "tst_messages_api.moc"
