// SPDX-License-Identifier: Apache-2.0
#include "core/secrets/keychain_secret_store.h"

#include <qcorosignal.h>
#include <qt6keychain/keychain.h>

namespace counterbell::secrets
{

using namespace Qt::StringLiterals;

namespace
{

constexpr auto kProbe = "probe"_L1;

/// Finer would be a guess: a missing Secret Service shows as "other error", a missing KWallet as "no backend".
QLatin1StringView problemOf(QKeychain::Error error)
{
    const bool isDenied = error == QKeychain::AccessDenied || error == QKeychain::AccessDeniedByUser;
    return isDenied ? "keychainDenied"_L1 : "keychainUnavailable"_L1;
}

/// Runs a job that deletes itself later, not before the caller has read it. Its own texts may name the key and
/// aren't kept.
QCoro::Task<QKeychain::Error> run(QKeychain::Job *job, std::chrono::milliseconds patience)
{
    job->setInsecureFallback(false);
    job->start();
    const auto finished = co_await qCoro(job, &QKeychain::Job::finished, patience);
    co_return finished ? job->error() : QKeychain::AccessDenied;
}

} // namespace

KeychainSecretStore::KeychainSecretStore(QString service, std::chrono::milliseconds patience)
    : m_service(std::move(service)), m_patience(patience)
{
}

QCoro::Task<Result<std::optional<QByteArray>>> KeychainSecretStore::read(QString name)
{
    if (const auto checked = checkSecretName(name); !checked)
        co_return tl::unexpected(checked.error());
    auto *job = new QKeychain::ReadPasswordJob(m_service);
    job->setKey(name);
    const auto error = co_await run(job, m_patience);
    if (error == QKeychain::EntryNotFound)
        co_return std::optional<QByteArray>();
    if (error != QKeychain::NoError)
        co_return secretProblem(problemOf(error));
    co_return std::optional(job->binaryData());
}

QCoro::Task<Result<>> KeychainSecretStore::write(QString name, QByteArray value)
{
    const auto checked = checkSecretName(name).and_then([&] { return checkSecretValue(value); });
    if (!checked)
        co_return tl::unexpected(checked.error());
    auto *job = new QKeychain::WritePasswordJob(m_service);
    job->setKey(name);
    job->setBinaryData(value);
    const auto error = co_await run(job, m_patience);
    if (error != QKeychain::NoError)
        co_return secretProblem(problemOf(error));
    co_return Result<>();
}

QCoro::Task<Result<>> KeychainSecretStore::remove(QString name)
{
    if (const auto checked = checkSecretName(name); !checked)
        co_return tl::unexpected(checked.error());
    auto *job = new QKeychain::DeletePasswordJob(m_service);
    job->setKey(name);
    const auto error = co_await run(job, m_patience);
    if (error != QKeychain::NoError && error != QKeychain::EntryNotFound)
        co_return secretProblem(problemOf(error));
    co_return Result<>();
}

QCoro::Task<Result<>> KeychainSecretStore::probe()
{
    const QByteArray value("counterbell");
    if (const auto written = co_await write(kProbe, value); !written)
        co_return tl::unexpected(written.error());
    const auto found = co_await read(kProbe);
    if (!found)
        co_return tl::unexpected(found.error());
    if (*found != value)
        co_return secretProblem("keychainUnavailable"_L1);
    co_return co_await remove(kProbe);
}

} // namespace counterbell::secrets
