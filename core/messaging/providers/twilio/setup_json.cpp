// SPDX-License-Identifier: Apache-2.0
#include "core/messaging/providers/twilio/setup_json.h"

#include "core/messaging/providers/twilio/account.h"

#include <QJsonArray>

namespace counterbell::messaging
{

using namespace Qt::StringLiterals;

std::optional<IncomingNumber> readIncomingNumber(const QJsonObject &number)
{
    const auto text = [&](QLatin1StringView key) { return number.value(key).toString(); };
    if (!isSid(text("sid"_L1), "PN"_L1))
        return std::nullopt;
    const auto capabilities = number.value("capabilities"_L1).toObject();
    return IncomingNumber{.sid = text("sid"_L1),
                          .phone = text("phone_number"_L1),
                          .smsUrl = text("sms_url"_L1),
                          .smsFallbackUrl = text("sms_fallback_url"_L1),
                          .smsApplicationSid = text("sms_application_sid"_L1),
                          .sms = capabilities.value("sms"_L1).toBool(),
                          .mms = capabilities.value("mms"_L1).toBool()};
}

std::optional<WhatsappSender> readWhatsappSender(const QJsonObject &sender)
{
    constexpr auto kPrefix = "whatsapp:"_L1;
    const auto sid = sender.value("sid"_L1).toString();
    const auto address = sender.value("sender_id"_L1).toString();
    if (!isSid(sid, "XE"_L1) || !address.startsWith(kPrefix))
        return std::nullopt;
    const auto webhook = sender.value("webhook"_L1).toObject();
    const auto properties = sender.value("properties"_L1).toObject();
    WhatsappSender out{.sid = sid,
                       .phone = address.mid(kPrefix.size()),
                       .status = sender.value("status"_L1).toString(),
                       .callbackUrl = webhook.value("callback_url"_L1).toString(),
                       .fallbackUrl = webhook.value("fallback_url"_L1).toString(),
                       .statusCallbackUrl = webhook.value("status_callback_url"_L1).toString(),
                       .qualityRating = properties.value("quality_rating"_L1).toString(),
                       .messagingLimit = properties.value("messaging_limit"_L1).toString(),
                       .offlineReasons = {}};
    for (const auto &reason : sender.value("offline_reasons"_L1).toArray())
        out.offlineReasons.push_back(reason.toObject().value("message"_L1).toString());
    return out;
}

FormFields incomingWebhookFields(const IncomingNumber &present, const WebhookUrls &urls)
{
    FormFields fields{{"SmsUrl", urls.inbound}, {"SmsMethod", u"POST"_s}};
    if (!urls.fallback.isEmpty() || !present.smsFallbackUrl.isEmpty())
        fields.emplace_back("SmsFallbackUrl", urls.fallback);
    if (!urls.fallback.isEmpty())
        fields.emplace_back("SmsFallbackMethod", u"POST"_s);
    if (!present.smsApplicationSid.isEmpty())
        fields.emplace_back("SmsApplicationSid", QString());
    return fields;
}

QJsonObject senderWebhooks(const WebhookUrls &urls)
{
    QJsonObject webhook;
    const auto set = [&webhook](QLatin1StringView name, const QString &url) {
        // What isn't named stays as it is, and a relay that was left must not be called any more.
        webhook.insert(name + "_url"_L1, url.isEmpty() ? QJsonValue(QJsonValue::Null) : QJsonValue(url));
        if (!url.isEmpty())
            webhook.insert(name + "_method"_L1, "POST"_L1);
    };
    set("callback"_L1, urls.inbound);
    set("fallback"_L1, urls.fallback);
    set("status_callback"_L1, urls.status);
    return {{"webhook"_L1, webhook}};
}

} // namespace counterbell::messaging
