// SPDX-License-Identifier: Apache-2.0
#include "app/sandbox/content_api.h"

#include "app/sandbox/context.h"
#include "app/sandbox/paging.h"
#include "app/sandbox/router.h"
#include "app/sandbox/twilio_gate.h"

#include <QJsonDocument>
#include <QRegularExpression>

namespace counterbell::sandbox
{

using namespace Qt::StringLiterals;

namespace
{

/// The checks of a create or update; nullopt when the body can be kept.
std::optional<TwilioError> checkContent(const QJsonObject &body)
{
    if (!body["language"_L1].isString() || !body["types"_L1].isObject() || body["types"_L1].toObject().isEmpty())
        return twilioError(20422, u"language and types are required"_s);
    if (body.contains("variables"_L1) && !body["variables"_L1].isObject())
        return twilioError(20422, u"variables must be an object"_s);
    return std::nullopt;
}

QJsonObject unsubmitted(const QString &contentType)
{
    return {{u"name"_s, u""_s},
            {u"category"_s, u""_s},
            {u"content_type"_s, contentType},
            {u"status"_s, u"unsubmitted"_s},
            {u"rejection_reason"_s, u""_s},
            {u"allow_category_change"_s, true}};
}

} // namespace

QJsonObject ContentApi::stored(const QString &sid, const QString &name, const QString &language,
                               const QJsonObject &variables, const QJsonObject &types, qint64 nowMs)
{
    return {{u"sid"_s, sid},
            {u"friendly_name"_s, name},
            {u"language"_s, language},
            {u"variables"_s, variables},
            {u"types"_s, types},
            {u"date_created"_s, iso8601(nowMs)},
            {u"date_updated"_s, iso8601(nowMs)},
            {u"approval"_s, unsubmitted(types.keys().value(0))}};
}

void ContentApi::add(Router &router, const QByteArray &method, const QString &path, Call call)
{
    router.add(method, path,
               twilioGate(m_context, [this, call](const HttpRequest &request, const HttpResponder &responder) {
                   (this->*call)(request, responder);
               }));
}

void ContentApi::addTo(Router &router)
{
    for (const auto &path :
         {u"/v1/Content"_s, u"/v2/Content"_s, u"/v1/ContentAndApprovals"_s, u"/v2/ContentAndApprovals"_s})
        add(router, "GET", path, &ContentApi::list);
    add(router, "POST", u"/v1/Content"_s, &ContentApi::create);
    add(router, "GET", u"/v1/Content/{Sid}"_s, &ContentApi::fetch);
    add(router, "PUT", u"/v1/Content/{Sid}"_s, &ContentApi::update);
    add(router, "DELETE", u"/v1/Content/{Sid}"_s, &ContentApi::remove);
    add(router, "GET", u"/v1/Content/{Sid}/ApprovalRequests"_s, &ContentApi::fetchApproval);
    add(router, "POST", u"/v1/Content/{Sid}/ApprovalRequests/whatsapp"_s, &ContentApi::requestApproval);
}

QJsonObject ContentApi::shown(QJsonObject content, bool withApproval) const
{
    const auto approval = content.take(u"approval"_s);
    const auto url = m_context.baseUrl + u"/v1/Content/"_s + content["sid"_L1].toString();
    content.insert(u"account_sid"_s, m_context.account.sid);
    if (withApproval) {
        content.insert(u"approval_requests"_s, approval);
    } else {
        content.insert(u"url"_s, url);
        content.insert(u"links"_s, QJsonObject{{u"approval_create"_s, url + u"/ApprovalRequests/whatsapp"_s},
                                               {u"approval_fetch"_s, url + u"/ApprovalRequests"_s}});
    }
    return content;
}

void ContentApi::list(const HttpRequest &request, const HttpResponder &responder)
{
    const auto asked = pageAsked(request);
    if (!asked)
        return responder.send(errorAnswer(asked.error()));
    const bool withApproval = request.route.endsWith("ContentAndApprovals"_L1);
    const bool filters = request.route.startsWith("/v2/"_L1);
    QJsonArray all;
    for (const auto &content : m_context.state.resources(u"content"_s)) {
        const auto name = request.query.value(u"ContentName"_s);
        const auto languages = request.query.values(u"Language"_s);
        if (filters && !name.isEmpty() && content["friendly_name"_L1].toString() != name)
            continue;
        if (filters && !languages.isEmpty() && !languages.contains(content["language"_L1].toString()))
            continue;
        all.append(shown(content, withApproval));
    }
    const auto page = cutPage(all, *asked);
    responder.send(page ? HttpResponse::json(200, pageOfMeta(request, *asked, u"contents"_s, *page, m_context.baseUrl))
                        : errorAnswer(page.error()));
}

void ContentApi::create(const HttpRequest &request, const HttpResponder &responder)
{
    const auto body = QJsonDocument::fromJson(request.body).object();
    if (const auto refusal = checkContent(body))
        return responder.send(errorAnswer(*refusal));
    const auto content = stored(newSid("HX"_L1), body["friendly_name"_L1].toString(), body["language"_L1].toString(),
                                body["variables"_L1].toObject(), body["types"_L1].toObject(), m_context.clock.nowMs());
    if (!m_context.state.putResource(u"content"_s, content))
        return responder.send(errorAnswer(twilioError(20500)));
    responder.send(HttpResponse::json(201, shown(content, false)));
}

void ContentApi::fetch(const HttpRequest &request, const HttpResponder &responder)
{
    const auto content = m_context.state.resource(u"content"_s, request.params[u"Sid"_s]);
    responder.send(content ? HttpResponse::json(200, shown(*content, false)) : errorAnswer(twilioError(20404)));
}

void ContentApi::update(const HttpRequest &request, const HttpResponder &responder)
{
    auto content = m_context.state.resource(u"content"_s, request.params[u"Sid"_s]);
    if (!content)
        return responder.send(errorAnswer(twilioError(20404)));
    const auto body = QJsonDocument::fromJson(request.body).object();
    if (const auto refusal = checkContent(body))
        return responder.send(errorAnswer(*refusal));
    for (const auto &field : {u"friendly_name"_s, u"language"_s, u"variables"_s, u"types"_s}) {
        if (body.contains(field))
            content->insert(field, body[field]);
    }
    content->insert(u"date_updated"_s, iso8601(m_context.clock.nowMs()));
    if (!m_context.state.putResource(u"content"_s, *content))
        return responder.send(errorAnswer(twilioError(20500)));
    responder.send(HttpResponse::json(200, shown(*content, false)));
}

void ContentApi::remove(const HttpRequest &request, const HttpResponder &responder)
{
    const auto sid = request.params[u"Sid"_s];
    if (!m_context.state.resource(u"content"_s, sid))
        return responder.send(errorAnswer(twilioError(20404)));
    if (!m_context.state.removeResource(u"content"_s, sid))
        return responder.send(errorAnswer(twilioError(20500)));
    responder.send({204, {}, {}});
}

void ContentApi::fetchApproval(const HttpRequest &request, const HttpResponder &responder)
{
    const auto content = m_context.state.resource(u"content"_s, request.params[u"Sid"_s]);
    if (!content)
        return responder.send(errorAnswer(twilioError(20404)));
    auto approval = (*content)["approval"_L1].toObject();
    approval.insert(u"type"_s, u"whatsapp"_s);
    responder.send(HttpResponse::json(200, {{u"sid"_s, (*content)["sid"_L1]},
                                            {u"account_sid"_s, m_context.account.sid},
                                            {u"whatsapp"_s, approval},
                                            {u"url"_s, m_context.baseUrl + QString::fromLatin1(request.path)}}));
}

void ContentApi::requestApproval(const HttpRequest &request, const HttpResponder &responder)
{
    auto content = m_context.state.resource(u"content"_s, request.params[u"Sid"_s]);
    if (!content)
        return responder.send(errorAnswer(twilioError(20404)));
    static const QRegularExpression nameForm(u"\\A[a-z0-9_]{1,512}\\z"_s);
    static const QStringList categories{u"UTILITY"_s, u"MARKETING"_s, u"AUTHENTICATION"_s};
    const auto body = QJsonDocument::fromJson(request.body).object();
    const auto category = body["category"_L1].toString().toUpper();
    if (!nameForm.match(body["name"_L1].toString()).hasMatch() || !categories.contains(category))
        return responder.send(errorAnswer(twilioError(20422, u"name or category is not valid"_s)));
    auto approval = (*content)["approval"_L1].toObject();
    approval.insert(u"name"_s, body["name"_L1]);
    approval.insert(u"category"_s, category);
    approval.insert(u"status"_s, u"pending"_s);
    approval.insert(u"rejection_reason"_s, u""_s);
    approval.insert(u"allow_category_change"_s, body["allow_category_change"_L1].toBool(true));
    content->insert(u"approval"_s, approval);
    if (!m_context.state.putResource(u"content"_s, *content))
        return responder.send(errorAnswer(twilioError(20500)));
    approval.insert(u"status"_s, u"received"_s); // what the first answer says, before Meta has it (FACTS 6.1)
    responder.send(HttpResponse::json(201, approval));
}

} // namespace counterbell::sandbox
