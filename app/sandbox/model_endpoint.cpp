// SPDX-License-Identifier: Apache-2.0
#include "app/sandbox/model_endpoint.h"

#include "app/sandbox/model_script.h"
#include "app/sandbox/router.h"
#include "app/sandbox/seed_shop.h"

#include <QDateTime>
#include <QJsonDocument>
#include <QRandomGenerator>
#include <QTimer>

#include <chrono>

using namespace Qt::StringLiterals;

namespace counterbell::sandbox
{

namespace
{

constexpr size_t kKeptRequests = 50;

/// OpenAI's error shape: clients read `error.message`, `error.type` and `error.code`.
HttpResponse problem(int status, const QString &type, const QString &code, const QString &message)
{
    return HttpResponse::json(
        status, {{u"error"_s, QJsonObject{{u"message"_s, message},
                                          {u"type"_s, type},
                                          {u"param"_s, QJsonValue::Null},
                                          {u"code"_s, code.isEmpty() ? QJsonValue() : QJsonValue(code)}}}});
}

HttpResponse invalid(const QString &message)
{
    return problem(400, u"invalid_request_error"_s, {}, message);
}

QStringList toolNames(const QJsonArray &tools)
{
    QStringList names;
    for (const auto &tool : tools)
        names << tool.toObject().value("function"_L1).toObject().value("name"_L1).toString();
    return names;
}

/// Roughly four characters a token, which is what the usage figures are good for here.
int tokensIn(const QByteArray &text)
{
    return static_cast<int>(text.size() / 4) + 1;
}

} // namespace

ModelEndpoint::ModelEndpoint(QString name, QString apiKey, QObject *parent)
    : QObject(parent), m_name(std::move(name)), m_apiKey(std::move(apiKey))
{
}

void ModelEndpoint::addTo(Router &router)
{
    router.add("POST", u"/v1/chat/completions"_s,
               [this](const HttpRequest &request, const HttpResponder &responder) { complete(request, responder); });
    router.add("GET", u"/sandbox/model/requests"_s,
               [this](const HttpRequest &, const HttpResponder &responder) { responder.send(listRequests()); });
    router.add("POST", u"/sandbox/model/faults"_s, [this](const HttpRequest &request, const HttpResponder &responder) {
        responder.send(setFaults(request));
    });
}

void ModelEndpoint::complete(const HttpRequest &request, const HttpResponder &responder)
{
    // Decided now, told later: what is asked in between must not change this answer.
    const auto response = answer(request);
    if (response.status != 200)
        return responder.send(response);
    const auto delay = std::chrono::milliseconds(200 + QRandomGenerator::global()->bounded(301) + m_faults.delayMs);
    QTimer::singleShot(delay, this, [responder, response] { responder.send(response); });
}

HttpResponse ModelEndpoint::answer(const HttpRequest &request)
{
    const bool isAuthorized = request.header("Authorization") == "Bearer " + m_apiKey.toUtf8();
    const auto document = QJsonDocument::fromJson(request.body);
    const auto body = document.object();
    m_requests.push_back(
        {{u"at"_s, QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs)},
         {u"authorized"_s, isAuthorized},
         {u"body"_s, document.isObject() ? QJsonValue(body) : QJsonValue(QString::fromUtf8(request.body))}});
    if (m_requests.size() > kKeptRequests)
        m_requests.pop_front();

    if (!isAuthorized)
        return problem(401, u"invalid_request_error"_s, u"invalid_api_key"_s, u"Incorrect API key provided."_s);
    if (m_faults.errors > 0) {
        --m_faults.errors;
        return problem(500, u"server_error"_s, {}, u"The server had an error while processing your request."_s);
    }
    if (!document.isObject())
        return invalid(u"We could not parse the JSON body of your request."_s);
    if (body.value("model"_L1).toString() != m_name)
        return problem(404, u"invalid_request_error"_s, u"model_not_found"_s,
                       u"The model `%1` does not exist."_s.arg(body.value("model"_L1).toString()));
    const auto messages = body.value("messages"_L1).toArray();
    if (messages.isEmpty())
        return invalid(u"'messages' must be a list of at least one message."_s);
    if (body.value("stream"_L1).toBool())
        return invalid(u"This model does not stream."_s);

    const auto reply = nextReply(messages, toolNames(body.value("tools"_L1).toArray()));
    QJsonObject message{{u"role"_s, u"assistant"_s}, {u"content"_s, reply.text}};
    if (!reply.tool.isEmpty()) {
        const auto arguments = QString::fromUtf8(QJsonDocument(reply.arguments).toJson(QJsonDocument::Compact));
        message.insert(u"content"_s, QJsonValue::Null);
        message.insert(u"tool_calls"_s,
                       QJsonArray{QJsonObject{
                           {u"id"_s, u"call_"_s + randomHex(12)},
                           {u"type"_s, u"function"_s},
                           {u"function"_s, QJsonObject{{u"name"_s, reply.tool}, {u"arguments"_s, arguments}}}}});
    }
    const int asked = tokensIn(request.body);
    const int said = tokensIn(reply.text.toUtf8());
    auto response = HttpResponse::json(
        200, {{u"id"_s, u"chatcmpl-"_s + randomHex(12)},
              {u"object"_s, u"chat.completion"_s},
              {u"created"_s, QDateTime::currentSecsSinceEpoch()},
              {u"model"_s, m_name},
              {u"choices"_s,
               QJsonArray{QJsonObject{{u"index"_s, 0},
                                      {u"message"_s, message},
                                      {u"finish_reason"_s, reply.tool.isEmpty() ? u"stop"_s : u"tool_calls"_s}}}},
              {u"usage"_s, QJsonObject{{u"prompt_tokens"_s, asked},
                                       {u"completion_tokens"_s, said},
                                       {u"total_tokens"_s, asked + said}}}});
    if (m_faults.malformed > 0) {
        --m_faults.malformed;
        response.body.chop(response.body.size() / 2);
    }
    return response;
}

HttpResponse ModelEndpoint::listRequests() const
{
    QJsonArray items;
    for (const auto &each : m_requests)
        items.append(each);
    return HttpResponse::json(200, {{u"items"_s, items}});
}

HttpResponse ModelEndpoint::setFaults(const HttpRequest &request)
{
    const auto document = QJsonDocument::fromJson(request.body);
    if (!document.isObject())
        return invalid(u"The body must be a JSON object."_s);
    Faults faults;
    const auto given = document.object();
    for (auto it = given.begin(); it != given.end(); ++it) {
        const int value = it->isDouble() ? it->toInt(-1) : -1;
        if (value < 0 || value > 100'000)
            return invalid(u"%1 must be a whole number from 0 to 100000."_s.arg(it.key()));
        if (it.key() == "errors"_L1)
            faults.errors = value;
        else if (it.key() == "malformed"_L1)
            faults.malformed = value;
        else if (it.key() == "delayMs"_L1)
            faults.delayMs = value;
        else
            return invalid(u"%1 is not a fault of the model."_s.arg(it.key()));
    }
    m_faults = faults;
    return HttpResponse::json(
        200, {{u"errors"_s, faults.errors}, {u"malformed"_s, faults.malformed}, {u"delayMs"_s, faults.delayMs}});
}

} // namespace counterbell::sandbox
