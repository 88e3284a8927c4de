// SPDX-License-Identifier: Apache-2.0
#include "core/messaging/providers/http_client.h"
#include "core/messaging/providers/twilio/client.h"
#include "tests/support/json_text.h"
#include "tests/support/result_text.h"
#include "tests/support/script_server.h"

#include <QTest>

using namespace counterbell;
using namespace counterbell::messaging;
using namespace counterbell::test;
using namespace Qt::StringLiterals;

namespace
{

const QString kAccount = u"ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"_s;
const QByteArray kBase = "/2010-04-01/Accounts/ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
const QByteArray kNumber = "{'sid':'PN0123456789abcdef0123456789abcdef','phone_number':'+61412000001',"
                           "'capabilities':{'sms':true,'mms':false},'sms_url':'https://old.example/in',"
                           "'sms_fallback_url':null,'sms_application_sid':''}";
const QByteArray kSender = "{'sid':'XE0123456789abcdef0123456789abcdef','sender_id':'whatsapp:+61412000002',"
                           "'status':'ONLINE','webhook':{'callback_url':'https://old.example/in',"
                           "'fallback_url':null,'status_callback_url':''},'properties':{'quality_rating':'HIGH',"
                           "'messaging_limit':'10K Customers/24hr'},'offline_reasons':[{'message':'why'}]}";

struct Stage {
    ScriptServer server;
    HttpClient http;
    TwilioClient client{http, {kAccount, u"SK1"_s, u"secret"_s, u"token"_s, HostMap(server.url(QString()))}};

    [[nodiscard]] const SeenRequest &request(size_t i) const { return server.requests().at(i); }
};

} // namespace

