// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/store/transaction.h"

#include <QMap>

namespace counterbell::webhooks
{

/// Rows of `link_cursors`: the last event of each relay's spool that is taken over, committed with its effects.
class LinkCursorRepository
{
public:
    [[nodiscard]] QMap<QString, qint64> all(store::Connection &db) const;
    /// Zero for a spool that nothing was taken from yet.
    [[nodiscard]] qint64 find(store::Connection &db, const QString &spool) const;
    /// Never moves back.
    void advance(store::Tx &tx, const QString &spool, qint64 seq, Timestamp now) const;
    /// The spool is read from its beginning again.
    void forget(store::Tx &tx, const QString &spool) const;
};

} // namespace counterbell::webhooks
