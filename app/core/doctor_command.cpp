// SPDX-License-Identifier: Apache-2.0
#include "app/core/backups.h"
#include "app/core/commands.h"
#include "app/core/event_rendering.h"
#include "app/core/folder_checks.h"
#include "app/core/media_checks.h"
#include "app/core/media_copy.h"
#include "app/core/missing_shop.h"
#include "app/core/network_checks.h"
#include "app/core/shop_checks.h"
#include "app/core/shop_secrets.h"
#include "core/messaging/setup/account_settings.h"
#include "core/store/migrator.h"
#include "core/workspace/business_clock.h"

#include <QFile>
#include <QJsonArray>

namespace counterbell
{

using namespace Qt::StringLiterals;

namespace
{

QString wordOf(HealthStatus status)
{
    switch (status) {
    case HealthStatus::Ok:
        return u"ok"_s;
    case HealthStatus::Degraded:
        return u"warning"_s;
    case HealthStatus::Failed:
        break;
    }
    return u"failed"_s;
}

CommandReport reportOf(const std::vector<Finding> &findings)
{
    CommandReport report;
    auto worst = HealthStatus::Ok;
    QJsonArray checks;
    for (const auto &finding : findings) {
        worst = std::max(worst, finding.status);
        const auto word = wordOf(finding.status);
        checks << QJsonObject{{u"name"_s, finding.name}, {u"status"_s, word}, {u"detail"_s, finding.detail}};
        report.lines << u"%1  %2: %3"_s.arg(word, -8).arg(finding.name, finding.detail);
    }
    report.status = worst == HealthStatus::Failed ? 1 : 0;
    report.json = {{u"status"_s, wordOf(worst)}, {u"checks"_s, checks}};
    return report;
}

/// What the settings and the secret store say about the account; nothing, with findings, where they can't be read.
QCoro::Task<std::optional<messaging::KeptAccount>> checkSecrets(store::Store *store, CoreOptions options,
                                                                std::vector<Finding> *findings)
{
    const auto where = secretOptions(options);
    Result<std::unique_ptr<secrets::SecretStore>> opened;
    if (store->isShared())
        opened = co_await secrets::openSealedSecrets(store, where);
    const bool isMoved = opened && *opened;
    if (opened && !*opened)
        opened = co_await secrets::openKeptSecrets(where);
    if (!opened) {
        findings->push_back({u"secrets"_s, HealthStatus::Failed, secretsSentence(opened.error())});
        co_return std::nullopt;
    }
    if (!*opened) {
        findings->push_back(
            {u"secrets"_s, HealthStatus::Degraded,
             store->isShared()
                 ? secretsSentence(secrets::secretProblem("secretsElsewhere"_L1).value())
                 : u"none are kept with this data folder: put secrets.* of its former place into it, or enter "
                   "the account in Settings"_s});
        co_return std::nullopt;
    }
    auto account = co_await messaging::readAccount(store, opened->get());
    if (!account) {
        findings->push_back({u"secrets"_s, HealthStatus::Failed,
                             u"the account can't be read (%1)"_s.arg(problemWord(account.error()))});
        co_return std::nullopt;
    }
    if (account->account.authToken.isEmpty())
        findings->push_back({u"secrets"_s, HealthStatus::Failed,
                             u"there is no auth token, so no webhook can be checked; enter it in Settings"_s});
    else
        findings->push_back(
            {u"secrets"_s, HealthStatus::Ok,
             u"they open, and lie in: %1"_s.arg(wireName((*opened)->backend())) +
                 (store->isShared() && !isMoved ? u"; the next start moves them into the database"_s : QString())});
    co_return std::optional(std::move(*account));
}

QCoro::Task<std::vector<Finding>> checkInside(store::Store *store, CoreOptions options, Timestamp now)
{
    auto reading = store->read([](store::Connection &db) -> Result<Peers> { return readPeers(db); });
    const auto peers = co_await std::move(reading);
    std::vector<Finding> findings;
    auto checking = checkSecrets(store, options, &findings);
    const auto account = co_await std::move(checking);
    if (options.isOffline || !peers)
        co_return findings;
    auto asking = checkNetwork(account, *peers, now);
    const auto asked = co_await std::move(asking);
    findings.insert(findings.end(), asked.begin(), asked.end());
    co_return findings;
}

} // namespace

QCoro::Task<CommandReport> doctor(CoreOptions options)
{
    if (!isReadable(options.dataDir))
        co_return notDone(
            u"The data folder \"%1\" can't be read by this user: run this as the one that runs the core."_s.arg(
                options.dataDir),
            u"unreadable"_s);
    const auto missing = missingShop(options);
    if (!options.postgres && !missing && !hasDatabase(options.dataDir + u'/' + kDatabaseFile))
        co_return notDone(u"There is no shop in the data folder \"%1\"."_s.arg(options.dataDir), u"noShop"_s);
    workspace::BusinessClock clock;
    auto findings = checkFolder(options, clock.now());
    if (missing) {
        findings.push_back({u"database"_s, HealthStatus::Failed, *missing});
        co_return reportOf(findings);
    }
    if (const auto refused = options.postgres ? std::nullopt : checkDatabaseFile(options.dataDir)) {
        findings.push_back(*refused);
        co_return reportOf(findings);
    }
    bool isOpenable = false;
    try {
        const auto dialect = dialectFor(options);
        store::Connection db(*dialect, u"doctor"_s, true);
        const auto shop = checkShop(db, clock.now());
        findings.insert(findings.end(), shop.begin(), shop.end());
        isOpenable = shop.front().status != HealthStatus::Failed &&
                     store::checkMigrations(db, store::builtInMigrations(*dialect));
        if (isOpenable)
            findings.push_back(checkMedia(db, options.dataDir + u'/' + kMediaFolder));
    } catch (const store::SqlError &error) {
        findings.push_back({u"database"_s, HealthStatus::Failed, databaseSentence(QString::fromUtf8(error.what()))});
    }
    // What is to be brought up to date first is the core's: a doctor changes nothing.
    if (!isOpenable)
        co_return reportOf(findings);
    store::Store store(dialectFor(options), clock, {});
    if (const auto opened = store.open(eventRenderer()); !opened) {
        findings.push_back({u"database"_s, HealthStatus::Failed, storeSentence(opened.error())});
        co_return reportOf(findings);
    }
    auto checking = checkInside(&store, options, clock.now());
    const auto inside = co_await std::move(checking);
    findings.insert(findings.end(), inside.begin(), inside.end());
    store.close();
    co_return reportOf(findings);
}

} // namespace counterbell
