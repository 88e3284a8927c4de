// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/message.h"

namespace counterbell
{

/// agent.get; the model key itself never leaves the core.
struct AgentSettings {
    bool enabled = false;
    QString name = QStringLiteral("AI assistant"); ///< the author of its messages, for staff; customers don't see it
    QString baseUrl;
    QString model;
    bool hasKey = false;
    QString prompt;
    int maximumReplies = 10; ///< AI messages in a row without a human
    int historyMessages = 30;

    bool operator==(const AgentSettings &) const = default;
    static constexpr auto fields()
    {
        return std::tuple{field("enabled", &AgentSettings::enabled),
                          field("name", &AgentSettings::name),
                          field("baseUrl", &AgentSettings::baseUrl),
                          field("model", &AgentSettings::model),
                          field("hasKey", &AgentSettings::hasKey),
                          field("prompt", &AgentSettings::prompt),
                          field("maximumReplies", &AgentSettings::maximumReplies),
                          field("historyMessages", &AgentSettings::historyMessages)};
    }
};

/// agent.set: what is absent stays.
struct SetAgent {
    std::optional<bool> enabled;
    std::optional<QString> name; ///< empty: the name it had from the start
    std::optional<QString> baseUrl;
    std::optional<QString> model;
    std::optional<QString> key;
    std::optional<QString> prompt;
    std::optional<int> maximumReplies;
    std::optional<int> historyMessages;

    bool operator==(const SetAgent &) const = default;
    static constexpr auto fields()
    {
        return std::tuple{field("enabled", &SetAgent::enabled),
                          field("name", &SetAgent::name),
                          field("baseUrl", &SetAgent::baseUrl),
                          field("model", &SetAgent::model),
                          field("key", &SetAgent::key),
                          field("prompt", &SetAgent::prompt),
                          field("maximumReplies", &SetAgent::maximumReplies),
                          field("historyMessages", &SetAgent::historyMessages)};
    }
};

/// agent.testReply: what the AI would say, nothing is sent.
struct TestReply {
    QString text;

    bool operator==(const TestReply &) const = default;
    static constexpr auto fields() { return std::tuple{field("text", &TestReply::text)}; }
};

/// The AI's answer to a test.
struct TestReplyResult {
    QString reply;

    bool operator==(const TestReplyResult &) const = default;
    static constexpr auto fields() { return std::tuple{field("reply", &TestReplyResult::reply)}; }
};

} // namespace counterbell
