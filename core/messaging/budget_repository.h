// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/budget.h"
#include "core/api/channel.h"
#include "core/store/transaction.h"

namespace counterbell::messaging
{

/// Rows of `budgets` (FEATURES PQ-40..43). What a send will cost is reserved in the transaction that makes its row,
/// so parallel sends can't overrun the cap, and settled when the provider names the price.
class BudgetRepository
{
public:
    [[nodiscard]] std::vector<Budget> all(store::Connection &db) const;
    [[nodiscard]] std::optional<Budget> find(store::Connection &db, const QString &provider) const;
    void set(store::Tx &tx, const SetBudget &budget, Timestamp now) const;

    /// What one message will probably cost: the last known price of a segment on this channel.
    [[nodiscard]] Money estimate(store::Connection &db, Channel channel, int segments) const;
    /// Whether this much more fits under a hard stop. Without a budget everything does. A send that has a reservation
    /// (`reservedMicros`) is counted already.
    [[nodiscard]] bool fits(store::Connection &db, const QString &provider, const Money &cost,
                            std::optional<qint64> reservedMicros = {}) const;
    void reserve(store::Tx &tx, const QString &provider, const Money &cost) const;
    /// Gives back what was reserved and books what it cost; `isCounted` false also gives the message back.
    void settle(store::Tx &tx, const QString &provider, qint64 reservedMicros, qint64 costMicros, bool isCounted) const;

    [[nodiscard]] bool isResetDue(store::Connection &db, Timestamp now) const;
    /// Starts budgets anew whose period has ended (FEATURES PQ-43).
    void resetDue(store::Tx &tx, Timestamp now) const;
};

/// The end of the period that `now` lies in, UTC: midnight, Monday, the first of the month.
[[nodiscard]] Timestamp periodEnd(BudgetPeriod period, Timestamp now);

} // namespace counterbell::messaging
