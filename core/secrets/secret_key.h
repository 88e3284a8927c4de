// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/result.h"

#include <QByteArray>
#include <QString>

#include <array>

namespace counterbell::secrets
{

/// 32 bytes that are wiped when they go out of use.
class SecretKey
{
public:
    static constexpr size_t kSize = 32;

    SecretKey() = default;
    SecretKey(SecretKey &&other) noexcept;
    SecretKey &operator=(SecretKey &&other) noexcept;
    SecretKey(const SecretKey &) = delete;
    SecretKey &operator=(const SecretKey &) = delete;
    ~SecretKey();

    [[nodiscard]] unsigned char *data() { return m_bytes.data(); }
    [[nodiscard]] const unsigned char *data() const { return m_bytes.data(); }

    /// A key for one purpose, from which neither this one nor another purpose's can be told.
    [[nodiscard]] SecretKey derive(QByteArrayView purpose) const;

private:
    std::array<unsigned char, kSize> m_bytes{};
};

/// How dear a guess at a passphrase is: 2^logN blocks of 1 KiB. 15 takes 32 MiB and a tenth of a second.
struct ScryptCost {
    int logN = 15;
};

/// scrypt with r = 8, p = 1.
[[nodiscard]] Result<SecretKey> keyFromPassphrase(const QByteArray &passphrase, const QByteArray &salt,
                                                  ScryptCost cost);

/// The key in a file that only its owner can read: keyMissing, keyExposed or unreadable otherwise.
[[nodiscard]] Result<SecretKey> readKeyFile(const QString &path);
/// Makes such a file with a random key; never overwrites one (unwritable).
[[nodiscard]] Result<SecretKey> createKeyFile(const QString &path);

/// Bytes from the system's generator.
[[nodiscard]] QByteArray randomBytes(int count);

} // namespace counterbell::secrets
