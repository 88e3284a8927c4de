// SPDX-License-Identifier: Apache-2.0
#include "core/messaging/setup/account_settings.h"

#include "core/store/settings_repository.h"
#include "core/store/setup_change.h"
#include "core/workspace/workspace_settings.h"

namespace counterbell::messaging
{

using namespace Qt::StringLiterals;

namespace
{

const auto kGroup = u"twilio"_s;

QCoro::Task<Result<>> keepSecret(secrets::SecretStore *secrets, QLatin1StringView name, QString value)
{
    // Not in one expression: GCC 12 destroys the arguments of both sides of a conditional that awaits.
    Result<> kept;
    if (value.isEmpty())
        kept = co_await secrets->remove(QString(name));
    else
        kept = co_await secrets->write(QString(name), value.toUtf8());
    co_return kept;
}

} // namespace

bool isAccountSecret(const QString &name)
{
    return name == kAuthTokenSecret || name == kPreviousTokenSecret || name == kApiKeySecret;
}

QCoro::Task<Result<KeptAccount>> readAccount(store::Store *store, secrets::SecretStore *secrets)
{
    auto reading = store->read([](store::Connection &db) -> Result<KeptAccount> {
        const auto twilio = store::readSettings(db, kGroup);
        KeptAccount found;
        found.account.accountSid = twilio.value(u"accountSid"_s).toString();
        found.account.apiKeySid = twilio.value(u"apiKeySid"_s).toString();
        const auto base = twilio.value(u"baseUrl"_s).toString();
        if (!base.isEmpty() && workspace::readWorkspace(db).kind == WorkspaceKind::Sandbox)
            found.account.hosts = HostMap(QUrl(base));
        return found;
    });
    auto kept = co_await std::move(reading);
    if (!kept)
        co_return kept;
    const auto token = co_await secrets->read(QString(kAuthTokenSecret));
    const auto previous = co_await secrets->read(QString(kPreviousTokenSecret));
    const auto key = co_await secrets->read(QString(kApiKeySecret));
    for (const auto *read : {&token, &previous, &key}) {
        if (!*read)
            co_return tl::unexpected(read->error());
    }
    kept->account.authToken = QString::fromUtf8(token->value_or(QByteArray()));
    kept->account.apiKeySecret = QString::fromUtf8(key->value_or(QByteArray()));
    kept->tokens.push_back(token->value_or(QByteArray()));
    if (*previous)
        kept->tokens.push_back(**previous);
    co_return kept;
}

QCoro::Task<Result<>> keepAccount(store::Store *store, secrets::SecretStore *secrets, KeptAccount before,
                                  TwilioAccount account)
{
    if (account.authToken != before.account.authToken) {
        // Of another account nothing can be under way that is meant for this one.
        const bool isSameAccount = account.accountSid == before.account.accountSid;
        const auto previous = isSameAccount ? before.account.authToken : QString();
        if (const auto kept = co_await keepSecret(secrets, kPreviousTokenSecret, previous); !kept)
            co_return kept;
        if (const auto kept = co_await keepSecret(secrets, kAuthTokenSecret, account.authToken); !kept)
            co_return kept;
    }
    if (account.apiKeySecret != before.account.apiKeySecret) {
        if (const auto kept = co_await keepSecret(secrets, kApiKeySecret, account.apiKeySecret); !kept)
            co_return kept;
    }
    auto writing = store->write([sid = account.accountSid, key = account.apiKeySid](store::Tx &tx) -> Result<> {
        auto twilio = store::readSettings(tx, kGroup);
        twilio.insert(u"accountSid"_s, sid);
        twilio.insert(u"apiKeySid"_s, key);
        store::writeSettings(tx, kGroup, twilio);
        store::noteSetupChange(tx, {store::SetupPart::Account, {}});
        return {};
    });
    co_return co_await std::move(writing);
}

} // namespace counterbell::messaging
