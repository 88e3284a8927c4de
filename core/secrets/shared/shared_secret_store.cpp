// SPDX-License-Identifier: Apache-2.0
#include "core/secrets/shared/shared_secret_store.h"

#include "core/secrets/shared/sealed_repository.h"

namespace counterbell::secrets
{

using namespace Qt::StringLiterals;

QCoro::Task<Result<std::optional<QByteArray>>> SharedSecretStore::read(QString name)
{
    if (const auto checked = checkSecretName(name); !checked)
        co_return tl::unexpected(checked.error());
    auto reading = m_store.read([name](store::Connection &db) -> Result<std::optional<QByteArray>> {
        return SealedRepository().find(db, name);
    });
    const auto box = co_await std::move(reading);
    if (!box || !*box)
        co_return box;
    const auto value = m_key.open(name, **box);
    if (!value)
        co_return tl::unexpected(value.error());
    co_return std::optional(*value);
}

QCoro::Task<Result<>> SharedSecretStore::write(QString name, QByteArray value)
{
    const auto checked = checkSecretName(name).and_then([&] { return checkSecretValue(value); });
    if (!checked)
        co_return tl::unexpected(checked.error());
    auto writing = m_store.write([name, box = m_key.seal(name, value), header = m_key.header](store::Tx &tx) {
        return requireShopKey(tx, header).map([&] { SealedRepository().write(tx, name, box); });
    });
    co_return co_await std::move(writing);
}

QCoro::Task<Result<>> SharedSecretStore::remove(QString name)
{
    if (const auto checked = checkSecretName(name); !checked)
        co_return tl::unexpected(checked.error());
    auto writing = m_store.write([name, header = m_key.header](store::Tx &tx) {
        return requireShopKey(tx, header).map([&] { SealedRepository().remove(tx, name); });
    });
    co_return co_await std::move(writing);
}

QCoro::Task<Result<QByteArray>> SharedSecretStore::keepOnce(QString name, QByteArray value)
{
    const auto checked = checkSecretName(name).and_then([&] { return checkSecretValue(value); });
    if (!checked)
        co_return tl::unexpected(checked.error());
    // In one transaction: of two cores that begin at once both are to have the same.
    auto writing = m_store.write(
        [name, box = m_key.seal(name, value), header = m_key.header](store::Tx &tx) -> Result<QByteArray> {
            if (const auto required = requireShopKey(tx, header); !required)
                return tl::unexpected(required.error());
            const auto present = SealedRepository().find(tx, name);
            if (!present)
                SealedRepository().write(tx, name, box);
            return present.value_or(box);
        });
    const auto kept = co_await std::move(writing);
    if (!kept)
        co_return tl::unexpected(kept.error());
    co_return m_key.open(name, *kept);
}

Result<> requireShopKey(store::Connection &db, const BoxHeader &header)
{
    const auto mark = SealedRepository().keyMark(db);
    if (!mark)
        return secretProblem("shopKeyMissing"_L1);
    const auto known = readHeader(*mark);
    if (!known || known->check != header.check)
        return secretProblem("shopKeyDiffers"_L1);
    return {};
}

} // namespace counterbell::secrets
