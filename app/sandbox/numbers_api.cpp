// SPDX-License-Identifier: Apache-2.0
#include "app/sandbox/account_api.h"

#include "app/sandbox/context.h"
#include "app/sandbox/paging.h"
#include "app/sandbox/router.h"
#include "app/sandbox/rules.h"
#include "app/sandbox/twilio_gate.h"

namespace counterbell::sandbox
{

using namespace Qt::StringLiterals;

namespace
{

QJsonObject numberJson(const Context &context, QJsonObject number)
{
    const auto created = number.take(u"created_ms"_s).toInteger();
    const auto updated = number.take(u"updated_ms"_s).toInteger();
    const auto null = QJsonValue(QJsonValue::Null);
    if (number["sms_application_sid"_L1].toString().isEmpty()) // unset URLs are "", unset sids null
        number.insert(u"sms_application_sid"_s, null);
    number.insert(u"account_sid"_s, context.account.sid);
    number.insert(u"api_version"_s, u"2010-04-01"_s);
    number.insert(u"beta"_s, false);
    number.insert(u"capabilities"_s,
                  QJsonObject{{u"voice"_s, false}, {u"sms"_s, true}, {u"mms"_s, true}, {u"fax"_s, false}});
    number.insert(u"date_created"_s, rfc2822(created));
    number.insert(u"date_updated"_s, rfc2822(updated));
    number.insert(u"address_requirements"_s, u"none"_s);
    number.insert(u"address_sid"_s, null);
    number.insert(u"origin"_s, u"twilio"_s);
    number.insert(u"status"_s, u"in-use"_s);
    number.insert(u"voice_url"_s, null);
    number.insert(u"uri"_s,
                  context.accountPath() + u"/IncomingPhoneNumbers/"_s + number["sid"_L1].toString() + u".json"_s);
    return number;
}

void listNumbers(const Context &context, const HttpRequest &request, const HttpResponder &responder)
{
    const auto asked = pageAsked(request);
    if (!asked)
        return responder.send(errorAnswer(asked.error()));
    QJsonArray all;
    for (const auto &number : context.state.resources(u"number"_s)) {
        const auto wanted = request.query.value(u"PhoneNumber"_s);
        if (wanted.isEmpty() || number["phone_number"_L1].toString().contains(wanted))
            all.append(numberJson(context, number));
    }
    const auto page = cutPage(all, *asked);
    responder.send(page ? HttpResponse::json(200, pageOf2010(request, *asked, u"incoming_phone_numbers"_s, *page))
                        : errorAnswer(page.error()));
}

void updateNumber(Context &context, const HttpRequest &request, const HttpResponder &responder)
{
    auto number = context.state.resource(u"number"_s, request.params[u"Sid"_s]);
    if (!number)
        return responder.send(errorAnswer(twilioError(20404)));
    const auto form = request.form();
    const auto set = [&](const QString &parameter, const QString &field) {
        if (const auto value = form.find(parameter))
            number->insert(field, *value);
    };
    for (const auto &name : {u"SmsUrl"_s, u"SmsFallbackUrl"_s}) {
        if (const auto url = form.find(name); url && !url->isEmpty() && !isCallbackUrl(*url))
            return responder.send(errorAnswer(twilioError(20422, u"%1 is not a valid URL"_s.arg(name))));
    }
    for (const auto &name : {u"SmsMethod"_s, u"SmsFallbackMethod"_s}) {
        if (const auto method = form.find(name); method && *method != "POST"_L1 && *method != "GET"_L1)
            return responder.send(errorAnswer(twilioError(20422, u"%1 is not GET or POST"_s.arg(name))));
    }
    set(u"SmsUrl"_s, u"sms_url"_s);
    set(u"SmsMethod"_s, u"sms_method"_s);
    set(u"SmsFallbackUrl"_s, u"sms_fallback_url"_s);
    set(u"SmsFallbackMethod"_s, u"sms_fallback_method"_s);
    set(u"SmsApplicationSid"_s, u"sms_application_sid"_s);
    set(u"StatusCallback"_s, u"status_callback"_s);
    set(u"FriendlyName"_s, u"friendly_name"_s);
    number->insert(u"updated_ms"_s, context.clock.nowMs());
    if (!context.state.putResource(u"number"_s, *number))
        return responder.send(errorAnswer(twilioError(20500)));
    responder.send(HttpResponse::json(200, numberJson(context, *number)));
}

} // namespace

void addNumbersApi(Router &router, Context &context)
{
    const auto base = u"/2010-04-01/Accounts/{AccountSid}/IncomingPhoneNumbers"_s;
    router.add("GET", base + u".json"_s,
               twilioGate(context, [&context](const HttpRequest &request, const HttpResponder &responder) {
                   listNumbers(context, request, responder);
               }));
    router.add("GET", base + u"/{Sid}.json"_s,
               twilioGate(context, [&context](const HttpRequest &request, const HttpResponder &responder) {
                   const auto number = context.state.resource(u"number"_s, request.params[u"Sid"_s]);
                   responder.send(number ? HttpResponse::json(200, numberJson(context, *number))
                                         : errorAnswer(twilioError(20404)));
               }));
    router.add("POST", base + u"/{Sid}.json"_s,
               twilioGate(context, [&context](const HttpRequest &request, const HttpResponder &responder) {
                   updateNumber(context, request, responder);
               }));
}

} // namespace counterbell::sandbox
