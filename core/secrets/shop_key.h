// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/secrets/open_secrets.h"
#include "core/secrets/sealed_box.h"

namespace counterbell::secrets
{

/// The key file in a data folder.
inline const QString kShopKeyFile = QStringLiteral("secrets.key");

/// What seals the secrets of a shop whose database several cores share: each of them has it, the database never.
struct ShopKey {
    SecretKey key;
    BoxHeader header;

    [[nodiscard]] QByteArray seal(const QString &name, const QByteArray &value) const
    {
        return secrets::seal(key, header, value, name.toUtf8());
    }
    [[nodiscard]] Result<QByteArray> open(const QString &name, const QByteArray &box) const
    {
        return secrets::open(key, box, name.toUtf8());
    }
};

/// The key whose boxes carry this header: the key file in the folder, or made of the passphrase where one made it.
/// shopKeyMissing without the file, shopKeyDiffers when it is another; passphraseNeeded, and what readKeyFile says.
[[nodiscard]] Result<ShopKey> findShopKey(const SecretOptions &options, const BoxHeader &known);

/// A key for a database that has none yet: of the passphrase if one is given, else from the key file, which is made
/// where there is none and `mayMake`; shopKeyMissing where it may not.
[[nodiscard]] Result<ShopKey> firstShopKey(const SecretOptions &options, bool mayMake);

} // namespace counterbell::secrets
