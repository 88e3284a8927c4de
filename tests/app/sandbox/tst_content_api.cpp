// SPDX-License-Identifier: Apache-2.0
#include "tests/app/sandbox/sandbox_fixture.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace counterbell::sandbox;

class TestContentApi : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void listsWithFlatApprovals();
    void nestsTheApprovalUnderWhatsApp();
    void linksNameTheSandbox();
    void pagesToTheEnd();
    void newTemplateWaitsForApproval();
    void deletedTemplateCantBeSent();
    void seedFillsTheAccountOnce();

private:
    [[nodiscard]] Answer post(const QString &path, const QJsonObject &body) const
    {
        return m_sandbox.call("POST", path, QJsonDocument(body).toJson(), "application/json");
    }

    RunningSandbox m_sandbox;
};

void TestContentApi::initTestCase()
{
    QJsonArray templates;
    for (const auto &status : {u"approved"_s, u"pending"_s, u"rejected"_s, u"paused"_s, u"disabled"_s}) {
        templates.append(QJsonObject{{u"sid"_s, u"HX0000000000000000000000000000000%1"_s.arg(templates.size())},
                                     {u"name"_s, status + u"_one"_s},
                                     {u"language"_s, u"en_AU"_s},
                                     {u"category"_s, u"utility"_s},
                                     {u"status"_s, status},
                                     {u"rejectionReason"_s, status == "rejected"_L1 ? u"TAG_CONTENT"_s : u""_s},
                                     {u"body"_s, u"Hi {{1}}"_s},
                                     {u"parameters"_s, QJsonObject{{u"1"_s, u"Ava"_s}}}});
    }
    const QJsonObject seed{
        {u"account"_s, QJsonObject{{u"accountSid"_s, u"ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"_s},
                                   {u"authToken"_s, u"token"_s},
                                   {u"whatsappSender"_s, u"+61480000011"_s},
                                   {u"smsSender"_s, u"+61480000012"_s},
                                   {u"friendlyName"_s, u"Halden & Rowe"_s}}},
        {u"templates"_s, templates},
        {u"customers"_s, QJsonArray{QJsonObject{{u"key"_s, u"ava"_s},
                                                {u"name"_s, u"Ava"_s},
                                                {u"phone"_s, u"+61491573401"_s},
                                                {u"smsOptedOut"_s, true},
                                                {u"lastWhatsAppInboundMinutesAgo"_s, 60}},
                                    QJsonObject{{u"key"_s, u"bo"_s}, {u"name"_s, u"Bo"_s}}}},
        {u"messages"_s, QJsonArray{QJsonObject{{u"customer"_s, u"ava"_s},
                                               {u"channel"_s, u"whatsapp"_s},
                                               {u"direction"_s, u"inbound"_s},
                                               {u"body"_s, u"hello"_s},
                                               {u"minutesAgo"_s, 60},
                                               {u"sid"_s, u"SM00000000000000000000000000000001"_s}},
                                   QJsonObject{{u"customer"_s, u"ava"_s},
                                               {u"channel"_s, u"sms"_s},
                                               {u"direction"_s, u"outbound"_s},
                                               {u"body"_s, u"ready"_s},
                                               {u"status"_s, u"undelivered"_s},
                                               {u"errorCode"_s, 30003},
                                               {u"minutesAgo"_s, 120},
                                               {u"sid"_s, u"SM00000000000000000000000000000002"_s}}}}};
    const auto loaded = m_sandbox.server.loadSeed(seed);
    QVERIFY2(loaded.has_value(), loaded ? "" : qUtf8Printable(loaded.error()));
}

void TestContentApi::listsWithFlatApprovals()
{
    for (const auto &path : {u"/v1/ContentAndApprovals"_s, u"/v2/ContentAndApprovals"_s}) {
        const auto json = m_sandbox.call("GET", path + u"?PageSize=50"_s).json();
        QCOMPARE(json["meta"_L1]["key"_L1], u"contents"_s);
        QCOMPARE(json["contents"_L1].toArray().size(), 5);
        const auto rejected = json["contents"_L1][2].toObject();
        QCOMPARE(rejected["friendly_name"_L1], u"rejected_one"_s);
        QCOMPARE(rejected["variables"_L1]["1"_L1], u"Ava"_s);
        QCOMPARE(rejected["types"_L1]["twilio/text"_L1]["body"_L1], u"Hi {{1}}"_s);
        const auto approval = rejected["approval_requests"_L1].toObject();
        QCOMPARE(approval["status"_L1], u"rejected"_s);
        QCOMPARE(approval["category"_L1], u"UTILITY"_s);
        QCOMPARE(approval["rejection_reason"_L1], u"TAG_CONTENT"_s);
        QCOMPARE(approval["content_type"_L1], u"twilio/text"_s);
    }
    const auto filtered = m_sandbox.call("GET", u"/v2/Content?ContentName=paused_one&Language=en_AU"_s).json();
    QCOMPARE(filtered["contents"_L1].toArray().size(), 1);
    QVERIFY(!filtered["contents"_L1][0].toObject().contains("approval_requests"_L1));
}

void TestContentApi::nestsTheApprovalUnderWhatsApp()
{
    const auto json =
        m_sandbox.call("GET", u"/v1/Content/HX00000000000000000000000000000003/ApprovalRequests"_s).json();
    QCOMPARE(json["sid"_L1], u"HX00000000000000000000000000000003"_s);
    QCOMPARE(json["whatsapp"_L1]["status"_L1], u"paused"_s);
    QCOMPARE(json["whatsapp"_L1]["type"_L1], u"whatsapp"_s);
}

