// SPDX-License-Identifier: Apache-2.0
#include "app/sandbox/create_message.h"

#include "app/sandbox/context.h"
#include "app/sandbox/media_fetcher.h"
#include "app/sandbox/rules.h"
#include "app/sandbox/segments.h"
#include "app/sandbox/status_plan.h"

#include <QUrl>

namespace counterbell::sandbox
{

using namespace Qt::StringLiterals;

namespace
{

using Refusal = std::optional<TwilioError>;

bool isWhatsApp(const QString &address)
{
    return address.startsWith("whatsapp:"_L1);
}

Refusal checkShape(const Form &form)
{
    if (form.value(u"To"_s).isEmpty())
        return twilioError(21604, u"A 'To' phone number is required."_s);
    if (form.value(u"From"_s).isEmpty() && form.value(u"MessagingServiceSid"_s).isEmpty())
        return twilioError(21603, u"A 'From' phone number is required."_s);
    if (form.has(u"ContentVariables"_s) && form.value(u"ContentSid"_s).isEmpty())
        return twilioError(21654);
    const auto media = form.values(u"MediaUrl"_s);
    if (form.value(u"Body"_s).isEmpty() && media.isEmpty() && form.value(u"ContentSid"_s).isEmpty())
        return twilioError(21602, u"Message body is required."_s);
    // WhatsApp takes one medium a message (FACTS 1.1).
    if (media.size() > (isWhatsApp(form.value(u"To"_s)) ? 1 : 10))
        return twilioError(21623);
    for (const auto &url : media) {
        const QUrl parsed(url, QUrl::StrictMode);
        if (!parsed.isValid() || parsed.host().isEmpty() || !parsed.scheme().startsWith("http"_L1))
            return twilioError(21620);
    }
    if (characterCount(form.value(u"Body"_s)) > 1600)
        return twilioError(21617, u"The concatenated message body exceeds the 1600 character limit."_s);
    if (const auto url = form.find(u"StatusCallback"_s); url && !url->isEmpty() && !isCallbackUrl(*url))
        return twilioError(21609, u"The 'StatusCallback' URL %1 is not a valid URL."_s.arg(*url));
    if (const auto text = form.find(u"ValidityPeriod"_s)) {
        bool isNumber = false;
        const int seconds = text->toInt(&isNumber);
        if (!isNumber || seconds < 1 || seconds > 36000) // FACTS 1.1
            return twilioError(21624);
    }
    if (form.has(u"ScheduleType"_s) && form.value(u"MessagingServiceSid"_s).isEmpty())
        return twilioError(35118);
    return std::nullopt;
}

/// The recipient is a number or, on WhatsApp, a business-scoped user id; the channels of both ends agree.
Refusal checkAddresses(const Context &context, const QString &from, const QString &to)
{
    const auto number = bareAddress(to);
    if (!isE164(number) && !(isWhatsApp(to) && isBsuid(number)))
        return twilioError(21211, u"The 'To' number %1 is not a valid phone number."_s.arg(to));
    if (isWhatsApp(from) && from != u"whatsapp:"_s + context.account.whatsappSender)
        return twilioError(63007);
    if (isWhatsApp(from) != isWhatsApp(to))
        return twilioError(21910);
    if (isWhatsApp(to))
        return std::nullopt;
    if (const int code = magicFromError(from))
        return twilioError(code);
    // +15005550006 is the sender that Twilio's test credentials know (FACTS 7.3).
    if (from != context.account.smsSender && from != "+15005550006"_L1)
        return twilioError(21606);
    if (const int code = magicToError(to))
        return twilioError(code);
    if (context.handsets.isOptedOut(from, to))
        return twilioError(21610);
    return std::nullopt;
}

/// Fills in the rendered body and what will go wrong with it.
Refusal applyTemplate(const Context &context, const Form &form, bool windowOpen, Message *message)
{
    const auto content = context.state.resource(u"content"_s, message->templateSid);
    if (!content)
        return twilioError(21655, u"The ContentSid %1 is invalid."_s.arg(message->templateSid));
    TemplateValues values;
    if (const auto json = form.find(u"ContentVariables"_s); json && !json->isEmpty()) {
        const auto parsed = parseContentVariables(*json);
        if (!parsed)
            return twilioError(21656);
        values = *parsed;
    }
    const auto types = (*content)["types"_L1].toObject();
    const auto body = types.isEmpty() ? QString() : types.begin()->toObject()["body"_L1].toString();
    message->body = renderTemplate(body, values, (*content)["variables"_L1].toObject());
    if (message->channel == Channel::WhatsApp) {
        const auto approval = (*content)["approval"_L1].toObject();
        message->plannedError = templateError({.approval = approval["status"_L1].toString(),
                                               .category = approval["category"_L1].toString(),
                                               .values = values,
                                               .rendered = message->body,
                                               .to = message->to,
                                               .windowOpen = windowOpen});
    }
    return std::nullopt;
}

/// With a service the sender of the recipient's channel is chosen, unless From names one.
tl::expected<QString, TwilioError> senderOf(const Context &context, const Form &form)
{
    const auto from = form.value(u"From"_s);
    const auto service = form.value(u"MessagingServiceSid"_s);
    if (service.isEmpty())
        return from;
    if (!context.state.resource(u"service"_s, service))
        return tl::unexpected(twilioError(21701));
    if (!from.isEmpty())
        return from;
    return isWhatsApp(form.value(u"To"_s)) ? u"whatsapp:"_s + context.account.whatsappSender
                                           : context.account.smsSender;
}

} // namespace

tl::expected<Accepted, TwilioError> checkCreate(const Context &context, const Form &form)
{
    if (const auto refusal = checkShape(form))
        return tl::unexpected(*refusal);
    const auto from = senderOf(context, form);
    if (!from)
        return tl::unexpected(from.error());
    Message message{.sid = {}, .direction = u"outbound-api"_s, .from = *from, .to = form.value(u"To"_s)};
    if (const auto refusal = checkAddresses(context, message.from, message.to))
        return tl::unexpected(*refusal);

    const auto now = context.clock.nowMs();
    message.channel = isWhatsApp(message.to) ? Channel::WhatsApp : Channel::Sms;
    const auto number = bareAddress(message.to);
    message.handset = isBsuid(number) ? context.handsets.numberOfBsuid(number) : number;
    message.body = form.value(u"Body"_s);
    message.templateSid = form.value(u"ContentSid"_s);
    message.serviceSid = form.value(u"MessagingServiceSid"_s);
    message.statusCallback = form.value(u"StatusCallback"_s);
    message.status = message.serviceSid.isEmpty() ? u"queued"_s : u"accepted"_s;
    message.createdMs = now;
    message.updatedMs = now;

    auto mediaUrls = form.values(u"MediaUrl"_s);
    const bool windowOpen =
        isWindowOpen(context.handsets.lastInboundMs(bareAddress(message.from), message.handset), now);
    if (!message.templateSid.isEmpty()) {
        mediaUrls.clear(); // a template brings its own content (FACTS 6.4)
        if (const auto refusal = applyTemplate(context, form, windowOpen, &message))
            return tl::unexpected(*refusal);
    } else if (message.channel == Channel::WhatsApp && !windowOpen) {
        message.plannedError = 63016;
    }
    if (message.channel == Channel::Sms) {
        if (form.value(u"SmartEncoded"_s) == "true"_L1)
            message.body = smartEncoded(message.body);
        message.segments = countSegments(message.body).segments;
    }
    message.mediaCount = int(mediaUrls.size());
    message.sid = newSid(mediaUrls.isEmpty() ? "SM"_L1 : "MM"_L1);
    if (arrivesAtOnce(message, context.handsets.get(message.handset)))
        message.handsetMs = now;
    return Accepted{message, mediaUrls};
}

bool storeAccepted(Context &context, Accepted *accepted)
{
    return context.database.transaction([&] {
        if (!context.messages.insert(accepted->message))
            return false;
        for (const auto &url : accepted->mediaUrls) {
            if (!context.messages.insertMedia({.sid = newSid("ME"_L1),
                                               .messageSid = accepted->message.sid,
                                               .contentType = contentTypeOfUrl(url, u"application/octet-stream"_s),
                                               .sourceUrl = url,
                                               .bytes = {},
                                               .createdMs = accepted->message.createdMs}))
                return false;
        }
        return true;
    });
}

} // namespace counterbell::sandbox
