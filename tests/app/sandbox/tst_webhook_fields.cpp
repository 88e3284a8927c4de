// SPDX-License-Identifier: Apache-2.0
#include "app/sandbox/webhook_fields.h"
#include "tests/app/sandbox/sandbox_fixture.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace counterbell::sandbox;

namespace
{

QJsonObject sampleNamed(const QString &name)
{
    for (const auto sample : testData(u"webhook_samples.json"_s).toArray()) {
        if (sample["name"_L1].toString() == name)
            return sample["params"_L1].toObject();
    }
    return {};
}

/// The form as the sample file writes it; ChannelMetadata and the sample's own are compared as JSON, since the
/// order of their keys says nothing.
QJsonObject comparable(QJsonObject params)
{
    if (const auto metadata = params["ChannelMetadata"_L1]; metadata.isString())
        params.insert(u"ChannelMetadata"_s, QJsonDocument::fromJson(metadata.toString().toUtf8()).object());
    return params;
}

QJsonObject asJson(const Form &form)
{
    QJsonObject json;
    for (const auto &[name, value] : form.pairs()) {
        if (json.contains(name))
            qFatal("%s stands twice", qUtf8Printable(name));
        json.insert(name, value);
    }
    return json;
}

QString accountOf(const QJsonObject &params)
{
    return params["AccountSid"_L1].toString();
}

/// The customer of the samples.
Handset customer()
{
    return {.number = u"+5511900000001"_s, .name = u"Cliente Teste"_s, .bsuid = u"BR.1000000000000001"_s};
}

} // namespace

/// Exactly the parameters of the samples, no more and no less.
class TestWebhookFields : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void inboundIsExactlyTheSample_data();
    void inboundIsExactlyTheSample();
    void statusIsExactlyTheSample_data();
    void statusIsExactlyTheSample();
    void failureCarriesItsReason();
    void geographyIsThereAndEmpty();
    void userIdFollowsFromTheNumberUnlessThereIsOne();
};

void TestWebhookFields::inboundIsExactlyTheSample_data()
{
    QTest::addColumn<QString>("type");
    QTest::newRow("whatsapp_text_emoji") << u"text"_s;
    QTest::newRow("whatsapp_image_no_caption") << u"image"_s;
    QTest::newRow("whatsapp_image_with_caption") << u"image"_s;
    QTest::newRow("whatsapp_voice_note") << u"audio"_s;
    QTest::newRow("whatsapp_location") << u"location"_s;
    QTest::newRow("whatsapp_quick_reply_button") << u"interactive"_s;
    QTest::newRow("whatsapp_text_without_phone_number_BSUID") << u"text"_s;
    QTest::newRow("whatsapp_reaction_as_blank_message") << u"text"_s;
}

void TestWebhookFields::inboundIsExactlyTheSample()
{
    QFETCH(QString, type);
    const auto expected = sampleNamed(QString::fromLatin1(QTest::currentDataTag()));
    QVERIFY(!expected.isEmpty());
    const auto text = [&](QLatin1StringView name) { return expected[name].toString(); };
    InboundDetails details{.from = text("From"_L1), .messageType = type};
    if (expected.contains("MediaUrl0"_L1))
        details.media.append({text("MediaUrl0"_L1), text("MediaContentType0"_L1)});
    if (expected.contains("Latitude"_L1)) {
        details.latitude = text("Latitude"_L1);
        details.longitude = text("Longitude"_L1);
    }
    if (expected.contains("ButtonPayload"_L1)) {
        details.buttonPayload = text("ButtonPayload"_L1);
        details.repliesTo =
            Message{.sid = text("OriginalRepliedMessageSid"_L1), .from = text("OriginalRepliedMessageSender"_L1)};
    }
    const Message message{
        .sid = text("MessageSid"_L1), .channel = Channel::WhatsApp, .to = text("To"_L1), .body = text("Body"_L1)};
    QCOMPARE(comparable(asJson(inboundFields(accountOf(expected), message, customer(), details))),
             comparable(expected));
}

void TestWebhookFields::statusIsExactlyTheSample_data()
{
    QTest::addColumn<int>("channel");
    QTest::newRow("whatsapp_status_sent") << int(Channel::WhatsApp);
    QTest::newRow("whatsapp_status_delivered") << int(Channel::WhatsApp);
    QTest::newRow("whatsapp_status_read") << int(Channel::WhatsApp);
    QTest::newRow("sms_status_queued") << int(Channel::Sms);
    QTest::newRow("sms_status_sent") << int(Channel::Sms);
    QTest::newRow("sms_status_delivered") << int(Channel::Sms);
    QTest::newRow("sms_status_undelivered_30003") << int(Channel::Sms);
}

void TestWebhookFields::statusIsExactlyTheSample()
{
    QFETCH(int, channel);
    const auto expected = sampleNamed(QString::fromLatin1(QTest::currentDataTag()));
    QVERIFY(!expected.isEmpty());
    const QDateTime carrier(QDate(2026, 9, 25), QTime(12, 54), Qt::UTC); // RawDlrDoneDate of the samples
    const Message message{.sid = expected["MessageSid"_L1].toString(),
                          .channel = Channel(channel),
                          .from = expected["From"_L1].toString(),
                          .to = expected["To"_L1].toString(),
                          .status = expected["MessageStatus"_L1].toString(),
                          .errorCode = expected["ErrorCode"_L1].toString().toInt(),
                          .updatedMs = carrier.toMSecsSinceEpoch()};
    QCOMPARE(asJson(statusFields(accountOf(expected), message, customer(), u"XEf1c7f1c7f1c7f1c7f1c7f1c7f1c70001"_s)),
             expected);
}

void TestWebhookFields::failureCarriesItsReason()
{
    const auto expected = sampleNamed(u"whatsapp_status_failed_63016"_s);
    const Message message{.sid = expected["MessageSid"_L1].toString(),
                          .channel = Channel::WhatsApp,
                          .from = expected["From"_L1].toString(),
                          .to = expected["To"_L1].toString(),
                          .status = u"failed"_s,
                          .errorCode = 63016};
    auto told = asJson(statusFields(accountOf(expected), message, customer(), u"XEf1c7f1c7f1c7f1c7f1c7f1c7f1c70001"_s));
    // The channel's own sentence is free text; every other field is the sample's.
    QVERIFY(!told["ChannelStatusMessage"_L1].toString().isEmpty());
    told.insert(u"ChannelStatusMessage"_s, expected["ChannelStatusMessage"_L1]);
    QCOMPARE(told, expected);
}

void TestWebhookFields::geographyIsThereAndEmpty()
{
    const auto names = sampleNamed(u"sms_inbound_empty_geo"_s).keys();
    const Message message{.sid = u"SM1"_s, .from = u"+15005550010"_s, .to = u"+15005550006"_s, .body = u"hi"_s};
    QCOMPARE(asJson(inboundFields(u"AC1"_s, message, {.number = message.from}, {.from = message.from})).keys(), names);
}

void TestWebhookFields::userIdFollowsFromTheNumberUnlessThereIsOne()
{
    QCOMPARE(Handset{.number = u"+61412345678"_s}.externalUserId(), u"whatsapp:AU.1000061412345678"_s);
    QCOMPARE(customer().externalUserId(), u"whatsapp:BR.1000000000000001"_s);
    QCOMPARE(Handset{.number = u"AU.1000000000000007"_s}.externalUserId(), u"whatsapp:AU.1000000000000007"_s);
}

QTEST_GUILESS_MAIN(TestWebhookFields)
#include "tst_webhook_fields.moc"