void TestContentApi::linksNameTheSandbox()
{
    const auto base = m_sandbox.server.baseUrl().toString();
    const auto json = m_sandbox.call("GET", u"/v1/Content/HX00000000000000000000000000000000"_s).json();
    QVERIFY(json["url"_L1].toString().startsWith(base));
    QVERIFY(json["links"_L1]["approval_fetch"_L1].toString().startsWith(base));
    const auto list = m_sandbox.call("GET", u"/v1/Content?PageSize=2"_s).json();
    QVERIFY(list["meta"_L1]["next_page_url"_L1].toString().startsWith(base));
}

void TestContentApi::pagesToTheEnd()
{
    QStringList names;
    auto path = u"/v1/Content?PageSize=2"_s;
    for (int pages = 0; pages < 5 && !path.isEmpty(); ++pages) {
        const auto json = m_sandbox.call("GET", path).json();
        for (const auto content : json["contents"_L1].toArray())
            names.append(content["friendly_name"_L1].toString());
        path = json["meta"_L1]["next_page_url"_L1].toString().mid(m_sandbox.server.baseUrl().toString().size());
    }
    QCOMPARE(names,
             (QStringList{u"approved_one"_s, u"pending_one"_s, u"rejected_one"_s, u"paused_one"_s, u"disabled_one"_s}));
}

void TestContentApi::newTemplateWaitsForApproval()
{
    const QJsonObject body{{u"friendly_name"_s, u"late"_s},
                           {u"language"_s, u"en"_s},
                           {u"variables"_s, QJsonObject{{u"1"_s, u"x"_s}}},
                           {u"types"_s, QJsonObject{{u"twilio/text"_s, QJsonObject{{u"body"_s, u"Late {{1}}"_s}}}}}};
    const auto created = post(u"/v1/Content"_s, body);
    QCOMPARE(created.status, 201);
    const auto path = u"/v1/Content/"_s + sidOf(created);
    const auto approval = [&] {
        return m_sandbox.call("GET", path + u"/ApprovalRequests"_s).json()["whatsapp"_L1]["status"_L1].toString();
    };
    QCOMPARE(approval(), u"unsubmitted"_s);
    QCOMPARE(
        post(path + u"/ApprovalRequests/whatsapp"_s, {{u"name"_s, u"Late!"_s}, {u"category"_s, u"UTILITY"_s}}).status,
        400);
    const auto asked =
        post(path + u"/ApprovalRequests/whatsapp"_s, {{u"name"_s, u"late"_s}, {u"category"_s, u"UTILITY"_s}});
    QCOMPARE(asked.status, 201);
    QCOMPARE(asked.json()["status"_L1], u"received"_s);
    QCOMPARE(approval(), u"pending"_s);
    QCOMPARE(post(u"/v1/Content"_s, {{u"language"_s, u"en"_s}}).status, 400);
    QCOMPARE(m_sandbox.call("DELETE", path).status, 204);
}

void TestContentApi::deletedTemplateCantBeSent()
{
    const auto sid = u"HX00000000000000000000000000000004"_s;
    QCOMPARE(m_sandbox.call("DELETE", u"/v1/Content/"_s + sid).status, 204);
    QCOMPARE(m_sandbox.call("GET", u"/v1/Content/"_s + sid).code(), 20404);
    const auto answer = m_sandbox.create(
        {{u"To"_s, u"whatsapp:+61491573401"_s}, {u"From"_s, u"whatsapp:+61480000011"_s}, {u"ContentSid"_s, sid}});
    QCOMPARE(answer.code(), 21655);
}

void TestContentApi::seedFillsTheAccountOnce()
{
    QCOMPARE(m_sandbox.server.accountSid(), u"ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"_s);
    QVERIFY(!m_sandbox.server.isNew());
    const auto messages = m_sandbox.call("GET", u"Messages.json"_s).json()["messages"_L1].toArray();
    QCOMPARE(messages.size(), 2);
    QCOMPARE(messages[0]["direction"_L1], u"inbound"_s);
    QCOMPARE(messages[0]["to"_L1], u"whatsapp:+61480000011"_s);
    QCOMPARE(messages[1]["error_code"_L1].toInt(), 30003);
    QCOMPARE(messages[1]["from"_L1], u"+61480000012"_s);
    QVERIFY(m_sandbox.onHandset(u"+61491573401"_s).isEmpty()); // history is on no handset
    QCOMPARE(m_sandbox.sms(u"+61491573401"_s, u"hi"_s).code(), 21610);
    QCOMPARE(m_sandbox.control("GET", u"/account"_s).json()["seededMessages"_L1].toInt(), 2);
    const auto sid = sidOf(m_sandbox.whatsApp(u"+61491573401"_s, u"still open"_s));
    QTRY_COMPARE(m_sandbox.statusOf(sid), u"read"_s);
    QVERIFY(m_sandbox.server.loadSeed({}).has_value()); // not read a second time
    const RunningSandbox fresh;
    RunningSandbox other;
    QVERIFY(!other.server.loadSeed({{u"account"_s, QJsonObject{}}}).has_value());
    QVERIFY(other.server.isNew());
}

QTEST_GUILESS_MAIN(TestContentApi)
#include "tst_content_api.moc"
