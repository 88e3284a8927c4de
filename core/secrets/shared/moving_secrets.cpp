// SPDX-License-Identifier: Apache-2.0
#include "core/secrets/shared/moving_secrets.h"

#include "core/secrets/shared/sealed_repository.h"
#include "core/secrets/shared/shared_secret_store.h"

#include <QDir>
#include <QFile>

namespace counterbell::secrets
{

using namespace Qt::StringLiterals;

namespace
{

QString keyFileIn(const SecretOptions &where)
{
    return QDir(where.folder).filePath(kShopKeyFile);
}

QString problemOf(const Error &error)
{
    return error.details.value("problem"_L1).toString(wireName(error.reason));
}

QCoro::Task<Result<>> sealAll(MovingSecrets *moving, std::vector<KnownSecret> known)
{
    const auto &key = moving->key;
    moving->sealed.keyMark = key.seal(kKeyMark, "counterbell");
    for (const auto &secret : known) {
        if (!moving->kept || !secret.isUsed)
            continue;
        const auto value = co_await moving->kept->read(secret.name);
        if (!value)
            co_return tl::unexpected(value.error());
        if (*value)
            moving->sealed.boxes.emplace_back(secret.name, key.seal(secret.name, **value));
    }
    co_return Result<>{};
}

} // namespace

QCoro::Task<Result<MovingSecrets>> gatherSecrets(SecretOptions where, std::vector<KnownSecret> known,
                                                 std::optional<BoxHeader> databaseKey, bool mayMakeKey)
{
    MovingSecrets moving;
    // First: without it nothing else matters, and a lost one is not to be taken for a folder that never had any.
    if (databaseKey) {
        auto key = findShopKey(where, *databaseKey);
        if (!key)
            co_return tl::unexpected(key.error());
        moving.key = *std::move(key);
    }
    auto kept = co_await openKeptSecrets(where);
    if (!kept && !databaseKey)
        co_return tl::unexpected(kept.error());
    if (!kept)
        qWarning("secrets: those in the data folder are left alone, they can't be opened: %s",
                 qUtf8Printable(problemOf(kept.error())));
    else
        moving.kept = *std::move(kept);
    if (!databaseKey) {
        const bool hadKeyFile = QFile::exists(keyFileIn(where));
        auto key = firstShopKey(where, mayMakeKey || moving.kept);
        if (!key)
            co_return problemOf(key.error()) == "shopKeyMissing"_L1 ? secretProblem("secretsElsewhere"_L1)
                                                                    : tl::unexpected(key.error());
        moving.key = *std::move(key);
        moving.isKeyMade = !hadKeyFile && QFile::exists(keyFileIn(where));
    }
    if (const auto sealed = co_await sealAll(&moving, std::move(known)); !sealed)
        co_return tl::unexpected(sealed.error());
    co_return Result<MovingSecrets>(std::move(moving));
}

Result<> moveIn(store::Tx &tx, const SealedSecrets &sealed)
{
    const SealedRepository repository;
    const auto header = readHeader(sealed.keyMark);
    if (!header)
        return secretProblem("tampered"_L1);
    if (!repository.keyMark(tx))
        repository.writeKeyMark(tx, sealed.keyMark);
    return requireShopKey(tx, *header).map([&] {
        for (const auto &[name, box] : sealed.boxes)
            repository.writeOnce(tx, name, box);
    });
}

QCoro::Task<> removeMoved(QString folder, SecretStore *kept, std::vector<KnownSecret> known)
{
    QStringList names;
    for (const auto &secret : known)
        names << secret.name;
    const auto removed = co_await removeKeptSecrets(folder, kept, names);
    if (!removed)
        qWarning("secrets: their old copies in the data folder can't be removed: %s",
                 qUtf8Printable(problemOf(removed.error())));
    else
        qInfo("secrets: moved from the data folder into the database");
}

bool dropUnusedKey(const SecretOptions &where, const MovingSecrets &moving)
{
    return moving.isKeyMade && QFile::remove(keyFileIn(where));
}

} // namespace counterbell::secrets
