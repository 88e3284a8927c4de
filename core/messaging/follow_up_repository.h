// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/store/transaction.h"

#include <optional>
#include <vector>

namespace counterbell::messaging
{

/// A message to be asked for.
struct FollowUpRow {
    QString sid;
    int tries = 0;
};

/// Rows of `follow_ups`.
class FollowUpRepository
{
public:
    /// The message is to be asked for then; what is due earlier stays.
    void askBy(store::Tx &tx, const QString &sid, Timestamp due) const;
    /// It was asked for, and has to be again.
    void askAgain(store::Tx &tx, const FollowUpRow &row, Timestamp due) const;
    void finish(store::Tx &tx, const QString &sid) const;

    [[nodiscard]] std::vector<FollowUpRow> due(store::Connection &db, Timestamp now, int limit) const;
    [[nodiscard]] std::optional<Timestamp> nextDue(store::Connection &db) const;
};

} // namespace counterbell::messaging
