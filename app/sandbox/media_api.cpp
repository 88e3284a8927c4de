// SPDX-License-Identifier: Apache-2.0
#include "app/sandbox/media_api.h"

#include "app/sandbox/context.h"
#include "app/sandbox/message_json.h"
#include "app/sandbox/paging.h"
#include "app/sandbox/router.h"
#include "app/sandbox/twilio_gate.h"

namespace counterbell::sandbox
{

using namespace Qt::StringLiterals;

namespace
{

constexpr qint64 kLinkLifeMs = 60'000;

std::optional<Media> mediumOf(const Context &context, const HttpRequest &request)
{
    auto medium = context.messages.media(request.params[u"Sid"_s]);
    return medium && medium->messageSid == request.params[u"MessageSid"_s] ? medium : std::nullopt;
}

} // namespace

MediaApi::MediaApi(Context &context) : m_context(context)
{
    m_steady.start();
}

void MediaApi::addTo(Router &router)
{
    const auto add = [&](const QByteArray &method, const QString &path,
                         void (MediaApi::*call)(const HttpRequest &, const HttpResponder &)) {
        router.add(method, u"/2010-04-01/Accounts/{AccountSid}/Messages/{MessageSid}/"_s + path,
                   twilioGate(m_context, [this, call](const HttpRequest &request, const HttpResponder &responder) {
                       (this->*call)(request, responder);
                   }));
    };
    add("GET", u"Media.json"_s, &MediaApi::list);
    add("GET", u"Media/{Sid}.json"_s, &MediaApi::fetch);
    add("DELETE", u"Media/{Sid}.json"_s, &MediaApi::remove);
    add("GET", u"Media/{Sid}"_s, &MediaApi::redirect);
    add("DELETE", u"Media/{Sid}"_s, &MediaApi::remove);
}

void MediaApi::list(const HttpRequest &request, const HttpResponder &responder)
{
    const auto asked = pageAsked(request);
    if (!asked)
        return responder.send(errorAnswer(asked.error()));
    if (!m_context.messages.bySid(request.params[u"MessageSid"_s]))
        return responder.send(errorAnswer(twilioError(20404)));
    QJsonArray all;
    for (const auto &medium : m_context.messages.mediaOf(request.params[u"MessageSid"_s]))
        all.append(mediaJson(m_context, medium));
    const auto page = cutPage(all, *asked);
    responder.send(page ? HttpResponse::json(200, pageOf2010(request, *asked, u"media_list"_s, *page))
                        : errorAnswer(page.error()));
}

void MediaApi::fetch(const HttpRequest &request, const HttpResponder &responder)
{
    const auto medium = mediumOf(m_context, request);
    responder.send(medium ? HttpResponse::json(200, mediaJson(m_context, *medium)) : errorAnswer(twilioError(20404)));
}

void MediaApi::redirect(const HttpRequest &request, const HttpResponder &responder)
{
    const auto medium = mediumOf(m_context, request);
    if (!medium)
        return responder.send(errorAnswer(twilioError(20404)));
    const auto now = m_steady.elapsed();
    m_links.removeIf([now](const auto &link) { return link->untilMs < now; });
    const auto key = newSid(""_L1);
    m_links.insert(key, {medium->sid, now + kLinkLifeMs});
    const auto location = m_context.mediaBaseUrl + u"/media/"_s + key;
    responder.send({307, {{"Location", location.toLatin1()}}, {}});
}

void MediaApi::remove(const HttpRequest &request, const HttpResponder &responder)
{
    const auto medium = mediumOf(m_context, request);
    if (!medium)
        return responder.send(errorAnswer(twilioError(20404)));
    if (!m_context.messages.removeMedia(medium->sid))
        return responder.send(errorAnswer(twilioError(20500)));
    responder.send({204, {}, {}});
}

void MediaApi::serveLink(const HttpRequest &request, const HttpResponder &responder)
{
    const auto refuse = [&](int status, const char *text) {
        responder.send({status, {{"Content-Type", "text/plain"}}, text});
    };
    if (!request.header("Authorization").isNull())
        return refuse(400, "Only one auth mechanism allowed");
    const auto key = QString::fromLatin1(request.path.mid(int(qstrlen("/media/"))));
    const auto link = m_links.constFind(key);
    if (request.method != "GET" || !request.path.startsWith("/media/") || link == m_links.constEnd())
        return refuse(404, "No such key");
    if (link->untilMs < m_steady.elapsed())
        return refuse(403, "Request has expired");
    const auto medium = m_context.messages.media(link->mediaSid);
    if (!medium)
        return refuse(404, "No such key");
    responder.send({200, {{"Content-Type", medium->contentType.toLatin1()}}, medium->bytes});
}

} // namespace counterbell::sandbox
