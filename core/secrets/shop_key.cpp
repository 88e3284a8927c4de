// SPDX-License-Identifier: Apache-2.0
#include "core/secrets/shop_key.h"

#include "core/secrets/secret_store.h"

#include <QDir>

namespace counterbell::secrets
{

using namespace Qt::StringLiterals;

namespace
{

constexpr int kSalt = 16;

Result<SecretKey> readFile(const SecretOptions &options)
{
    auto key = readKeyFile(QDir(options.folder).filePath(kShopKeyFile));
    if (!key && key.error() == secretProblem("keyMissing"_L1).value())
        return secretProblem("shopKeyMissing"_L1);
    return key;
}

ShopKey withHeader(SecretKey key, int logN, const QByteArray &salt)
{
    auto header = makeHeader(key, logN, salt);
    return {std::move(key), std::move(header)};
}

} // namespace

Result<ShopKey> findShopKey(const SecretOptions &options, const BoxHeader &known)
{
    const bool isByPassphrase = known.logN > 0;
    if (isByPassphrase && options.passphrase.isEmpty())
        return secretProblem("passphraseNeeded"_L1);
    auto key =
        isByPassphrase ? keyFromPassphrase(options.passphrase, known.salt, {.logN = known.logN}) : readFile(options);
    if (!key)
        return tl::unexpected(key.error());
    if (!fits(*key, known))
        return secretProblem("shopKeyDiffers"_L1);
    return ShopKey{*std::move(key), known};
}

Result<ShopKey> firstShopKey(const SecretOptions &options, bool mayMake)
{
    const auto salt = randomBytes(kSalt);
    if (!options.passphrase.isEmpty()) {
        constexpr ScryptCost cost;
        auto key = keyFromPassphrase(options.passphrase, salt, cost);
        if (!key)
            return tl::unexpected(key.error());
        return withHeader(*std::move(key), cost.logN, salt);
    }
    auto key = readFile(options);
    if (!key && mayMake && key.error() == secretProblem("shopKeyMissing"_L1).value())
        key = createKeyFile(QDir(options.folder).filePath(kShopKeyFile));
    if (!key)
        return tl::unexpected(key.error());
    return withHeader(*std::move(key), 0, salt);
}

} // namespace counterbell::secrets
