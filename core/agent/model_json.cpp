// SPDX-License-Identifier: Apache-2.0
#include "core/agent/model_json.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace counterbell::agent
{

using namespace Qt::StringLiterals;

namespace
{

constexpr int kLongestName = 64;
constexpr int kLongestCallId = 256;
constexpr int kLongestArguments = 8 * 1024;

QString roleName(ModelRole role)
{
    switch (role) {
    case ModelRole::System:
        return u"system"_s;
    case ModelRole::Assistant:
        return u"assistant"_s;
    case ModelRole::Tool:
        return u"tool"_s;
    case ModelRole::User:
        break;
    }
    return u"user"_s;
}

QJsonArray writeCalls(const std::vector<ToolCall> &calls)
{
    QJsonArray list;
    for (const auto &call : calls)
        list.append(
            QJsonObject{{u"id"_s, call.id},
                        {u"type"_s, u"function"_s},
                        {u"function"_s, QJsonObject{{u"name"_s, call.name}, {u"arguments"_s, call.arguments}}}});
    return list;
}

QJsonObject writeMessage(const ModelMessage &message)
{
    QJsonObject json{{u"role"_s, roleName(message.role)}, {u"content"_s, message.content}};
    if (!message.toolCalls.empty()) {
        json.insert(u"tool_calls"_s, writeCalls(message.toolCalls));
        if (message.content.isEmpty())
            json.insert(u"content"_s, QJsonValue::Null);
    }
    if (message.role == ModelRole::Tool)
        json.insert(u"tool_call_id"_s, message.toolCallId);
    return json;
}

std::optional<ToolCall> readCall(const QJsonObject &json)
{
    const auto function = json.value("function"_L1).toObject();
    const ToolCall call{json.value("id"_L1).toString(), function.value("name"_L1).toString(),
                        function.value("arguments"_L1).toString()};
    const bool isUsable = !call.id.isEmpty() && call.id.size() <= kLongestCallId && !call.name.isEmpty() &&
                          call.name.size() <= kLongestName && call.arguments.size() <= kLongestArguments;
    return isUsable ? std::optional(call) : std::nullopt;
}

} // namespace

QByteArray writeModelRequest(const QString &model, const std::vector<ModelMessage> &messages, const QJsonArray &tools)
{
    QJsonArray list;
    for (const auto &message : messages)
        list.append(writeMessage(message));
    QJsonObject request{{u"model"_s, model}, {u"messages"_s, list}};
    if (!tools.isEmpty())
        request.insert(u"tools"_s, tools);
    return QJsonDocument(request).toJson(QJsonDocument::Compact);
}

tl::expected<ModelAnswer, QString> readModelAnswer(const QByteArray &body)
{
    const auto choice = QJsonDocument::fromJson(body).object().value("choices"_L1).toArray().first().toObject();
    const auto message = choice.value("message"_L1);
    if (!message.isObject())
        return tl::unexpected(u"modelAnswerMalformed"_s);
    ModelAnswer answer;
    const auto content = message.toObject().value("content"_L1);
    if (!content.isString() && !content.isNull() && !content.isUndefined())
        return tl::unexpected(u"modelAnswerMalformed"_s);
    answer.text = content.toString().trimmed();
    const auto calls = message.toObject().value("tool_calls"_L1).toArray();
    if (calls.size() > kMaximumToolCalls)
        return tl::unexpected(u"modelAnswerMalformed"_s);
    for (const auto &each : calls) {
        const auto call = readCall(each.toObject());
        if (!call)
            return tl::unexpected(u"modelAnswerMalformed"_s);
        answer.toolCalls.push_back(*call);
    }
    const auto ending = choice.value("finish_reason"_L1).toString();
    if (ending == "length"_L1)
        return tl::unexpected(u"modelAnswerCut"_s);
    if (ending == "content_filter"_L1)
        return tl::unexpected(u"modelAnswerFiltered"_s);
    if (answer.text.isEmpty() && answer.toolCalls.empty())
        return tl::unexpected(u"modelAnswerEmpty"_s);
    return answer;
}

} // namespace counterbell::agent
