// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/conversation.h"
#include "core/store/transaction.h"

namespace counterbell::inbox
{

/// A conversation as the contract shows it: customer, channels with consent and window, last message. Empty when it is
/// gone.
[[nodiscard]] std::optional<Conversation> viewConversation(store::Connection &db, ConversationId id);

/// The customer as a conversation and a search hit name them.
[[nodiscard]] ContactRef viewContact(store::Connection &db, ConversationId id);

} // namespace counterbell::inbox
