// SPDX-License-Identifier: Apache-2.0
#include "app/sandbox/account_api.h"

#include "app/sandbox/context.h"
#include "app/sandbox/router.h"
#include "app/sandbox/twilio_errors.h"
#include "app/sandbox/twilio_gate.h"

namespace counterbell::sandbox
{

using namespace Qt::StringLiterals;

namespace
{

void fetchAccount(const Context &context, const HttpResponder &responder)
{
    const auto path = context.accountPath();
    QJsonObject links;
    for (const auto &[key, name] :
         {std::pair(u"messages"_s, u"Messages"_s), std::pair(u"balance"_s, u"Balance"_s),
          std::pair(u"keys"_s, u"Keys"_s), std::pair(u"incoming_phone_numbers"_s, u"IncomingPhoneNumbers"_s)})
        links.insert(key, path + u'/' + name + u".json"_s);
    const auto created = rfc2822(context.state.meta(u"createdMs"_s).toLongLong());
    responder.send(HttpResponse::json(200, {{u"auth_token"_s, context.account.authToken},
                                            {u"date_created"_s, created},
                                            {u"date_updated"_s, created},
                                            {u"friendly_name"_s, context.account.friendlyName},
                                            {u"owner_account_sid"_s, context.account.sid},
                                            {u"sid"_s, context.account.sid},
                                            {u"status"_s, u"active"_s},
                                            {u"subresource_uris"_s, links},
                                            {u"type"_s, u"Full"_s},
                                            {u"uri"_s, path + u".json"_s}}));
}

void createKey(Context &context, const HttpRequest &request, const HttpResponder &responder)
{
    const auto created = rfc2822(context.clock.nowMs());
    const QJsonObject key{{u"sid"_s, newSid("SK"_L1)},
                          {u"friendly_name"_s, request.form().value(u"FriendlyName"_s)},
                          {u"date_created"_s, created},
                          {u"date_updated"_s, created},
                          {u"secret"_s, newSid(""_L1)}};
    if (!context.state.putResource(u"key"_s, key))
        return responder.send(errorAnswer(twilioError(20500)));
    responder.send(HttpResponse::json(201, key));
}

} // namespace

void addAccountApi(Router &router, Context &context)
{
    router.add(
        "GET", u"/2010-04-01/Accounts/{AccountSid}.json"_s,
        twilioGate(
            context,
            [&context](const HttpRequest &, const HttpResponder &responder) { fetchAccount(context, responder); },
            Access::AuthTokenOnly));
    router.add("POST", u"/2010-04-01/Accounts/{AccountSid}/Keys.json"_s,
               twilioGate(
                   context,
                   [&context](const HttpRequest &request, const HttpResponder &responder) {
                       createKey(context, request, responder);
                   },
                   Access::AuthTokenOnly));
    router.add("GET", u"/2010-04-01/Accounts/{AccountSid}/Balance.json"_s,
               twilioGate(context, [&context](const HttpRequest &, const HttpResponder &responder) {
                   responder.send(HttpResponse::json(200, {{u"account_sid"_s, context.account.sid},
                                                           {u"balance"_s, u"100.00"_s},
                                                           {u"currency"_s, context.account.currency}}));
               }));
}

} // namespace counterbell::sandbox
