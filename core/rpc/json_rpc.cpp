// SPDX-License-Identifier: Apache-2.0
#include "core/rpc/json_rpc.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace counterbell::rpc
{

namespace
{
constexpr auto kVersion = "2.0"_L1;

Malformed invalid(const QString &why)
{
    return {QJsonValue(QJsonValue::Null), {kInvalidRequest, u"Invalid request: "_s + why}};
}

/// The number of a \\uXXXX escape at `at`; absent when there is none.
std::optional<uint> escapeAt(const QByteArray &frame, qsizetype at)
{
    if (at + 6 > frame.size() || frame[at] != '\\' || frame[at + 1] != 'u')
        return std::nullopt;
    bool isHex = false;
    const auto unit = frame.mid(at + 2, 4).toUInt(&isHex, 16);
    return isHex ? std::optional(unit) : std::nullopt;
}

/// Half of a surrogate pair. Qt's reader would join it with whatever stands behind it, and so change the text.
bool hasLoneSurrogate(const QByteArray &frame)
{
    for (auto at = frame.indexOf('\\'); at >= 0; at = frame.indexOf('\\', at)) {
        const auto unit = escapeAt(frame, at);
        if (!unit) {
            at += 2; // any other escape, an escaped backslash too
            continue;
        }
        at += 6;
        if (QChar::isLowSurrogate(*unit))
            return true;
        if (!QChar::isHighSurrogate(*unit))
            continue;
        const auto next = escapeAt(frame, at);
        if (!next || !QChar::isLowSurrogate(*next))
            return true;
        at += 6;
    }
    return false;
}

Item parseItem(const QJsonValue &value)
{
    if (!value.isObject())
        return invalid(u"expected an object"_s);
    const auto object = value.toObject();
    const auto id = object.value("id"_L1);
    const bool hasId = object.contains("id"_L1);
    if (hasId && !id.isString() && !id.isDouble() && !id.isNull())
        return invalid(u"id is a string, a number or null"_s);
    const auto refuse = [&](const QString &why) {
        auto refusal = invalid(why);
        if (hasId)
            refusal.id = id;
        return refusal;
    };
    if (object.value("jsonrpc"_L1) != kVersion)
        return refuse(u"jsonrpc is \"2.0\""_s);
    const auto method = object.value("method"_L1);
    if (!method.isString())
        return refuse(u"method is a string"_s);
    const auto parameters = object.value("params"_L1);
    const auto answerId = hasId ? std::optional(id) : std::nullopt;
    if (parameters.isArray())
        return Malformed{answerId, {kWrongShape, u"params: expected a named object, not a list"_s}};
    if (!parameters.isObject() && !parameters.isNull() && !parameters.isUndefined())
        return Malformed{answerId, {kWrongShape, u"params: expected a named object"_s}};
    return Request{answerId, method.toString(), parameters.toObject()};
}
} // namespace

Batch parseFrame(const QByteArray &frame, int maximumItems)
{
    if (hasLoneSurrogate(frame))
        return {{Malformed{QJsonValue(QJsonValue::Null), {kParseError, u"Parse error: half of a surrogate pair"_s}}}};
    QJsonParseError problem;
    const auto document = QJsonDocument::fromJson(frame, &problem);
    // Qt reads no bare values, which are JSON all the same.
    if (document.isNull() && QJsonDocument::fromJson('[' + frame + ']').array().size() == 1)
        return {{invalid(u"expected an object"_s)}};
    if (document.isNull())
        return {{Malformed{QJsonValue(QJsonValue::Null), {kParseError, u"Parse error: "_s + problem.errorString()}}}};
    if (document.isObject())
        return {{parseItem(document.object())}};
    const auto list = document.array();
    if (list.isEmpty())
        return {{invalid(u"the list is empty"_s)}};
    if (list.size() > maximumItems)
        return {{invalid(u"a list holds at most %1 requests"_s.arg(maximumItems))}};
    Batch batch{{}, true};
    for (const auto &value : list)
        batch.items.push_back(parseItem(value));
    return batch;
}

QJsonObject answer(const QJsonValue &id, const QJsonObject &result)
{
    return {{u"jsonrpc"_s, QString(kVersion)}, {u"id"_s, id}, {u"result"_s, result}};
}

QJsonObject answer(const QJsonValue &id, const Fault &fault)
{
    QJsonObject error{{u"code"_s, fault.code}, {u"message"_s, fault.message}};
    if (!fault.data.isEmpty())
        error.insert(u"data"_s, fault.data);
    return {{u"jsonrpc"_s, QString(kVersion)}, {u"id"_s, id}, {u"error"_s, error}};
}

Fault faultOf(const Error &error)
{
    const QString reason = wireName(error.reason);
    return {kRefused, reason, {{u"reason"_s, reason}, {u"details"_s, error.details}}};
}

Fault faultOf(const JsonProblem &problem)
{
    return {kWrongShape,
            u"params%1: %2"_s.arg(problem.path, problem.problem),
            {{u"path"_s, problem.path}, {u"problem"_s, problem.problem}}};
}

} // namespace counterbell::rpc
