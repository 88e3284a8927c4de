// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/send_log.h"
#include "core/store/transaction.h"

namespace counterbell::messaging
{

/// A count is exact up to this many, and "10,000 or more" above.
inline constexpr int kMostCounted = 10'000;
/// Entries of the index that are looked at for one status: what bounds the read however large the log is (DESIGN 3).
inline constexpr int kMostLookedAt = 50'000;
/// Rows that are walked where an index can't count them: those of a text, a contact, a job, a conversation.
inline constexpr int kMostWalked = 2'000;

/// Whether the rows have to be walked: what the filter asks for isn't in the index that counts.
[[nodiscard]] bool needsWalk(const SendFilter &filter);

/// Counts from `sends_by_status` alone. Their cost, where all counts are whole and few.
[[nodiscard]] SendCounts countByIndex(store::Connection &db, const SendFilter &filter);

/// Counts rows one by one, newest first.
class SendTally
{
public:
    void add(const Send &send);
    /// `isWhole`: every row was given.
    [[nodiscard]] SendCounts counts(bool isWhole) const;

private:
    SendCounts m_counts;
};

} // namespace counterbell::messaging
