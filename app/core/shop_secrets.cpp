// SPDX-License-Identifier: Apache-2.0
#include "app/core/shop_secrets.h"

#include "app/core/command_report.h"
#include "app/core/provision.h"
#include "core/api/agent.h"
#include "core/messaging/setup/account_settings.h"
#include "core/webhooks/relay_settings.h"

namespace counterbell
{

using namespace Qt::StringLiterals;

secrets::SecretOptions secretOptions(const CoreOptions &options)
{
    secrets::SecretOptions where;
    where.folder = options.dataDir;
    where.keychainService = u"counterbell "_s + options.dataDir;
    return where;
}

secrets::ShopSecrets shopSecrets(store::Connection &db)
{
    const bool hasApiKey = !store::readSettings(db, u"twilio"_s).value(u"apiKeySid"_s).toString().isEmpty();
    const bool hasModelKey = store::settingsOf<AgentSettings>(db, u"agent"_s).hasKey;
    secrets::ShopSecrets shop;
    shop.known = {{messaging::kAuthTokenSecret},
                  {messaging::kPreviousTokenSecret},
                  {messaging::kApiKeySecret, hasApiKey},
                  {kModelKeySecret, hasModelKey},
                  {kErasureKeySecret},
                  {webhooks::kPairingCodeSecret}};
    for (const auto &relay : store::settingsOf<webhooks::PairedRelays>(db, webhooks::kRelaysGroup).items)
        shop.known.push_back({webhooks::linkTokenSecret(relay.tenant)});
    shop.isShopMade = isWorkspaceMade(db);
    return shop;
}

QCoro::Task<tl::expected<std::unique_ptr<secrets::SecretStore>, QString>>
openShopSecrets(store::Store *store, CoreOptions options, bool mayUseKeychain)
{
    auto where = secretOptions(options);
    where.mayUseKeychain = mayUseKeychain;
    if (store->isShared()) {
        auto shared = co_await secrets::openSharedSecrets(store, where, shopSecrets);
        if (!shared)
            co_return tl::unexpected(secretsSentence(shared.error()));
        co_return std::move(*shared);
    }
    auto opened = co_await secrets::openSecrets(where);
    if (!opened)
        co_return tl::unexpected(secretsSentence(opened.error()));
    co_return std::move(opened->store);
}

QString secretsSentence(const Error &error)
{
    const auto problem = problemWord(error);
    if (problem == u"shopKeyMissing"_s)
        return u"The shop's secrets are sealed in the database and the data folder doesn't hold their key: copy "
               "secrets.key into it from the data folder of another core on this database."_s;
    if (problem == u"shopKeyDiffers"_s)
        return u"The shop's secrets are sealed in the database with another key than secrets.key in the data folder: "
               "put in its place the secrets.key of another core on this database."_s;
    if (problem == u"secretsElsewhere"_s)
        return u"The shop's secrets are not in the database yet but in the data folder of the core that has worked on "
               "it: start that one first, then copy its secrets.key into this data folder."_s;
    if (problem == u"keyExposed"_s)
        return u"Others on this machine may read secrets.key in the data folder: take their permissions away (chmod "
               "600 secrets.key)."_s;
    const auto anew = u"; where that can't be done any more, move secrets.* out of the folder, start, and enter the "
                      u"account in Settings and "
                      "pair the relays anew"_s;
    if (problem == u"keyMissing"_s)
        return u"The secrets in the data folder can't be opened without their key: put secrets.key beside secrets.enc, "
               "from the folder's former place or a copy"_s +
               anew + u'.';
    if (problem == u"wrongKey"_s)
        return u"The secrets in the data folder can't be opened with secrets.key: put the one beside them that "
               "secrets.enc was made with"_s +
               anew + u'.';
    if (problem == u"tampered"_s)
        return u"The file secrets.enc in the data folder is damaged or was changed: put a copy of it in its place"_s +
               anew + u'.';
    if (problem == u"unreadable"_s)
        return u"The secrets in the data folder can't be read: check that secrets.backend, secrets.enc and secrets.key "
               "belong to the user who runs this and are whole, or put copies of them in their place"_s +
               anew + u'.';
    if (problem == u"unwritable"_s)
        return u"The secrets can't be kept in the data folder: check that there is room on its disk, and that it "
               "belongs to the user who runs this."_s;
    if (problem == u"passphraseNeeded"_s)
        return u"The secrets in the data folder are sealed with a passphrase, which this program was not given: put "
               "back a copy of secrets.* that was not"_s +
               anew + u'.';
    if (problem == u"keychainUnavailable"_s)
        return u"The secrets lie in this user's keychain, which does not answer: start it, or log in to the desktop, "
               "and try again."_s;
    if (problem == u"keychainDenied"_s)
        return u"The secrets lie in this user's keychain, which is locked or refuses this program: unlock it, allow "
               "counterbell-core, and try again."_s;
    return u"The secrets can't be opened: %1."_s.arg(problem);
}

} // namespace counterbell
