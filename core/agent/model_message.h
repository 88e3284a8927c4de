// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include <vector>

namespace counterbell::agent
{

/// A tool that the model wants called.
struct ToolCall {
    QString id;
    QString name;
    QString arguments; ///< as the model wrote it: JSON, or not

    bool operator==(const ToolCall &) const = default;
};

enum class ModelRole {
    System,
    User,
    Assistant,
    Tool,
};

/// One entry of what the model reads.
struct ModelMessage {
    ModelRole role = ModelRole::User;
    QString content = {};
    std::vector<ToolCall> toolCalls = {}; ///< of the assistant
    QString toolCallId = {};              ///< of a tool's result

    bool operator==(const ModelMessage &) const = default;
};

/// What the model says: a text, or tools to call first.
struct ModelAnswer {
    QString text;
    std::vector<ToolCall> toolCalls;

    bool operator==(const ModelAnswer &) const = default;
};

} // namespace counterbell::agent
