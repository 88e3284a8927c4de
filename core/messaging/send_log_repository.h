// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/result.h"
#include "core/api/send_log.h"
#include "core/store/cursor.h"
#include "core/store/transaction.h"

namespace counterbell::messaging
{

/// What a bounded look at the send log found, newest first, and where to look on; empty at the log's end.
struct SendStretch {
    std::vector<Send> items;
    std::optional<store::TimeCursor> resume;
};

/// Reads `sends` the way the send log shows them: every message, the ones never attempted included.
class SendLogRepository
{
public:
    /// Rows that one read looks through at most: what is rare among many is found in several reads, each of which
    /// stays within its limit (DESIGN 3).
    static constexpr int kStretch = 20'000;
    static constexpr int kMatches = 5'000; ///< the same for matches of a text

    [[nodiscard]] std::optional<Send> find(store::Connection &db, SendId id) const;
    /// At most `limit` rows older than `from`, out of the next stretch. `text` is the beginning of a SID (two letters
    /// and six digits of it), a ticket, or beginnings of names and parts of numbers in any notation, all of which have
    /// to fit.
    [[nodiscard]] SendStretch stretch(store::Connection &db, const SendFilter &filter, const store::TimeCursor &from,
                                      int limit) const;
    /// Newest first, keyed by (at, id): as many stretches as it takes, in one read.
    [[nodiscard]] Result<Page<Send>> page(store::Connection &db, const SendFilter &filter,
                                          const std::optional<QString> &before, std::optional<int> limit) const;
    /// All that the provider said about a send, in the order received.
    [[nodiscard]] std::vector<SendStatusEvent> events(store::Connection &db, SendId id) const;
    /// Fills in who caused it and which sender it went from.
    void addOrigin(store::Connection &db, SendDetail &detail) const;
};

/// Puts a page together out of stretches.
class SendPageBuilder
{
public:
    explicit SendPageBuilder(const store::Window<store::TimeCursor> &window)
        : m_limit(window.limit), m_from(window.before.value_or(store::kNewestFirst))
    {
    }

    /// Where the next stretch begins; empty when the page is full or the log at its end.
    [[nodiscard]] std::optional<store::TimeCursor> next() const;
    /// How many rows are missing; one more than the page shows, which says that there is a next page.
    [[nodiscard]] int wanted() const { return m_limit + 1 - int(m_items.size()); }
    void add(SendStretch stretch);
    [[nodiscard]] Page<Send> page();

private:
    int m_limit;
    std::vector<Send> m_items;
    std::optional<store::TimeCursor> m_from;
};

} // namespace counterbell::messaging
