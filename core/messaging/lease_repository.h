// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/store/transaction.h"

namespace counterbell::messaging
{

/// The row `leader` of `leases` (DESIGN 1). Times are the database's own: cores need not agree on theirs. Terms only
/// rise, so what an older one left behind can be told from what this one began.

/// Begins a new term for this holder, unless another one's lease still runs; answers the term.
[[nodiscard]] std::optional<qint64> takeLease(store::Tx &tx, const QString &holder, std::chrono::milliseconds length);
/// False when another term has begun.
[[nodiscard]] bool renewLease(store::Tx &tx, qint64 term, std::chrono::milliseconds length);
/// Ends whatever lease this holder has early, so that nobody has to wait.
void releaseLeasesOf(store::Tx &tx, const QString &holder);

/// Begins a new term whoever had the last one: for a database that is one core's alone.
[[nodiscard]] qint64 beginTerm(store::Tx &tx);

/// Whether a core of a shared database leads at this moment, by the database's clock.
[[nodiscard]] bool isLeaseRunning(store::Connection &db);

/// Whether no later term has begun: who is told otherwise has lost the lead without having noticed.
[[nodiscard]] bool isLatestTerm(store::Connection &db, qint64 term);

} // namespace counterbell::messaging
