// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/agent/model_message.h"
#include "core/store/connection.h"

#include <QJsonArray>

namespace counterbell::agent
{

inline constexpr QLatin1StringView kJobsTool{"customer_jobs"};
inline constexpr QLatin1StringView kHandOverTool{"hand_over"};

/// The longest reason for which a conversation is handed over.
inline constexpr qsizetype kLongestReason = 200;

/// What the model may ask for, as /chat/completions wants it described.
[[nodiscard]] QJsonArray toolDescriptions();

/// Why the model hands over: one line, bounded; "modelAsked" where it gave no reason.
[[nodiscard]] QString handOverReason(const ToolCall &call);

/// This contact's newest jobs: `{"jobs": [{ticket, kind, status, description, dueAt?, readyAt?}]}`. The contact comes
/// from the conversation; nothing that a model wrote gets here.
[[nodiscard]] QString jobsOf(store::Connection &db, ContactId contact);

/// What a tool other than hand_over answers; an unknown one says so.
[[nodiscard]] QString toolResult(store::Connection &db, const QString &tool, ContactId contact);

} // namespace counterbell::agent
