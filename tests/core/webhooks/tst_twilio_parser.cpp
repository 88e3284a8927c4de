// SPDX-License-Identifier: Apache-2.0
#include "core/webhooks/signature.h"
#include "core/webhooks/twilio_parser.h"
#include "tests/support/json_file.h"
#include "tests/support/webhook_request.h"

#include <QRandomGenerator>
#include <QTest>

using namespace counterbell;
using namespace counterbell::webhooks;
using namespace Qt::StringLiterals;
using contacts::AddressKind;

namespace
{

const QByteArray kInbound = "https://relay.example/t/abc/twilio/inbound";
const QByteArray kStatus = "https://relay.example/t/abc/twilio/status?attempt=0123456789abcdef0123456789abcdef";

QJsonObject sample(QLatin1StringView name)
{
    const auto samples = test::jsonFile("twilio/webhook_samples.json"_L1).array();
    for (const auto &each : samples) {
        if (each["name"_L1].toString() == name)
            return each["params"_L1].toObject();
    }
    qFatal("no such sample: %s", name.data());
}

InboundMessageFact inbound(const QJsonObject &parameters)
{
    return std::get<InboundMessageFact>(parseTwilio(test::formRequest(kInbound, parameters)).value());
}

InboundMessageFact inbound(QLatin1StringView name)
{
    return inbound(sample(name));
}

StatusFact status(QLatin1StringView name, const QByteArray &url = kStatus)
{
    return std::get<StatusFact>(parseTwilio(test::formRequest(url, sample(name))).value());
}

QJsonObject with(QJsonObject parameters, const QString &name, const QJsonValue &value)
{
    parameters.insert(name, value);
    return parameters;
}

} // namespace

class TwilioParserTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsEveryShape_OC10_data()
    {
        QTest::addColumn<QJsonObject>("params");
        QTest::addColumn<bool>("isInbound");
        const auto samples = test::jsonFile("twilio/webhook_samples.json"_L1).array();
        QCOMPARE(samples.size(), 28);
        for (const auto &each : samples)
            QTest::addRow("%s", qPrintable(each["name"_L1].toString()))
                << each["params"_L1].toObject() << (each["kind"_L1].toString() == "inbound"_L1);
    }
    void readsEveryShape_OC10()
    {
        QFETCH(QJsonObject, params);
        QFETCH(bool, isInbound);
        const auto fact = parseTwilio(test::formRequest(kInbound, params));
        QVERIFY(fact);
        const auto sid = params["MessageSid"_L1].toString();
        const auto whatsApp = params["To"_L1].toString().startsWith("whatsapp:"_L1) ? Channel::Whatsapp : Channel::Sms;
        if (isInbound) {
            const auto &message = std::get<InboundMessageFact>(*fact);
            QCOMPARE(message.messageSid, sid);
            QCOMPARE(message.accountSid, params["AccountSid"_L1].toString());
            QCOMPARE(message.channel, whatsApp);
            QCOMPARE(message.body, params["Body"_L1].toString());
            QCOMPARE(contacts::toTwilioAddress(message.from), params["From"_L1].toString());
            QCOMPARE(contacts::toTwilioAddress(message.to), params["To"_L1].toString());
            QCOMPARE(int(message.media.size()), params["NumMedia"_L1].toString().toInt());
            QCOMPARE(message.segments.has_value(), whatsApp == Channel::Sms);
            QCOMPARE(seenKey(*fact), sid);
        } else {
            const auto &status = std::get<StatusFact>(*fact);
            QCOMPARE(status.messageSid, sid);
            QCOMPARE(status.status, params["MessageStatus"_L1].toString());
            QCOMPARE(status.channel, whatsApp);
            QCOMPARE(status.errorCode.value_or(0), params["ErrorCode"_L1].toString().toInt());
            QCOMPARE(seenKey(*fact), QString(sid + u':' + params["MessageStatus"_L1].toString()));
        }
    }

    void aCustomerWithoutANumberIsNotDropped()
    {
        const auto fact = inbound("whatsapp_text_without_phone_number_BSUID"_L1);
        QCOMPARE(fact.from, (contacts::Address{Channel::Whatsapp, AddressKind::UserId, u"BR.1000000000000001"_s}));
        QCOMPARE(fact.userId, u"BR.1000000000000001"_s);
        QCOMPARE(fact.waId, std::nullopt);
        const auto withoutParameter =
            with(sample("whatsapp_text_without_phone_number_BSUID"_L1), u"ExternalUserId"_s, {});
        QCOMPARE(inbound(withoutParameter).userId, u"BR.1000000000000001"_s);
    }

    void knowsTheUserIdBesideTheNumber()
    {
        const auto fact = inbound("whatsapp_text_emoji"_L1);
        QCOMPARE(fact.from.value, u"+5511900000001"_s);
        QCOMPARE(fact.userId, u"BR.1000000000000001"_s);
        QCOMPARE(fact.waId, u"5511900000001"_s);
        QCOMPARE(fact.profileName, u"Cliente Teste"_s);
        QCOMPARE(fact.body, u"🍾"_s);
    }

    void keepsABlankMessage()
    {
        const auto fact = inbound("whatsapp_reaction_as_blank_message"_L1);
        QCOMPARE(fact.kind, MessageKind::Text);
        QCOMPARE(fact.body, QString());
        QVERIFY(fact.media.empty());
    }

    void readsMediaLocationButtonsAndQuotes()
    {
        const auto image = inbound("whatsapp_image_with_caption"_L1);
        QCOMPARE(image.kind, MessageKind::Media);
        QCOMPARE(image.media.at(0).contentType, u"image/jpeg"_s);
        QVERIFY(image.media.at(0).url.startsWith("https://api.twilio.com/2010-04-01/Accounts/AC"_L1));
        QCOMPARE(image.media.at(0).fileName, std::nullopt);
        QCOMPARE(image.body, u"Segue uma foto em anexo."_s);

        QCOMPARE(inbound("whatsapp_document_forwarded"_L1).media.at(0).fileName, u"contrato_assinado.pdf"_s);
        const auto captioned = with(sample("whatsapp_document_forwarded"_L1), u"Body"_s, u"Here is the contract"_s);
        QCOMPARE(inbound(captioned).media.at(0).fileName, std::nullopt);
        QCOMPARE(inbound("mms_inbound_two_media"_L1).media.at(1).contentType, u"image/png"_s);

        const auto place = inbound("whatsapp_location"_L1);
        QCOMPARE(place.kind, MessageKind::Location);
        QCOMPARE(place.location, (Location{-23.5505199, -46.6333094, std::nullopt, std::nullopt}));

        const auto button = inbound("whatsapp_quick_reply_button"_L1);
        QCOMPARE(button.buttonText, u"Konfirmasi"_s);
        QCOMPARE(button.buttonPayload, u"{verifyEmail:asd@asd.com}"_s);
        QCOMPARE(button.repliedToSid, u"MMf1c7f1c7f1c7f1c7f1c7f1c7f1c70020"_s);
        QCOMPARE(inbound("whatsapp_list_picker_choice"_L1).listId, u"slot-1000"_s);
        QCOMPARE(inbound("sms_inbound_stop_advanced_opt_out"_L1).optOutType, OptOutType::Stop);
    }

    void keepsTheBodyByteForByte_data()
    {
        QTest::addColumn<QString>("body");
        QTest::newRow("leading blanks and breaks") << u"  \r\n hi\n\n "_s;
        QTest::newRow("Arabic") << u"مرحبا، متى يكون الخاتم جاهزًا؟"_s;
        QTest::newRow("a family") << u"👨‍👩‍👧‍👦"_s;
        QTest::newRow("plus and percent") << u"1+1=2 & 100%"_s;
        QTest::newRow("a leading byte order mark") << u"\uFEFFhi"_s;
        QTest::newRow("a zero character") << u"a"_s + QChar(0) + u"b"_s;
        QTest::newRow("bidi marks") << u"\u202Eabc\u202C"_s;
        QTest::newRow("longer than 1,600") << QString(4096, u'x');
    }
    void keepsTheBodyByteForByte()
    {
        QFETCH(QString, body);
        QCOMPARE(inbound(with(sample("whatsapp_text_emoji"_L1), u"Body"_s, body)).body, body);
    }

    void toleratesUnknownAndHostileValues()
    {
        auto params = sample("whatsapp_location"_L1);
        params.insert(u"Brand New"_s, u"?"_s);
        params.insert(u"ProfileName"_s, QString(100'000, u'x'));
        params.insert(u"Latitude"_s, u"91"_s);
        params.insert(u"NumMedia"_s, u"99999999999"_s);
        params.insert(u"OptOutType"_s, u"PERHAPS"_s);
        const auto fact = inbound(params);
        QCOMPARE(fact.location, std::nullopt);
        QCOMPARE(fact.kind, MessageKind::Text);
        QCOMPARE(fact.profileName->size(), 300);
        QCOMPARE(fact.optOutType, std::nullopt);
        QVERIFY(fact.media.empty());
    }

    void takesTheAttemptFromTheUrl_data()
    {
        QTest::addColumn<QByteArray>("url");
        QTest::addColumn<std::optional<QString>>("attempt");
        QTest::newRow("ours") << kStatus << std::optional(u"0123456789abcdef0123456789abcdef"_s);
        QTest::newRow("with the fragment")
            << QByteArray(kStatus + "#rc=5&rp=all") << std::optional(u"0123456789abcdef0123456789abcdef"_s);
        QTest::newRow("none") << QByteArray("https://relay.example/status") << std::optional<QString>();
        QTest::newRow("empty") << QByteArray("https://relay.example/status?attempt=") << std::optional<QString>();
        QTest::newRow("no id") << QByteArray("https://relay.example/status?attempt=%27%20OR%201")
                               << std::optional<QString>();
        QTest::newRow("too long") << QByteArray("https://relay.example/status?attempt=" + QByteArray(65, 'a'))
                                  << std::optional<QString>();
    }
    void takesTheAttemptFromTheUrl()
    {
        QFETCH(QByteArray, url);
        QTEST(status("sms_status_sent"_L1, url).attemptId, "attempt");
    }

    void readsWhyAMessageFailed()
    {
        const auto failed = status("whatsapp_status_failed_63016"_L1);
        QCOMPARE(failed.errorCode, 63016);
        QVERIFY(failed.errorMessage->startsWith("Failed to send freeform"_L1));
        QCOMPARE(failed.to->value, u"+5511900000001"_s);
        QCOMPARE(status("whatsapp_status_undelivered_63024"_L1).errorMessage, std::nullopt);
        QCOMPARE(status("whatsapp_status_read"_L1).userId, u"BR.1000000000000001"_s);
        QCOMPARE(status("sms_status_sent"_L1).errorCode, std::nullopt);
    }

    void namesTheParameterThatIsWrong_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("value");
        QTest::addColumn<QString>("problem");
        QTest::newRow("no account") << u"AccountSid"_s << QString() << u"missing"_s;
        QTest::newRow("another kind of sid")
            << u"AccountSid"_s << u"SMf1c7f1c7f1c7f1c7f1c7f1c7f1c70001"_s << u"invalid"_s;
        QTest::newRow("a cut sid") << u"MessageSid"_s << u"SM123"_s << u"invalid"_s;
        QTest::newRow("a call") << u"MessageSid"_s << u"CAf1c7f1c7f1c7f1c7f1c7f1c7f1c70001"_s << u"invalid"_s;
        QTest::newRow("no hex") << u"MessageSid"_s << u"SMg1c7f1c7f1c7f1c7f1c7f1c7f1c70001"_s << u"invalid"_s;
        QTest::newRow("no sender") << u"From"_s << QString() << u"invalid"_s;
        QTest::newRow("another channel") << u"From"_s << u"messenger:12345"_s << u"invalid"_s;
        QTest::newRow("mixed channels") << u"To"_s << u"+14155238886"_s << u"invalid"_s;
        QTest::newRow("no word") << u"SmsStatus"_s << u"<b>sent</b>"_s << u"invalid"_s;
    }
    void takesASignedMessageWithoutAStatusForAMessage()
    {
        const auto fact =
            parseTwilio(test::formRequest(kInbound, with(sample("whatsapp_text_emoji"_L1), u"SmsStatus"_s, {})));
        QVERIFY(fact && std::holds_alternative<InboundMessageFact>(*fact));
    }
    void namesTheParameterThatIsWrong()
    {
        QFETCH(QString, name);
        QFETCH(QString, value);
        const auto fact = parseTwilio(test::formRequest(kInbound, with(sample("whatsapp_text_emoji"_L1), name, value)));
        QVERIFY(!fact);
        QCOMPARE(fact.error().reason, Reason::InvalidArgument);
        QCOMPARE(fact.error().details["parameter"_L1].toString(), name == "SmsStatus"_L1 ? u"MessageStatus"_s : name);
        QTEST(fact.error().details["problem"_L1].toString(), "problem");
    }

    void survivesDamagedRequests()
    {
        QRandomGenerator random(20261120);
        const auto samples = test::jsonFile("twilio/webhook_samples.json"_L1).array();
        int readable = 0;
        for (int i = 0; i < 5000; ++i) {
            const auto params = samples.at(i % samples.size())["params"_L1].toObject();
            auto request = test::formRequest(kStatus, params, "RSOYDt4T1cUTdK1PDd93/VVr8B8=");
            for (int change = random.bounded(8); change > 0; --change) {
                auto &target = random.bounded(4) == 0 ? request.url : request.body;
                const auto at = random.bounded(int(target.size()));
                if (random.bounded(3) == 0)
                    target.remove(at, random.bounded(40));
                else
                    target[at] = char(random.bounded(256));
                if (target.isEmpty())
                    target = "%";
            }
            readable += parseTwilio(request) ? 1 : 0;
            const std::vector<QByteArray> tokens = {"12345"};
            QVERIFY(checkSignature(request, tokens) != SignatureVerdict::Valid);
        }
        QCOMPARE_GT(readable, 1000);
    }

    void olderAndOddRequestsAreReadToo()
    {
        auto older = sample("sms_inbound"_L1);
        older.remove(u"MessageSid"_s);
        QCOMPARE(inbound(older).messageSid, older["SmsSid"_L1].toString());
        const auto params = test::formBody(sample("sms_inbound"_L1));
        const auto get = parseTwilio({"GET", kInbound + '?' + params, {}, {}});
        QCOMPARE(std::get<InboundMessageFact>(get.value()), inbound("sms_inbound"_L1));
        QVERIFY(!parseTwilio({"POST", kInbound, {}, QByteArray(2'000'000, '&')}));
        QVERIFY(!parseTwilio({"POST", kInbound, {}, "{\"json\": true}"}));
        QVERIFY(!parseTwilio({}));
    }
};

QTEST_GUILESS_MAIN(TwilioParserTest)
#include "tst_twilio_parser.moc"
