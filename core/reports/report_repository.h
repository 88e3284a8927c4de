// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/reports/report_tally.h"
#include "core/store/cursor.h"
#include "core/store/transaction.h"

namespace counterbell::reports
{

/// A page of a period, oldest first, and where the next one begins; empty at the end.
template <class Fact>
struct FactPage {
    std::vector<Fact> items;
    std::optional<store::TimeCursor> next;
};

/// The rows behind a report, read by key.
class ReportRepository
{
public:
    static constexpr int kPage = 5'000;

    [[nodiscard]] FactPage<SendFact> sends(store::Connection &db, const store::TimeCursor &after, Timestamp to,
                                           std::optional<Channel> channel) const;
    /// Customers' conversations alone, without members' own threads.
    [[nodiscard]] FactPage<MessageFact> messages(store::Connection &db, const store::TimeCursor &after, Timestamp to,
                                                 std::optional<Channel> channel) const;
    [[nodiscard]] Uncollected uncollected(store::Connection &db, Timestamp now) const;
};

} // namespace counterbell::reports