/// Credentials, numbers and senders (FACTS 1.6, 9.2, 9.3).
class TestSetup : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aKeyThatMayNotSeeTheAccountIsStillFine()
    {
        Stage stage;
        stage.server.then(answer(200, json("{'messages':[],'next_page_uri':null}")));
        stage.server.then(answer(401, json("{'code':20003,'message':'Permission Denied'}")));
        const auto info = QCoro::waitFor(stage.client.verifyCredentials());
        QVERIFY(info);
        QCOMPARE(info->accountSid, kAccount);
        QVERIFY(!info->friendlyName && !info->status);
        QCOMPARE(stage.request(0).target, kBase + "/Messages.json?PageSize=1");
        QCOMPARE(stage.request(1).target, kBase + ".json");
    }

    void tellsTheAccountsNameWhereItMay()
    {
        Stage stage;
        stage.server.then(answer(200, json("{'messages':[]}"), {{"date", "Sun, 06 Nov 1994 08:49:37 GMT"}}));
        stage.server.then(answer(200, json("{'friendly_name':'Halden','status':'suspended','type':'Trial',"
                                           "'auth_token':'secret'}")));
        const auto info = QCoro::waitFor(stage.client.verifyCredentials());
        QCOMPARE(info->friendlyName, std::optional(u"Halden"_s));
        QCOMPARE(info->status, std::optional(u"suspended"_s));
        QCOMPARE(info->type, std::optional(u"Trial"_s));
        QVERIFY(info->serverDate);
    }

    void wrongCredentialsAreRefused()
    {
        Stage stage;
        stage.server.then(answer(401, json("{'code':20003,'message':'Authenticate'}")));
        const auto refused = QCoro::waitFor(stage.client.verifyCredentials());
        QCOMPARE(reasonOf(refused), u"notPermitted"_s);
        QCOMPARE(refused.error().details.value("code"_L1).toInt(), 20003);
        QCOMPARE(stage.server.requests().size(), 1u);
    }

    void findsANumberByAllOfItsDigits()
    {
        Stage stage;
        auto longer = kNumber;
        longer.replace("+61412000001", "+614120000011");
        stage.server.then(answer(200, json("{'incoming_phone_numbers':[" + longer + ',' + kNumber + "]}")));
        stage.server.then(answer(200, json("{'incoming_phone_numbers':[" + longer + "]}")));
        stage.server.then(answer(200, json("{}")));
        const auto found = QCoro::waitFor(stage.client.incomingNumber(u"+61412000001"_s));
        QVERIFY(found && *found);
        const IncomingNumber expected{.sid = u"PN0123456789abcdef0123456789abcdef"_s,
                                      .phone = u"+61412000001"_s,
                                      .smsUrl = u"https://old.example/in"_s,
                                      .smsFallbackUrl = {},
                                      .smsApplicationSid = {},
                                      .sms = true,
                                      .mms = false};
        QCOMPARE(**found, expected);
        QCOMPARE(stage.request(0).target, kBase + "/IncomingPhoneNumbers.json?PhoneNumber=%2B61412000001");
        const auto none = QCoro::waitFor(stage.client.incomingNumber(u"+61412000001"_s));
        QVERIFY(none && !*none);
        QVERIFY(!QCoro::waitFor(stage.client.incomingNumber(u"+61412000001"_s)));
    }

    void registersANumbersWebhooksAndClearsWhatIsInTheWay_data()
    {
        QTest::addColumn<QString>("oldFallback");
        QTest::addColumn<QString>("oldApplication");
        QTest::addColumn<QString>("newFallback");
        QTest::addColumn<QByteArray>("more"); // after SmsUrl and SmsMethod
        QTest::newRow("nothing") << QString() << QString() << QString() << QByteArray();
        QTest::newRow("an application") << QString() << u"AP1"_s << QString() << QByteArray("&SmsApplicationSid=");
        QTest::newRow("an old fallback") << u"https://old.example/"_s << QString() << QString()
                                         << QByteArray("&SmsFallbackUrl=");
        QTest::newRow("a new fallback") << u"https://old.example/"_s << QString() << u"https://b.example/"_s
                                        << QByteArray("&SmsFallbackUrl=https%3A%2F%2Fb.example%2F"
                                                      "&SmsFallbackMethod=POST");
    }
    void registersANumbersWebhooksAndClearsWhatIsInTheWay()
    {
        QFETCH(QString, oldFallback);
        QFETCH(QString, oldApplication);
        QFETCH(QString, newFallback);
        QFETCH(QByteArray, more);
        Stage stage;
        stage.server.then(answer(200, json(kNumber)));
        IncomingNumber present;
        present.sid = u"PN0123456789abcdef0123456789abcdef"_s;
        present.smsFallbackUrl = oldFallback;
        present.smsApplicationSid = oldApplication;
        const WebhookUrls urls{u"https://relay.example/t/1/twilio/inbound#rc=5&rp=all"_s, newFallback, {}};
        QVERIFY(QCoro::waitFor(stage.client.setIncomingWebhooks(present, urls)));
        QCOMPARE(stage.request(0).method, "POST");
        QCOMPARE(stage.request(0).target, kBase + "/IncomingPhoneNumbers/PN0123456789abcdef0123456789abcdef.json");
        QCOMPARE(stage.request(0).body,
                 "SmsUrl=https%3A%2F%2Frelay.example%2Ft%2F1%2Ftwilio%2Finbound%23rc%3D5%26rp%3Dall&SmsMethod=POST" +
                     more);
        present.sid = u"PN/../x"_s;
        QVERIFY(!QCoro::waitFor(stage.client.setIncomingWebhooks(present, urls)));
        QCOMPARE(stage.server.requests().size(), 1u);
    }

    void findsASenderOnALaterPage()
    {
        Stage stage;
        auto other = kSender;
        other.replace("+61412000002", "+61412000003");
        stage.server.then(answer(200, json("{'senders':[" + other +
                                           "],'meta':{'key':'senders','next_page_url':"
                                           "'https://messaging.twilio.com/v2/Channels/Senders?Page=1'}}")));
        stage.server.then(answer(200, json("{'senders':[" + kSender + "],'meta':{'key':'senders'}}")));
        const auto found = QCoro::waitFor(stage.client.whatsappSender(u"+61412000002"_s));
        QVERIFY(found && *found);
        const WhatsappSender expected{.sid = u"XE0123456789abcdef0123456789abcdef"_s,
                                      .phone = u"+61412000002"_s,
                                      .status = u"ONLINE"_s,
                                      .callbackUrl = u"https://old.example/in"_s,
                                      .fallbackUrl = {},
                                      .statusCallbackUrl = {},
                                      .qualityRating = u"HIGH"_s,
                                      .messagingLimit = u"10K Customers/24hr"_s,
                                      .offlineReasons = {u"why"_s}};
        QCOMPARE(**found, expected);
        QCOMPARE(stage.request(0).target, "/v2/Channels/Senders?Channel=whatsapp&PageSize=100");
        QCOMPARE(stage.request(1).target, "/v2/Channels/Senders?Page=1");
    }

    void registersASendersWebhooksAsJson()
    {
        Stage stage;
        stage.server.then(answer(202, json(kSender)));
        const WebhookUrls urls{u"https://relay.example/in"_s, {}, u"https://relay.example/status"_s};
        QVERIFY(QCoro::waitFor(stage.client.setWhatsappWebhooks(u"XE0123456789abcdef0123456789abcdef"_s, urls)));
        QCOMPARE(stage.request(0).target, "/v2/Channels/Senders/XE0123456789abcdef0123456789abcdef");
        QCOMPARE(stage.request(0).header("content-type"), "application/json");
        QCOMPARE(stage.request(0).body,
                 json("{'webhook':{'callback_method':'POST','callback_url':'https://relay.example/in',"
                      "'fallback_url':null,"
                      "'status_callback_method':'POST','status_callback_url':'https://relay.example/status'}}"));
        // A shop without a relay is called by nobody.
        stage.server.then(answer(202, json(kSender)));
        QVERIFY(QCoro::waitFor(stage.client.setWhatsappWebhooks(u"XE0123456789abcdef0123456789abcdef"_s, {})));
        QCOMPARE(stage.request(1).body,
                 json("{'webhook':{'callback_url':null,'fallback_url':null,'status_callback_url':null}}"));
    }
};

QTEST_GUILESS_MAIN(TestSetup)
#include "tst_setup.moc"
