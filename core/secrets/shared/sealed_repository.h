// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/store/transaction.h"

namespace counterbell::secrets
{

/// The table of sealed secrets (PostgreSQL alone). Every change is noted for the other cores, by name.
class SealedRepository
{
public:
    [[nodiscard]] std::optional<QByteArray> find(store::Connection &db, const QString &name) const;
    void write(store::Tx &tx, const QString &name, const QByteArray &box) const;
    /// False when there is one of that name already, which stays.
    bool writeOnce(store::Tx &tx, const QString &name, const QByteArray &box) const;
    void remove(store::Tx &tx, const QString &name) const;

    /// A box that says by its header which key seals the others. It is under a name that no secret can have.
    [[nodiscard]] std::optional<QByteArray> keyMark(store::Connection &db) const;
    void writeKeyMark(store::Tx &tx, const QByteArray &box) const;
};

/// The name that the mark is sealed under.
inline const QString kKeyMark = QStringLiteral("(shop key)");

} // namespace counterbell::secrets
