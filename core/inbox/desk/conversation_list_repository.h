// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/conversation.h"
#include "core/api/result.h"
#include "core/store/transaction.h"

namespace counterbell::inbox
{

/// The inbox's lists: which conversations, in which order, a page at a time by key.
class ConversationListRepository
{
public:
    /// `me` is whose "mine" is meant. Newest activity first, or longest waiting first.
    [[nodiscard]] Result<Page<ConversationId>> page(store::Connection &db, const ConversationsRequest &request,
                                                    MemberId me) const;

    /// How many rows each list has, counted no further than kCountBound.
    [[nodiscard]] ConversationCounts counts(store::Connection &db, MemberId me) const;
};

} // namespace counterbell::inbox
