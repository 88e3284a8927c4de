// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/secrets/secret_store.h"
#include "core/secrets/shop_key.h"
#include "core/store/store.h"

namespace counterbell::secrets
{

/// The secrets in a database that several cores share, each sealed under its name with the shop's key: what one core
/// keeps, all have, and a box in another's place is `tampered`. Nothing is cached, so the newest is read. Besides the
/// problems of SecretStore those of the database are errors; nothing is written once the database's key is another
/// (shopKeyDiffers).
class SharedSecretStore : public SecretStore
{
public:
    SharedSecretStore(store::Store &store, ShopKey key) : m_store(store), m_key(std::move(key)) {}

    SecretBackend backend() const override { return SecretBackend::Database; }
    QCoro::Task<Result<std::optional<QByteArray>>> read(QString name) override;
    QCoro::Task<Result<>> write(QString name, QByteArray value) override;
    QCoro::Task<Result<>> remove(QString name) override;
    QCoro::Task<Result<QByteArray>> keepOnce(QString name, QByteArray value) override;

private:
    store::Store &m_store;
    ShopKey m_key;
};

/// Refuses with shopKeyDiffers unless `header` is that of the database's key, and with shopKeyMissing when it has none.
[[nodiscard]] Result<> requireShopKey(store::Connection &db, const BoxHeader &header);

} // namespace counterbell::secrets
