// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/clock.h"
#include "core/store/transaction.h"

namespace counterbell::contacts
{

/// A message that the provider is to delete.
struct Deletion {
    qint64 id = 0;
    QString sid;
    int tries = 0;
};

/// Rows of `provider_deletions`: work that outlives the core's process.
class DeletionRepository
{
public:
    /// False when it is asked for already.
    bool add(store::Tx &tx, const QString &sid, Timestamp now) const;
    /// The one that has been due for longest.
    [[nodiscard]] std::optional<Deletion> due(store::Connection &db, Timestamp now) const;
    [[nodiscard]] std::optional<Timestamp> nextDue(store::Connection &db) const;
    [[nodiscard]] int left(store::Connection &db) const;
    void postpone(store::Tx &tx, const Deletion &deletion, const QString &problem, Timestamp until) const;
    void done(store::Tx &tx, const Deletion &deletion) const;
};

} // namespace counterbell::contacts
