// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/secrets/secret_key.h"

#include <optional>

namespace counterbell::secrets
{

/// What stands in clear before the ciphertext, and is authenticated with it:
/// "CBSECRET", version 1, scrypt's logN (0: the key isn't made of a passphrase), 16 bytes salt, 16 bytes key check.
struct BoxHeader {
    static constexpr qsizetype kSize = 8 + 1 + 1 + 16 + 16;

    int logN = 0;
    QByteArray salt;  ///< 16 bytes
    QByteArray check; ///< tells a wrong key from a damaged file

    [[nodiscard]] QByteArray toBytes() const;
};

/// The header for a key; `salt` is what it was derived with.
[[nodiscard]] BoxHeader makeHeader(const SecretKey &key, int logN, const QByteArray &salt);
/// Empty unless `box` begins with a header of this version whose cost is bearable (logN 0 or 10 to 20).
[[nodiscard]] std::optional<BoxHeader> readHeader(const QByteArray &box);

/// Header, 12 bytes nonce, AES-256-GCM ciphertext, 16 bytes tag. `name` is authenticated and not in the box: where many
/// boxes lie side by side, one can't be put in another's place.
[[nodiscard]] QByteArray seal(const SecretKey &key, const BoxHeader &header, const QByteArray &plain,
                              const QByteArray &name = {});
/// wrongKey or tampered when it isn't what was sealed, to the last bit, under that name.
[[nodiscard]] Result<QByteArray> open(const SecretKey &key, const QByteArray &box, const QByteArray &name = {});
/// Whether that is the key of boxes with this header.
[[nodiscard]] bool fits(const SecretKey &key, const BoxHeader &header);

} // namespace counterbell::secrets
