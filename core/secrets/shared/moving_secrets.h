// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/secrets/shop_key.h"
#include "core/store/transaction.h"

namespace counterbell::secrets
{

/// A secret that a shop may have. One that nothing refers to any more isn't moved, but its old copy goes like the rest.
struct KnownSecret {
    QString name;
    bool isUsed = true;
};

/// What is written into the database: sealed already, with the mark of the key that did it.
struct SealedSecrets {
    QByteArray keyMark;
    std::vector<std::pair<QString, QByteArray>> boxes;
};

/// Secrets on their way from a data folder or keychain into a database that cores share.
struct MovingSecrets {
    ShopKey key;
    bool isKeyMade = false;            ///< now, for this
    std::unique_ptr<SecretStore> kept; ///< where they have been; null where there are none
    SealedSecrets sealed;
};

/// Finds the key and seals what this core has kept. `databaseKey` is the header of the database's key: then only that
/// one will do, and what can't be read of the old copies is left where it is. Where the database has none, the first is
/// made if `mayMakeKey` or this core has secrets; otherwise they must be with another core: secretsElsewhere.
[[nodiscard]] QCoro::Task<Result<MovingSecrets>> gatherSecrets(SecretOptions where, std::vector<KnownSecret> known,
                                                               std::optional<BoxHeader> databaseKey, bool mayMakeKey);

/// Puts them into the database, those that it hasn't got, and the mark where there is none. shopKeyDiffers, with
/// nothing written, where another core's key was faster.
[[nodiscard]] Result<> moveIn(store::Tx &tx, const SealedSecrets &sealed);

/// After the COMMIT: removes the old copies. What goes wrong is logged; the next start tries again.
[[nodiscard]] QCoro::Task<> removeMoved(QString folder, SecretStore *kept, std::vector<KnownSecret> known);

/// After shopKeyDiffers: removes a key that was made for nothing, so that nobody takes it for the shop's. False where
/// the key wasn't made now, and stays.
bool dropUnusedKey(const SecretOptions &where, const MovingSecrets &moving);

} // namespace counterbell::secrets
