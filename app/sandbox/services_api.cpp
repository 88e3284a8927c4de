// SPDX-License-Identifier: Apache-2.0
#include "app/sandbox/messaging_api.h"

#include "app/sandbox/context.h"
#include "app/sandbox/paging.h"
#include "app/sandbox/router.h"
#include "app/sandbox/twilio_gate.h"

namespace counterbell::sandbox
{

using namespace Qt::StringLiterals;

namespace
{

/// Which parameter sets which field; both spellings are Twilio's.
const QList<std::pair<QString, QString>> &serviceFields()
{
    static const QList<std::pair<QString, QString>> fields{
        {u"FriendlyName"_s, u"friendly_name"_s},     {u"InboundRequestUrl"_s, u"inbound_request_url"_s},
        {u"InboundMethod"_s, u"inbound_method"_s},   {u"FallbackUrl"_s, u"fallback_url"_s},
        {u"FallbackMethod"_s, u"fallback_method"_s}, {u"StatusCallback"_s, u"status_callback"_s}};
    return fields;
}

QJsonObject serviceJson(const Context &context, QJsonObject service)
{
    for (const auto &[parameter, field] : serviceFields()) {
        if (service[field].toString().isEmpty())
            service.insert(field, field.endsWith("_method"_L1) ? QJsonValue(u"POST"_s) : QJsonValue(QJsonValue::Null));
    }
    service.insert(u"account_sid"_s, context.account.sid);
    service.insert(u"use_inbound_webhook_on_number"_s, true);
    service.insert(u"url"_s, context.baseUrl + u"/v1/Services/"_s + service["sid"_L1].toString());
    return service;
}

/// Creates and updates alike.
void putService(Context &context, QJsonObject service, int status, const HttpRequest &request,
                const HttpResponder &responder)
{
    const auto form = request.form();
    for (const auto &[parameter, field] : serviceFields()) {
        if (const auto value = form.find(parameter))
            service.insert(field, *value);
    }
    service.insert(u"date_updated"_s, iso8601(context.clock.nowMs()));
    if (service["friendly_name"_L1].toString().isEmpty())
        return responder.send(errorAnswer(twilioError(20422, u"FriendlyName is required"_s)));
    if (!context.state.putResource(u"service"_s, service))
        return responder.send(errorAnswer(twilioError(20500)));
    responder.send(HttpResponse::json(status, serviceJson(context, service)));
}

} // namespace

void addServicesApi(Router &router, Context &context)
{
    router.add("POST", u"/v1/Services"_s,
               twilioGate(context, [&context](const HttpRequest &request, const HttpResponder &responder) {
                   putService(context,
                              {{u"sid"_s, newSid("MG"_L1)}, {u"date_created"_s, iso8601(context.clock.nowMs())}}, 201,
                              request, responder);
               }));
    router.add("GET", u"/v1/Services"_s,
               twilioGate(context, [&context](const HttpRequest &request, const HttpResponder &responder) {
                   const auto asked = pageAsked(request);
                   if (!asked)
                       return responder.send(errorAnswer(asked.error()));
                   QJsonArray all;
                   for (const auto &service : context.state.resources(u"service"_s))
                       all.append(serviceJson(context, service));
                   const auto page = cutPage(all, *asked);
                   responder.send(page ? HttpResponse::json(
                                             200, pageOfMeta(request, *asked, u"services"_s, *page, context.baseUrl))
                                       : errorAnswer(page.error()));
               }));
    const auto one = [&](const QByteArray &method, auto call) {
        router.add(method, u"/v1/Services/{Sid}"_s,
                   twilioGate(context, [&context, call](const HttpRequest &request, const HttpResponder &responder) {
                       const auto service = context.state.resource(u"service"_s, request.params[u"Sid"_s]);
                       if (!service)
                           return responder.send(errorAnswer(twilioError(20404)));
                       call(context, *service, request, responder);
                   }));
    };
    one("GET", [](Context &c, const QJsonObject &service, const HttpRequest &, const HttpResponder &responder) {
        responder.send(HttpResponse::json(200, serviceJson(c, service)));
    });
    one("POST", [](Context &c, const QJsonObject &service, const HttpRequest &request, const HttpResponder &responder) {
        putService(c, service, 200, request, responder);
    });
    one("DELETE", [](Context &c, const QJsonObject &service, const HttpRequest &, const HttpResponder &responder) {
        const bool gone = c.state.removeResource(u"service"_s, service["sid"_L1].toString());
        responder.send(gone ? HttpResponse{204, {}, {}} : errorAnswer(twilioError(20500)));
    });
}

} // namespace counterbell::sandbox
