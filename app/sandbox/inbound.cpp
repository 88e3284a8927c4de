// SPDX-License-Identifier: Apache-2.0
#include "app/sandbox/inbound.h"

#include "app/sandbox/context.h"
#include "app/sandbox/delivery.h"
#include "app/sandbox/media_fetcher.h"
#include "app/sandbox/rules.h"
#include "app/sandbox/segments.h"
#include "app/sandbox/status_plan.h"
#include "app/sandbox/webhook_fields.h"

#include <QUrl>

namespace counterbell::sandbox
{

using namespace Qt::StringLiterals;

namespace
{

/// The medium a handset sends: the bytes of a data URL, otherwise a sample of the kind that the URL's name tells.
Media mediumOf(const QString &url, const Message &message)
{
    Media medium{.sid = newSid("ME"_L1),
                 .messageSid = message.sid,
                 .contentType = contentTypeOfUrl(url, u"image/png"_s),
                 .sourceUrl = url,
                 .createdMs = message.createdMs};
    if (url.startsWith("data:"_L1)) {
        const auto head = url.mid(5).section(u',', 0, 0);
        const auto data = QByteArray::fromPercentEncoding(url.section(u',', 1).toUtf8());
        medium.contentType = head.section(u';', 0, 0).isEmpty() ? u"text/plain"_s : head.section(u';', 0, 0);
        medium.bytes = head.endsWith(";base64"_L1) ? QByteArray::fromBase64(data) : data;
        medium.sourceUrl = u"data:"_s;
    } else {
        medium.bytes = sampleOf(medium.contentType);
    }
    return medium;
}

QString messageTypeOf(const HandsetWrites &writes, const QString &contentType)
{
    if (writes.buttonPayload)
        return u"interactive"_s;
    if (writes.latitude)
        return u"location"_s;
    if (writes.mediaUrl.isEmpty())
        return u"text"_s;
    if (contentType == "text/vcard"_L1)
        return u"contacts"_s;
    if (contentType == "image/webp"_L1)
        return u"sticker"_s;
    const auto kind = contentType.section(u'/', 0, 0);
    return kind == "image"_L1 || kind == "audio"_L1 || kind == "video"_L1 ? kind : u"document"_s;
}

Webhook webhookOf(const Context &context, Channel channel)
{
    if (channel == Channel::WhatsApp) {
        const auto hook = context.whatsAppSender()["webhook"_L1].toObject();
        return {
            .url = hook["callback_url"_L1].toString(), .params = {}, .fallbackUrl = hook["fallback_url"_L1].toString()};
    }
    const auto number = context.state.resources(u"number"_s).value(0);
    if (!number["sms_application_sid"_L1].toString().isEmpty())
        return {}; // an application's URL would be used, and there is none here (FACTS 9.2)
    return {.url = number["sms_url"_L1].toString(),
            .method = number["sms_method"_L1].toString().toLatin1(),
            .params = {},
            .fallbackUrl = number["sms_fallback_url"_L1].toString()};
}

/// Applies an SMS keyword; the answer that Twilio sends by itself, or nothing.
std::optional<Message> obeyKeyword(Context &context, const Message &inbound)
{
    const auto keyword = keywordOf(inbound.body);
    const bool optedOut = context.handsets.isOptedOut(inbound.to, inbound.handset);
    const bool takesEffect = keyword == Keyword::Help || (keyword == Keyword::OptOut && !optedOut) ||
                             (keyword == Keyword::OptIn && optedOut);
    if (!takesEffect)
        return std::nullopt;
    if (keyword != Keyword::Help &&
        !context.handsets.setOptedOut(inbound.to, inbound.handset, keyword == Keyword::OptOut))
        return std::nullopt;
    Message answer{.sid = newSid("SM"_L1),
                   .direction = u"outbound-reply"_s,
                   .channel = Channel::Sms,
                   .from = inbound.to,
                   .to = inbound.from,
                   .body = keywordAnswer(keyword),
                   .status = u"queued"_s,
                   .createdMs = inbound.createdMs,
                   .updatedMs = inbound.createdMs,
                   .handset = inbound.handset};
    answer.segments = countSegments(answer.body).segments;
    if (arrivesAtOnce(answer, context.handsets.get(answer.handset)))
        answer.handsetMs = answer.createdMs;
    return answer;
}

} // namespace

tl::expected<QString, QString> receiveFromHandset(Context &context, const QString &number, const HandsetWrites &writes)
{
    const bool whatsApp = writes.channel == Channel::WhatsApp;
    auto handset = context.handsets.get(number);
    if (whatsApp && !handset.onWhatsApp)
        return tl::unexpected(u"%1 is not on WhatsApp."_s.arg(number));
    const auto now = context.clock.nowMs();
    const auto sender = whatsApp ? context.account.whatsappSender : context.account.smsSender;
    const auto prefix = whatsApp ? u"whatsapp:"_s : QString();
    if (!writes.bsuid.isEmpty())
        handset.bsuid = writes.bsuid;

    Message message{.sid = newSid(writes.mediaUrl.isEmpty() ? "SM"_L1 : "MM"_L1),
                    .direction = u"inbound"_s,
                    .channel = writes.channel,
                    .from = prefix + (writes.bsuid.isEmpty() ? number : writes.bsuid),
                    .to = prefix + sender,
                    .body = writes.body,
                    .status = u"received"_s,
                    .mediaCount = writes.mediaUrl.isEmpty() ? 0 : 1,
                    .createdMs = now,
                    .sentMs = now,
                    .updatedMs = now,
                    .handset = number};
    InboundDetails details{.from = message.from, .buttonPayload = writes.buttonPayload};
    std::optional<Media> medium;
    if (!writes.mediaUrl.isEmpty()) {
        medium = mediumOf(writes.mediaUrl, message);
        details.media.append(
            {context.baseUrl + context.accountPath() + u"/Messages/"_s + message.sid + u"/Media/"_s + medium->sid,
             medium->contentType});
    }
    details.messageType = messageTypeOf(writes, medium ? medium->contentType : QString());
    if (details.messageType == "document"_L1 && message.body.isEmpty() && !writes.mediaUrl.startsWith("data:"_L1))
        message.body = QUrl(writes.mediaUrl).fileName(); // a document's Body is its file name (FACTS 4.3)
    if (writes.latitude) {
        details.latitude = QString::number(*writes.latitude, 'f', 7);
        details.longitude = QString::number(*writes.longitude, 'f', 7);
    }
    if (writes.buttonPayload)
        details.repliesTo = context.messages.lastOutboundTo(number);
    message.segments = whatsApp ? 1 : countSegments(message.body).segments;
    message.price = priceOf(message, context.account.currency);

    std::optional<Message> answer;
    const bool stored = context.database.transaction([&] {
        if (!context.messages.insert(message) || (medium && !context.messages.insertMedia(*medium)))
            return false;
        if (!writes.bsuid.isEmpty() && !context.handsets.put(handset))
            return false;
        if (whatsApp)
            return context.handsets.setLastInbound(sender, number, now);
        answer = obeyKeyword(context, message);
        return !answer || context.messages.insert(*answer);
    });
    if (!stored)
        return tl::unexpected(u"The sandbox couldn't write the message down."_s);

    auto webhook = webhookOf(context, writes.channel);
    webhook.params = inboundFields(context.account.sid, message, handset, details);
    context.delivery->postInbound(std::move(webhook));
    if (answer)
        context.delivery->begin(*answer, false, [] {});
    return message.sid;
}

} // namespace counterbell::sandbox
