// SPDX-License-Identifier: Apache-2.0
#include "app/sandbox/seed_loader.h"

#include "app/sandbox/content_api.h"
#include "app/sandbox/context.h"
#include "app/sandbox/rules.h"
#include "app/sandbox/segments.h"
#include "app/sandbox/status_plan.h"

#include <QJsonArray>

namespace counterbell::sandbox
{

using namespace Qt::StringLiterals;

namespace
{

using Loaded = tl::expected<void, QString>;

Loaded written(bool ok)
{
    return ok ? Loaded() : tl::unexpected(u"The seed couldn't be written into the sandbox's database."_s);
}

/// Moments are told as minutes before now, so that a seeded shop looks lived in on the day it is opened.
qint64 minutesAgo(const QJsonValue &minutes, qint64 nowMs)
{
    return nowMs - qint64(minutes.toDouble() * 60'000);
}

/// The shop pays in its own currency.
Loaded loadAccount(Context &context, const QJsonObject &json, const QString &currency)
{
    Account account{json["accountSid"_L1].toString(), json["authToken"_L1].toString(),
                    json["whatsappSender"_L1].toString(), json["smsSender"_L1].toString(),
                    json["friendlyName"_L1].toString()};
    if (!currency.isEmpty())
        account.currency = currency;
    if (account.sid.isEmpty() || account.authToken.isEmpty() || !isE164(account.whatsappSender) ||
        !isE164(account.smsSender))
        return tl::unexpected(u"account needs accountSid, authToken, whatsappSender and smsSender."_s);
    if (!context.state.setAccount(account, context.clock.nowMs()))
        return written(false);
    context.account = account;
    return {};
}

Loaded loadTemplate(Context &context, const QJsonObject &json)
{
    const auto sid = json["sid"_L1].toString();
    if (!sid.startsWith("HX"_L1) || !json["body"_L1].isString())
        return tl::unexpected(u"templates: %1 needs an HX sid and a body."_s.arg(json["name"_L1].toString()));
    const QJsonObject types{{u"twilio/text"_s, QJsonObject{{u"body"_s, json["body"_L1]}}}};
    auto content = ContentApi::stored(sid, json["name"_L1].toString(), json["language"_L1].toString(u"en"_s),
                                      json["parameters"_L1].toObject(), types, context.clock.nowMs());
    content.insert(u"approval"_s, QJsonObject{{u"name"_s, json["name"_L1]},
                                              {u"category"_s, json["category"_L1].toString().toUpper()},
                                              {u"content_type"_s, u"twilio/text"_s},
                                              {u"status"_s, json["status"_L1].toString(u"unsubmitted"_s)},
                                              {u"rejection_reason"_s, json["rejectionReason"_L1].toString()},
                                              {u"allow_category_change"_s, true}});
    return written(context.state.putResource(u"content"_s, content));
}

/// Where a customer or a member is reached: their number, else the id under which WhatsApp knows them.
QString addressOf(const QJsonObject &person)
{
    return person["phone"_L1].toString(person["bsuid"_L1].toString());
}

Loaded loadCustomer(Context &context, const QJsonObject &json)
{
    const auto number = addressOf(json);
    if (number.isEmpty())
        return {}; // a customer without a phone has no handset
    if (!isE164(number) && !isBsuid(number))
        return tl::unexpected(u"customers: %1 is neither a number in E.164 form nor a WhatsApp id."_s.arg(number));
    const Handset handset{.number = number,
                          .onWhatsApp = json["onWhatsApp"_L1].toBool(true),
                          .landline = json["landline"_L1].toBool(false),
                          .name = json["name"_L1].toString()};
    bool ok = context.handsets.put(handset);
    if (ok && json["smsOptedOut"_L1].toBool())
        ok = context.handsets.setOptedOut(context.account.smsSender, number, true);
    if (const auto minutes = json["lastWhatsAppInboundMinutesAgo"_L1]; ok && minutes.isDouble())
        ok = context.handsets.setLastInbound(context.account.whatsappSender, number,
                                             minutesAgo(minutes, context.clock.nowMs()));
    return written(ok);
}

/// One of `messages` or of `sends`, which has a `recipient` in place of a `customer`.
Loaded loadMessage(Context &context, const QJsonObject &json, const QMap<QString, QString> &addresses)
{
    const auto sid = json["sid"_L1].toString();
    if (sid.isEmpty())
        return {}; // a note, an event, or a send that Twilio refused or never saw: the shop's own affair
    const auto recipient = json["recipient"_L1].toObject();
    const auto number = addresses.value(
        json["customer"_L1].toString(recipient["customer"_L1].toString(recipient["member"_L1].toString())));
    if (number.isEmpty())
        return tl::unexpected(u"messages: %1 is to nobody who has a phone."_s.arg(sid));
    const bool whatsApp = json["channel"_L1].toString() == "whatsapp"_L1;
    const bool inbound = json["direction"_L1].toString() == "inbound"_L1;
    const auto prefix = whatsApp ? u"whatsapp:"_s : QString();
    const auto customer = prefix + number;
    const auto shop = prefix + (whatsApp ? context.account.whatsappSender : context.account.smsSender);
    const auto at = minutesAgo(json["minutesAgo"_L1], context.clock.nowMs());

    Message message{.sid = sid,
                    .direction = inbound ? u"inbound"_s : u"outbound-api"_s,
                    .channel = whatsApp ? Channel::WhatsApp : Channel::Sms,
                    .from = inbound ? customer : shop,
                    .to = inbound ? shop : customer,
                    .body = json["body"_L1].toString(),
                    .status = json["status"_L1].toString(inbound ? u"received"_s : u"delivered"_s),
                    .errorCode = json["errorCode"_L1].toInt(),
                    .createdMs = at,
                    .sentMs = at,
                    .updatedMs = at,
                    .templateSid = json["templateSid"_L1].toString(),
                    .handset = number,
                    .seeded = true};
    message.segments = whatsApp ? 1 : json["segments"_L1].toInt(countSegments(message.body).segments);
    if (message.status == "failed"_L1)
        message.sentMs = 0;
    else
        message.price = priceOf(message, context.account.currency);
    return written(context.messages.insert(message));
}

Loaded loadAll(Context &context, const QJsonObject &seed)
{
    if (auto loaded =
            loadAccount(context, seed["account"_L1].toObject(), seed["workspace"_L1]["currency"_L1].toString());
        !loaded)
        return loaded;
    for (const auto item : seed["templates"_L1].toArray()) {
        if (auto loaded = loadTemplate(context, item.toObject()); !loaded)
            return loaded;
    }
    QMap<QString, QString> addresses;
    for (const auto item : seed["members"_L1].toArray())
        addresses.insert(item.toObject()["key"_L1].toString(), addressOf(item.toObject()));
    for (const auto item : seed["customers"_L1].toArray()) {
        const auto customer = item.toObject();
        addresses.insert(customer["key"_L1].toString(), addressOf(customer));
        if (auto loaded = loadCustomer(context, customer); !loaded)
            return loaded;
    }
    for (const auto &section : {u"messages"_s, u"sends"_s}) {
        for (const auto item : seed[section].toArray()) {
            if (auto loaded = loadMessage(context, item.toObject(), addresses); !loaded)
                return loaded;
        }
    }
    return written(context.state.setMeta(u"seeded"_s, u"1"_s));
}

} // namespace

tl::expected<void, QString> loadSeed(Context &context, const QJsonObject &seed)
{
    const auto before = context.account;
    Loaded outcome;
    const bool committed = context.database.transaction([&] {
        outcome = loadAll(context, seed);
        return outcome.has_value();
    });
    if (!committed)
        context.account = before;
    return outcome && !committed ? written(false) : outcome;
}

} // namespace counterbell::sandbox
