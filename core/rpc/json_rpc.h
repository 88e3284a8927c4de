// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/error.h"
#include "core/api/fields.h"

#include <QByteArray>

#include <optional>
#include <variant>
#include <vector>

/// JSON-RPC 2.0's envelope: pure functions between bytes, requests and answers (CONTRACT 3).
namespace counterbell::rpc
{

inline constexpr int kParseError = -32700;
inline constexpr int kInvalidRequest = -32600;
inline constexpr int kUnknownMethod = -32601;
inline constexpr int kWrongShape = -32602;
inline constexpr int kRefused = -32000;

/// The error member of an answer.
struct Fault {
    int code = kRefused;
    QString message;
    QJsonObject data = {};
};

/// A well-formed request. Without an id it is a notification: it runs and nobody is answered.
struct Request {
    std::optional<QJsonValue> id;
    QString method;
    QJsonObject parameters;
};

/// What can't be run; answered under `id` (null where there is none to be had), or not at all without one.
struct Malformed {
    std::optional<QJsonValue> id;
    Fault fault;
};

using Item = std::variant<Request, Malformed>;

/// One frame: a request, or a batch whose answers go back as one list.
struct Batch {
    std::vector<Item> items;
    bool isList = false;
};

/// Reads a frame of UTF-8. A list holds at most `maximumItems`, else it is one invalid request.
[[nodiscard]] Batch parseFrame(const QByteArray &frame, int maximumItems);

[[nodiscard]] QJsonObject answer(const QJsonValue &id, const QJsonObject &result);
[[nodiscard]] QJsonObject answer(const QJsonValue &id, const Fault &fault);

/// -32000 with `{reason, details}`. The message is the reason's word: sentences are made where people are.
[[nodiscard]] Fault faultOf(const Error &error);
/// -32602 with the path and the problem, "params.limit: expected a whole number".
[[nodiscard]] Fault faultOf(const JsonProblem &problem);

} // namespace counterbell::rpc
