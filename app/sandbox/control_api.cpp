// SPDX-License-Identifier: Apache-2.0
#include "app/sandbox/control_api.h"

#include "app/sandbox/context.h"
#include "app/sandbox/delivery.h"
#include "app/sandbox/inbound.h"
#include "app/sandbox/router.h"
#include "app/sandbox/rules.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace counterbell::sandbox
{

using namespace Qt::StringLiterals;

namespace
{

constexpr double kMaxAdvance = 10.0 * 366 * 24 * 3600;

HttpResponse refusal(int status, const QString &sentence)
{
    return HttpResponse::json(status, {{u"error"_s, sentence}});
}

/// The request's JSON object; answers itself when there is none.
std::optional<QJsonObject> objectOf(const HttpRequest &request, const HttpResponder &responder)
{
    const auto document = QJsonDocument::fromJson(request.body);
    if (document.isObject())
        return document.object();
    responder.send(refusal(400, u"The body must be a JSON object."_s));
    return std::nullopt;
}

/// The handset's number, with or without its plus; answers itself when it is none.
std::optional<QString> numberOf(const HttpRequest &request, const HttpResponder &responder)
{
    auto number = request.params.value(u"number"_s);
    if (!number.startsWith(u'+'))
        number.prepend(u'+');
    if (isE164(number))
        return number;
    responder.send(refusal(400, u"%1 is not a phone number in E.164 form."_s.arg(number)));
    return std::nullopt;
}

QJsonObject handsetJson(const Context &context, const Handset &handset)
{
    return {{u"number"_s, handset.number},       {u"onWhatsApp"_s, handset.onWhatsApp},
            {u"reachable"_s, handset.reachable}, {u"reads"_s, handset.reads},
            {u"landline"_s, handset.landline},   {u"seen"_s, context.state.meta(u"seen:"_s + handset.number)}};
}

QJsonObject countsJson(const QMap<QString, int> &counts)
{
    QJsonObject json;
    for (const auto &key : counts.keys())
        json.insert(key, counts[key]);
    return json;
}

} // namespace

void ControlApi::add(Router &router, const QByteArray &method, const QString &path, Call call)
{
    router.add(method, path, [this, call](const HttpRequest &request, const HttpResponder &responder) {
        (this->*call)(request, responder);
    });
}

void ControlApi::addTo(Router &router)
{
    add(router, "POST", u"/sandbox/handsets/{number}/messages"_s, &ControlApi::handsetWrites);
    add(router, "GET", u"/sandbox/handsets/{number}/messages"_s, &ControlApi::handsetMessages);
    add(router, "GET", u"/sandbox/handsets/{number}"_s, &ControlApi::showHandset);
    add(router, "PATCH", u"/sandbox/handsets/{number}"_s, &ControlApi::changeHandset);
    add(router, "POST", u"/sandbox/clock"_s, &ControlApi::moveClock);
    add(router, "POST", u"/sandbox/faults"_s, &ControlApi::setFaults);
    add(router, "GET", u"/sandbox/account"_s, &ControlApi::showAccount);
}

void ControlApi::handsetWrites(const HttpRequest &request, const HttpResponder &responder)
{
    const auto number = numberOf(request, responder);
    if (!number)
        return;
    const auto json = objectOf(request, responder);
    if (!json)
        return;
    const auto writes = HandsetWrites::fromJson(*json);
    if (!writes)
        return responder.send(refusal(400, writes.error()));
    const auto sid = receiveFromHandset(m_context, *number, *writes);
    responder.send(sid ? HttpResponse::json(201, {{u"sid"_s, *sid}}) : refusal(409, sid.error()));
}

void ControlApi::handsetMessages(const HttpRequest &request, const HttpResponder &responder)
{
    const auto number = numberOf(request, responder);
    if (!number)
        return;
    QJsonArray items;
    for (const auto &message : m_context.messages.onHandset(*number)) {
        QJsonArray media;
        if (message.mediaCount > 0) {
            for (const auto &medium : m_context.messages.mediaOf(message.sid))
                media.append(medium.sourceUrl);
        }
        items.append(QJsonObject{{u"sid"_s, message.sid},
                                 {u"channel"_s, channelName(message.channel)},
                                 {u"from"_s, bareAddress(message.from)},
                                 {u"body"_s, message.body},
                                 {u"media"_s, media},
                                 {u"at"_s, isoMillis(message.handsetMs)}});
    }
    responder.send(HttpResponse::json(200, {{u"items"_s, items}}));
}

void ControlApi::showHandset(const HttpRequest &request, const HttpResponder &responder)
{
    if (const auto number = numberOf(request, responder))
        responder.send(HttpResponse::json(200, handsetJson(m_context, m_context.handsets.get(*number))));
}

void ControlApi::changeHandset(const HttpRequest &request, const HttpResponder &responder)
{
    const auto number = numberOf(request, responder);
    if (!number)
        return;
    const auto json = objectOf(request, responder);
    if (!json)
        return;
    auto handset = m_context.handsets.get(*number);
    const QMap<QString, bool *> fields{{u"onWhatsApp"_s, &handset.onWhatsApp},
                                       {u"reachable"_s, &handset.reachable},
                                       {u"reads"_s, &handset.reads},
                                       {u"landline"_s, &handset.landline}};
    for (const auto &key : json->keys()) {
        auto *field = fields.value(key);
        if (!field)
            return responder.send(refusal(400, u"%1 is not a field of a handset."_s.arg(key)));
        if (!(*json)[key].isBool())
            return responder.send(refusal(400, u"%1 must be true or false."_s.arg(key)));
        *field = (*json)[key].toBool();
    }
    if (!m_context.handsets.put(handset))
        return responder.send(refusal(500, u"The sandbox couldn't write the handset down."_s));
    m_context.delivery->handsetChanged(*number);
    responder.send(HttpResponse::json(200, handsetJson(m_context, handset)));
}

void ControlApi::moveClock(const HttpRequest &request, const HttpResponder &responder)
{
    const auto json = objectOf(request, responder);
    if (!json)
        return;
    const auto seconds = (*json)["advanceSeconds"_L1];
    const double asked = seconds.toDouble(-1);
    if (json->size() != 1 || !seconds.isDouble() || asked < 0 || asked > kMaxAdvance || asked != std::floor(asked))
        return responder.send(refusal(400, u"advanceSeconds must be a whole number of seconds, 0 or more."_s));
    // Our own clock is written down first: a restarted core takes the offset from here.
    const auto offset = m_context.clock.offsetSeconds() + qint64(asked);
    if (!m_context.state.setMeta(u"clockOffsetSeconds"_s, QString::number(offset)))
        return responder.send(refusal(500, u"The sandbox couldn't write the clock down."_s));
    m_context.clock.setOffsetSeconds(offset);
    const auto finish = [this, responder, offset](bool ok) {
        responder.send(
            ok ? HttpResponse::json(200, {{u"offsetSeconds"_s, offset}, {u"now"_s, isoMillis(m_context.clock.nowMs())}})
               : refusal(503, u"The sandbox's clock has moved, the core's hasn't followed."_s));
    };
    if (m_follower)
        m_follower(offset, finish);
    else
        finish(true);
}

void ControlApi::setFaults(const HttpRequest &request, const HttpResponder &responder)
{
    const auto json = objectOf(request, responder);
    if (!json)
        return;
    const auto faults = Faults::fromJson(*json);
    if (!faults)
        return responder.send(refusal(400, faults.error()));
    m_context.faults = *faults;
    responder.send(HttpResponse::json(200, faults->toJson()));
}

void ControlApi::showAccount(const HttpRequest &, const HttpResponder &responder)
{
    const auto &traffic = m_context.traffic;
    QJsonObject requests;
    for (const auto &path : traffic.requests.keys())
        requests.insert(path, countsJson(traffic.requests[path]));
    responder.send(
        HttpResponse::json(200, {{u"accountSid"_s, m_context.account.sid},
                                 {u"requests"_s, requests},
                                 {u"messages"_s, countsJson(m_context.messages.countsByStatus())},
                                 {u"seededMessages"_s, m_context.messages.seededCount()},
                                 {u"webhooks"_s, QJsonObject{{u"tried"_s, traffic.webhooksTried},
                                                             {u"answered"_s, traffic.webhooksAnswered},
                                                             {u"byStatus"_s, countsJson(traffic.webhookAnswers)},
                                                             {u"givenUp"_s, traffic.webhooksGivenUp}}},
                                 {u"clock"_s, QJsonObject{{u"offsetSeconds"_s, m_context.clock.offsetSeconds()},
                                                          {u"now"_s, isoMillis(m_context.clock.nowMs())}}},
                                 {u"faults"_s, m_context.faults.toJson()}}));
}

} // namespace counterbell::sandbox
