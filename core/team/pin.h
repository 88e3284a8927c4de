// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include <optional>

namespace counterbell::team
{

/// What is kept of a PIN: a salt of its own and the scrypt hash, both as hex.
struct PinHash {
    QString salt;
    QString hash;

    bool operator==(const PinHash &) const = default;
};

/// 4 to 12 ASCII digits.
[[nodiscard]] bool isPin(const QString &pin);

/// Hashes with a fresh salt of 16 random bytes: scrypt, N = 2^14, r = 8, p = 1, some 40 ms and 16 MiB on purpose.
/// Call it off the main thread.
[[nodiscard]] PinHash hashPin(const QString &pin);

/// Constant-time comparison, after the same work whether or not there is a hash to compare with.
[[nodiscard]] bool matchesPin(const QString &pin, const std::optional<PinHash> &hash);

} // namespace counterbell::team
