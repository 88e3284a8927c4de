// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/clock.h"
#include "core/api/id.h"
#include "core/store/transaction.h"

namespace counterbell::contacts
{

/// One contact became part of another. The conversations are those that the two had before.
struct MergeRecord {
    MergeId id;
    ContactId gone;
    ContactId kept;
    std::optional<ConversationId> goneConversation;
    std::optional<ConversationId> keptConversation;
    ConsentEntryId consentsUntil; ///< the ledger's last line before the merge
    bool isUndone = false;
};

/// The three moments of which rows are copied.
namespace merge_side
{
inline constexpr QLatin1StringView kGone("gone");   ///< before, of the contact that goes
inline constexpr QLatin1StringView kKept("kept");   ///< before, of the one that stays
inline constexpr QLatin1StringView kAfter("after"); ///< of the one that stays, right after
} // namespace merge_side

/// Rows of `contact_merges` and the copies beside it: all that parting two contacts again needs.
class MergeRepository
{
public:
    /// Before anything moves: copies both contacts and conversations, and notes which rows will change hands.
    [[nodiscard]] MergeRecord begin(store::Tx &tx, ContactId kept, ContactId gone, const QString &actor,
                                    Timestamp now) const;
    /// After everything has moved: copies the survivor, so that later changes can be told from the merge's own.
    void finish(store::Tx &tx, const MergeRecord &merge) const;

    [[nodiscard]] std::optional<MergeRecord> find(store::Connection &db, MergeId id) const;
    /// The last merge in which this contact went and that still holds.
    [[nodiscard]] std::optional<MergeRecord> lastOf(store::Connection &db, ContactId gone) const;
    /// A later merge that holds and must be undone first: into the same survivor, or of the survivor into another.
    [[nodiscard]] std::optional<MergeId> standingInTheWay(store::Connection &db, const MergeRecord &merge) const;
    /// The copies have served.
    void setUndone(store::Tx &tx, MergeId id, Timestamp now) const;
};

/// The copied columns of each table, for statements that put them back.
[[nodiscard]] QString mergeContactColumns();
[[nodiscard]] QString mergeConversationColumns();
[[nodiscard]] QString mergeChannelColumns();

} // namespace counterbell::contacts
