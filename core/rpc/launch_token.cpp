// SPDX-License-Identifier: Apache-2.0
#include "core/rpc/launch_token.h"

#include <QCryptographicHash>

#include <openssl/crypto.h>

namespace counterbell::rpc
{

bool bearsToken(const QByteArray &authorization, const QByteArray &token)
{
    const QByteArray scheme = QByteArrayLiteral("bearer ");
    if (token.isEmpty() || authorization.left(scheme.size()).toLower() != scheme)
        return false;
    // Digests have one length, which the comparison needs.
    const auto given = QCryptographicHash::hash(authorization.mid(scheme.size()).trimmed(), QCryptographicHash::Sha256);
    const auto known = QCryptographicHash::hash(token, QCryptographicHash::Sha256);
    return CRYPTO_memcmp(given.constData(), known.constData(), static_cast<size_t>(known.size())) == 0;
}

} // namespace counterbell::rpc
