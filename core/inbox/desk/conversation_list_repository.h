// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/conversation.h"
#include "core/api/result.h"
#include "core/store/transaction.h"

namespace counterbell::inbox
{

/// The figures of a conversation that only its view shows.
struct ConversationRow {
    int unread = 0;
    std::optional<MessageId> lastMessageId;
    qint64 version = 0;
    std::optional<Timestamp> waitingSince;
    std::optional<Timestamp> snoozedUntil;
    std::optional<QString> handoverReason;
    Timestamp lastActivityAt;
    bool isFailed = false;
};

/// The inbox's lists: which conversations, in which order, a page at a time by key.
class ConversationListRepository
{
public:
    [[nodiscard]] std::optional<ConversationRow> row(store::Connection &db, ConversationId id) const;

    /// `me` is whose "mine" is meant. Newest activity first, or longest waiting first.
    [[nodiscard]] Result<Page<ConversationId>> page(store::Connection &db, const ConversationsRequest &request,
                                                    MemberId me) const;

    /// How many rows each list has, counted no further than kCountBound.
    [[nodiscard]] ConversationCounts counts(store::Connection &db, MemberId me) const;
};

} // namespace counterbell::inbox
