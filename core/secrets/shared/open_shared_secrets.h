// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/secrets/shared/moving_secrets.h"
#include "core/store/store.h"

namespace counterbell::secrets
{

/// What the program knows of a shop's secrets: by name, and whether there is a shop at all.
struct ShopSecrets {
    std::vector<KnownSecret> known;
    bool isShopMade = false;
};
using ShopSecretsOf = ShopSecrets (*)(store::Connection &);

/// The secrets of a database that cores share, with the key in this core's data folder (or of its passphrase). What
/// this core has kept by itself so far is moved in, once: one transaction, then the old copies go, so that a core that
/// is killed on the way loses nothing and begins again. On a new database the first core makes the key; of two that
/// begin at once one does, and the other is refused.
///
/// Nothing is ever made or overwritten where the database has a key: shopKeyMissing, shopKeyDiffers. secretsElsewhere
/// where there is a shop but neither its secrets nor a key, so that they must still lie with another core. Also what
/// openSecrets and the store answer.
[[nodiscard]] QCoro::Task<Result<std::unique_ptr<SecretStore>>>
openSharedSecrets(store::Store *store, SecretOptions where, ShopSecretsOf shopSecrets);

/// The same, changing nothing: null where the database has no key yet.
[[nodiscard]] QCoro::Task<Result<std::unique_ptr<SecretStore>>> openSealedSecrets(store::Store *store,
                                                                                  SecretOptions where);

} // namespace counterbell::secrets
