// SPDX-License-Identifier: Apache-2.0
#include "app/sandbox/messaging_api.h"

#include "app/sandbox/context.h"
#include "app/sandbox/paging.h"
#include "app/sandbox/router.h"
#include "app/sandbox/rules.h"
#include "app/sandbox/twilio_gate.h"

#include <QJsonDocument>

namespace counterbell::sandbox
{

using namespace Qt::StringLiterals;

namespace
{

QJsonObject senderJson(const Context &context, QJsonObject sender)
{
    const auto null = QJsonValue(QJsonValue::Null);
    auto webhook = sender["webhook"_L1].toObject();
    for (const auto &name : {u"callback_url"_s, u"fallback_url"_s, u"status_callback_url"_s}) {
        if (!webhook.contains(name))
            webhook.insert(name, null);
    }
    for (const auto &name : {u"callback_method"_s, u"fallback_method"_s, u"status_callback_method"_s}) {
        if (!webhook.contains(name))
            webhook.insert(name, u"POST"_s);
    }
    sender.insert(u"webhook"_s, webhook);
    sender.insert(u"configuration"_s, QJsonObject{{u"waba_id"_s, u"100000000000001"_s}});
    sender.insert(u"properties"_s,
                  QJsonObject{{u"quality_rating"_s, u"HIGH"_s}, {u"messaging_limit"_s, u"10K Customers/24hr"_s}});
    sender.insert(u"offline_reasons"_s, null);
    sender.insert(u"url"_s, context.baseUrl + u"/v2/Channels/Senders/"_s + sender["sid"_L1].toString());
    return sender;
}

void listSenders(const Context &context, const HttpRequest &request, const HttpResponder &responder)
{
    const auto asked = pageAsked(request, 20);
    if (!asked)
        return responder.send(errorAnswer(asked.error()));
    QJsonArray all;
    if (request.query.value(u"Channel"_s) == "whatsapp"_L1) {
        for (const auto &sender : context.state.resources(u"sender"_s))
            all.append(senderJson(context, sender));
    }
    const auto page = cutPage(all, *asked);
    responder.send(page ? HttpResponse::json(200, pageOfMeta(request, *asked, u"senders"_s, *page, context.baseUrl))
                        : errorAnswer(page.error()));
}

std::optional<TwilioError> setWebhook(const QJsonObject &asked, QJsonObject *webhook)
{
    for (const auto &name : asked.keys()) {
        const auto value = asked[name];
        if (name.endsWith("_url"_L1)) {
            const bool cleared = value.isNull() || (value.isString() && value.toString().isEmpty());
            if (!cleared && !isCallbackUrl(value.toString()))
                return twilioError(20422, u"webhook.%1 is not a valid URL"_s.arg(name));
            webhook->insert(name, cleared ? QJsonValue(QJsonValue::Null) : value);
        } else if (name.endsWith("_method"_L1)) {
            if (value != "POST"_L1 && value != "PUT"_L1)
                return twilioError(20422, u"webhook.%1 is not POST or PUT"_s.arg(name));
            webhook->insert(name, value);
        }
    }
    return std::nullopt;
}

void updateSender(Context &context, const HttpRequest &request, const HttpResponder &responder)
{
    auto sender = context.state.resource(u"sender"_s, request.params[u"Sid"_s]);
    if (!sender)
        return responder.send(errorAnswer(twilioError(20404)));
    const auto document = QJsonDocument::fromJson(request.body);
    if (!document.isObject())
        return responder.send(errorAnswer(twilioError(20422, u"The body must be a JSON object"_s)));
    auto webhook = (*sender)["webhook"_L1].toObject();
    if (const auto refusal = setWebhook(document["webhook"_L1].toObject(), &webhook))
        return responder.send(errorAnswer(*refusal));
    sender->insert(u"webhook"_s, webhook);
    if (document["profile"_L1].isObject())
        sender->insert(u"profile"_s, document["profile"_L1]);
    if (!context.state.putResource(u"sender"_s, *sender))
        return responder.send(errorAnswer(twilioError(20500)));
    responder.send(HttpResponse::json(202, senderJson(context, *sender)));
}

/// What a handset shows as seen by the shop: the customer's message and all before it.
void showTyping(Context &context, const QString &channel, const QString &messageSid, const HttpResponder &responder)
{
    const auto message = context.messages.bySid(messageSid);
    if (channel.compare("whatsapp"_L1, Qt::CaseInsensitive) != 0 || !message || !message->isInbound() ||
        message->channel != Channel::WhatsApp)
        return responder.send(errorAnswer(twilioError(20422, u"messageId is no inbound WhatsApp message"_s)));
    if (!context.state.setMeta(u"seen:"_s + message->handset, messageSid))
        return responder.send(errorAnswer(twilioError(20500)));
    responder.send(HttpResponse::json(200, {{u"success"_s, true}}));
}

} // namespace

void addMessagingApi(Router &router, Context &context)
{
    router.add("GET", u"/v2/Channels/Senders"_s,
               twilioGate(context, [&context](const HttpRequest &request, const HttpResponder &responder) {
                   listSenders(context, request, responder);
               }));
    router.add("GET", u"/v2/Channels/Senders/{Sid}"_s,
               twilioGate(context, [&context](const HttpRequest &request, const HttpResponder &responder) {
                   const auto sender = context.state.resource(u"sender"_s, request.params[u"Sid"_s]);
                   responder.send(sender ? HttpResponse::json(200, senderJson(context, *sender))
                                         : errorAnswer(twilioError(20404)));
               }));
    router.add("POST", u"/v2/Channels/Senders/{Sid}"_s,
               twilioGate(context, [&context](const HttpRequest &request, const HttpResponder &responder) {
                   updateSender(context, request, responder);
               }));
    router.add("POST", u"/v2/Indicators/Typing.json"_s,
               twilioGate(context, [&context](const HttpRequest &request, const HttpResponder &responder) {
                   const auto form = request.form();
                   showTyping(context, form.value(u"channel"_s), form.value(u"messageId"_s), responder);
               }));
    router.add("POST", u"/v3/Indicators/Typing.json"_s,
               twilioGate(context, [&context](const HttpRequest &request, const HttpResponder &responder) {
                   const auto body = QJsonDocument::fromJson(request.body).object();
                   showTyping(context, body["channel"_L1].toString(), body["messageId"_L1].toString(), responder);
               }));
}

} // namespace counterbell::sandbox
