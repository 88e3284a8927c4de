// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/clock.h"
#include "core/store/transaction.h"

namespace counterbell::contacts
{

/// Numbers whose owner was erased, as HMAC-SHA256 under a key that is not in the database: what is left of the person
/// says nothing, and yet the number is known when somebody types or imports it again (DESIGN 6, FEATURES PQ-35).
/// The key is the workspace's for good: with another one nothing is recognised any more.
class ErasedNumbers
{
public:
    /// `key`: 32 random bytes of the workspace's own.
    explicit ErasedNumbers(QByteArray key) : m_key(std::move(key)) {}

    /// `phone` is bare E.164.
    [[nodiscard]] bool isErased(store::Connection &db, const QString &phone) const;
    void remember(store::Tx &tx, const QString &phone, Timestamp now) const;
    /// Its owner has agreed anew.
    void forget(store::Tx &tx, const QString &phone) const;

private:
    [[nodiscard]] QString hashOf(const QString &phone) const;

    QByteArray m_key;
};

} // namespace counterbell::contacts
