// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/store/cursor.h"
#include "core/store/transaction.h"
#include "core/webhooks/raw_request.h"

namespace counterbell::webhooks
{

/// Where a journalled request came from.
enum class JournalSource {
    Link, ///< a webhook, through a relay
    List, ///< a message that catch-up found; the body is its JSON
};

/// What became of it.
enum class JournalOutcome {
    Applied,
    Duplicate, ///< its key had been applied before
    Rejected,  ///< not from the provider, or not for this shop: never processed
    Failed,    ///< its effects were rolled back; replay tries again
};

struct JournalRow {
    qint64 id = 0;
    JournalSource source = JournalSource::Link;
    std::optional<QString> spool;
    std::optional<qint64> seq;
    Timestamp receivedAt; ///< when the relay had it, on the business clock
    RawRequest request;
    std::optional<QString> providerKey;
    std::optional<QString> sid;
    JournalOutcome outcome = JournalOutcome::Applied;
    std::optional<QString> problem;
};

/// Which rows a replay runs over.
struct JournalFilter {
    std::optional<QString> sid;
    std::optional<Timestamp> since;
};

/// Rows of `journal` and `provider_seen`: every request as it came, and what has been applied once (DESIGN 5).
class JournalRepository
{
public:
    qint64 add(store::Tx &tx, const JournalRow &row) const;
    void setOutcome(store::Tx &tx, qint64 id, JournalOutcome outcome, const std::optional<QString> &problem) const;
    /// Takes headers and bodies of this sid's requests away; the rows and provider_seen stay, so that a request
    /// which comes again is still known.
    void blank(store::Tx &tx, const QString &sid) const;
    /// The same for rows without a sid (rejected, unreadable) that hold one of these digits; looks at `limit` rows
    /// after this one and answers the last, or nothing when there are no more.
    [[nodiscard]] std::optional<qint64> blankHolding(store::Tx &tx, const QStringList &digits, qint64 after,
                                                     int limit) const;
    /// In the order of arrival, after this row (its receivedAt and id).
    [[nodiscard]] std::vector<JournalRow> page(store::Connection &db, const JournalFilter &filter,
                                               const std::optional<store::TimeCursor> &after, int limit) const;

    /// Whether at least so many were rejected since then.
    [[nodiscard]] bool hasRejected(store::Connection &db, int atLeast, Timestamp since) const;
    /// Whether a request of this sid waits for a replay.
    [[nodiscard]] bool hasFailed(store::Connection &db, const QString &sid) const;
    [[nodiscard]] int failedCount(store::Connection &db) const;

    /// True for the first to come; the key is then taken for good.
    [[nodiscard]] bool markSeen(store::Tx &tx, const QString &key, Timestamp now) const;
    [[nodiscard]] bool isSeen(store::Connection &db, const QString &key) const;
};

} // namespace counterbell::webhooks

COUNTERBELL_WIRE_NAMES(counterbell::webhooks::JournalSource,
                       {counterbell::webhooks::JournalSource::Link, QLatin1StringView("link")},
                       {counterbell::webhooks::JournalSource::List, QLatin1StringView("list")})
COUNTERBELL_WIRE_NAMES(counterbell::webhooks::JournalOutcome,
                       {counterbell::webhooks::JournalOutcome::Applied, QLatin1StringView("applied")},
                       {counterbell::webhooks::JournalOutcome::Duplicate, QLatin1StringView("duplicate")},
                       {counterbell::webhooks::JournalOutcome::Rejected, QLatin1StringView("rejected")},
                       {counterbell::webhooks::JournalOutcome::Failed, QLatin1StringView("failed")})
