// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/conversation.h"
#include "core/store/transaction.h"

#include <map>

namespace counterbell::inbox
{

/// A conversation as the contract shows it: customer, channels with consent and window, last message. Empty when it is
/// gone.
[[nodiscard]] std::optional<Conversation> viewConversation(store::Connection &db, ConversationId id);

/// The same for many, in the order of `ids`, at the price of few queries; those that are gone are left out.
[[nodiscard]] std::vector<Conversation> viewConversations(store::Connection &db,
                                                          const std::vector<ConversationId> &ids);

/// The customers as conversations and search hits name them.
[[nodiscard]] std::map<ConversationId, ContactRef> viewContacts(store::Connection &db,
                                                                const std::vector<ConversationId> &ids);

} // namespace counterbell::inbox
