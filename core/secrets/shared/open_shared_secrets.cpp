// SPDX-License-Identifier: Apache-2.0
#include "core/secrets/shared/open_shared_secrets.h"

#include "core/secrets/shared/sealed_repository.h"
#include "core/secrets/shared/shared_secret_store.h"

namespace counterbell::secrets
{

using namespace Qt::StringLiterals;

namespace
{

struct Found {
    std::optional<QByteArray> keyMark;
    ShopSecrets shop;
};

store::Pending<Found> look(store::Store *store, ShopSecretsOf shopSecrets)
{
    return store->read([shopSecrets](store::Connection &db) -> Result<Found> {
        return Found{SealedRepository().keyMark(db), shopSecrets ? shopSecrets(db) : ShopSecrets()};
    });
}

/// The header of the database's key; empty where it has none.
Result<std::optional<BoxHeader>> headerOf(const std::optional<QByteArray> &keyMark)
{
    if (!keyMark)
        return std::optional<BoxHeader>();
    const auto header = readHeader(*keyMark);
    return header ? Result<std::optional<BoxHeader>>(header) : secretProblem("tampered"_L1);
}

} // namespace

QCoro::Task<Result<std::unique_ptr<SecretStore>>> openSharedSecrets(store::Store *store, SecretOptions where,
                                                                    ShopSecretsOf shopSecrets)
{
    auto looking = look(store, shopSecrets);
    const auto found = co_await std::move(looking);
    if (!found)
        co_return tl::unexpected(found.error());
    const auto databaseKey = headerOf(found->keyMark);
    if (!databaseKey)
        co_return tl::unexpected(databaseKey.error());
    const auto &shop = found->shop;
    auto moving = co_await gatherSecrets(where, shop.known, *databaseKey, !shop.isShopMade);
    if (!moving)
        co_return tl::unexpected(moving.error());
    if (!*databaseKey || moving->kept) {
        auto writing =
            store->write([sealed = moving->sealed](store::Tx &tx) -> Result<> { return moveIn(tx, sealed); });
        const auto moved = co_await std::move(writing);
        const bool isTooLate = !moved && moved.error() == secretProblem("shopKeyDiffers"_L1).value();
        if (isTooLate && dropUnusedKey(where, *moving))
            co_return secretProblem("shopKeyMissing"_L1);
        if (!moved)
            co_return tl::unexpected(moved.error());
    }
    if (moving->kept)
        co_await removeMoved(where.folder, moving->kept.get(), shop.known);
    co_return std::unique_ptr<SecretStore>(std::make_unique<SharedSecretStore>(*store, std::move(moving->key)));
}

QCoro::Task<Result<std::unique_ptr<SecretStore>>> openSealedSecrets(store::Store *store, SecretOptions where)
{
    auto looking = look(store, nullptr);
    const auto found = co_await std::move(looking);
    if (!found)
        co_return tl::unexpected(found.error());
    const auto databaseKey = headerOf(found->keyMark);
    if (!databaseKey)
        co_return tl::unexpected(databaseKey.error());
    if (!*databaseKey)
        co_return std::unique_ptr<SecretStore>();
    auto key = findShopKey(where, **databaseKey);
    if (!key)
        co_return tl::unexpected(key.error());
    co_return std::unique_ptr<SecretStore>(std::make_unique<SharedSecretStore>(*store, *std::move(key)));
}

} // namespace counterbell::secrets
