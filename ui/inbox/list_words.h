// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/conversation.h"

namespace counterbell::ui
{

/// The list's word: "Needs you", "Mine", …
[[nodiscard]] QString viewName(ConversationView view);
/// How a list is ordered unless the person chose otherwise: who waits longest comes first where people are waited for.
[[nodiscard]] ConversationSort usualSort(ConversationView view);

/// What an empty list says, and the next step it offers.
struct EmptyList {
    QString icon, fact, nextStep;
    QString button;                       ///< empty where there is nothing to press
    std::optional<ConversationView> show; ///< what the button shows; absent: it writes a new message
};
[[nodiscard]] EmptyList emptyList(ConversationView view, const std::optional<ConversationCounts> &counts);
/// The same where a search found nobody.
[[nodiscard]] EmptyList nobodyFound(const QString &text, ConversationView view);

/// A ticket as it is written in a search: "r1042" is R-1042. Empty for anything else.
[[nodiscard]] QString ticketIn(const QString &text);

} // namespace counterbell::ui
