// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/conversation.h"

#include <limits>

namespace counterbell::ui
{

/// Where a conversation stands in a list: the key by which the core orders and pages it.
struct ListPosition {
    qint64 at = 0;
    qint64 id = 0;

    bool operator==(const ListPosition &) const = default;
};

[[nodiscard]] inline ListPosition positionOf(const Conversation &conversation, ConversationSort sort)
{
    const auto id = conversation.id.value;
    if (sort == ConversationSort::Waiting)
        return {conversation.waitingSince ? toMillis(*conversation.waitingSince) : std::numeric_limits<qint64>::max(),
                id};
    if (conversation.lastActivityAt)
        return {toMillis(*conversation.lastActivityAt), id};
    return {conversation.lastMessage ? toMillis(conversation.lastMessage->at) : 0, id};
}

/// Whether `a` stands above `b`: longest waiting first, or newest activity first.
[[nodiscard]] inline bool standsAbove(ListPosition a, ListPosition b, ConversationSort sort)
{
    const auto left = std::pair(a.at, a.id);
    const auto right = std::pair(b.at, b.id);
    return sort == ConversationSort::Waiting ? left < right : left > right;
}

} // namespace counterbell::ui
