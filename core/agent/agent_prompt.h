// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/agent/model_message.h"
#include "core/api/message.h"
#include "core/api/workspace.h"

namespace counterbell::agent
{

/// The most characters of history that go to the model, and of one message in it.
inline constexpr qsizetype kHistoryCharacters = 24'000;
inline constexpr qsizetype kMessageCharacters = 4'000;

/// What a turn knows.
struct PromptFacts {
    QString shopPrompt; ///< what the shop wrote for its agent
    Workspace shop;
    Timestamp now;
    std::vector<Message> history; ///< oldest first
    int maximumMessages = 30;
};

/// Who the agent is, what it may say, and the shop's facts: name, present time there, opening hours.
[[nodiscard]] QString systemPrompt(const QString &shopPrompt, const Workspace &shop, Timestamp now);

/// The customer's words between marks that they can't write themselves, so that the model can tell data from orders.
[[nodiscard]] QString markedAsCustomers(const QString &text);

/// The system prompt and the newest messages that fit the budgets, oldest first; the newest is always there.
/// Notes and events never go to a model, nor what the customer never got (cancelled, refused, failed).
[[nodiscard]] std::vector<ModelMessage> buildPrompt(const PromptFacts &facts);

} // namespace counterbell::agent
