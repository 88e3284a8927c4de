// SPDX-License-Identifier: Apache-2.0
#include "core/team/pin.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/rand.h>

#include <QByteArray>

#include <algorithm>
#include <stdexcept>

namespace counterbell::team
{

namespace
{

constexpr qsizetype kSaltBytes = 16;
constexpr qsizetype kHashBytes = 32;

QByteArray scrypt(const QString &pin, const QByteArray &salt)
{
    constexpr uint64_t kWork = 1 << 14;
    constexpr uint64_t kBlock = 8;
    constexpr uint64_t kMaximumMemory = 64 * 1024 * 1024;
    const auto text = pin.toUtf8();
    QByteArray hash(kHashBytes, '\0');
    const auto *bytes = reinterpret_cast<const unsigned char *>(salt.constData());
    if (EVP_PBE_scrypt(text.constData(), static_cast<size_t>(text.size()), bytes, static_cast<size_t>(salt.size()),
                       kWork, kBlock, 1, kMaximumMemory, reinterpret_cast<unsigned char *>(hash.data()),
                       static_cast<size_t>(hash.size())) != 1)
        throw std::runtime_error("scrypt failed");
    return hash;
}

} // namespace

bool isPin(const QString &pin)
{
    return pin.size() >= 4 && pin.size() <= 12 &&
           std::all_of(pin.begin(), pin.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
}

PinHash hashPin(const QString &pin)
{
    QByteArray salt(kSaltBytes, '\0');
    if (RAND_bytes(reinterpret_cast<unsigned char *>(salt.data()), kSaltBytes) != 1)
        throw std::runtime_error("no random bytes");
    return {QString::fromLatin1(salt.toHex()), QString::fromLatin1(scrypt(pin, salt).toHex())};
}

bool matchesPin(const QString &pin, const std::optional<PinHash> &hash)
{
    const auto salt = hash ? QByteArray::fromHex(hash->salt.toLatin1()) : QByteArray(kSaltBytes, '\0');
    const auto given = scrypt(isPin(pin) ? pin : QString(), salt);
    const auto kept = hash ? QByteArray::fromHex(hash->hash.toLatin1()) : QByteArray(kHashBytes, '\0');
    const bool isSame = kept.size() == given.size() &&
                        CRYPTO_memcmp(kept.constData(), given.constData(), static_cast<size_t>(given.size())) == 0;
    return isSame && hash.has_value() && isPin(pin);
}

} // namespace counterbell::team
