// SPDX-License-Identifier: Apache-2.0
#include "app/core/new_workspace.h"

#include "app/core/provision.h"
#include "app/core/seed_loader.h"
#include "core/store/settings_repository.h"
#include "core/workspace/business_clock.h"

#include <QFile>
#include <QUuid>

namespace counterbell
{

using namespace Qt::StringLiterals;

namespace
{

store::Pending<void> writeWorkspace(store::Store &store, Provision provision, Timestamp now)
{
    return store.write([provision, now](store::Tx &tx) -> Result<> {
        if (isWorkspaceMade(tx))
            return {};
        makeWorkspace(tx, provision);
        if (provision.seed)
            loadSeed(tx, builtInSeed(), now);
        store::writeSettings(tx, u"store"_s, {{u"id"_s, QUuid::createUuid().toString(QUuid::WithoutBraces)}});
        return {};
    });
}

/// It holds secrets in clear, and nobody reads it any more.
void removeProvision(const QString &path)
{
    QFile file(path);
    if (file.exists() && !file.remove())
        qWarning("core: provision.json can't be deleted: %s", qUtf8Printable(file.errorString()));
}

} // namespace

QCoro::Task<tl::expected<void, QString>> makeWorkspaceOnce(store::Store &store, secrets::SecretStore &secrets,
                                                           workspace::BusinessClock &clock, QString file)
{
    const auto isMade = co_await store.read([](store::Connection &db) -> Result<bool> { return isWorkspaceMade(db); });
    // Not knowing is not "no": what stands there would be written over.
    if (!isMade)
        co_return tl::unexpected(u"The database can't be read: %1."_s.arg(
            isMade.error().details.value(u"problem"_s).toString(wireName(isMade.error().reason))));
    if (!*isMade) {
        const auto provision = readProvision(file);
        if (!provision)
            co_return tl::unexpected(provision.error());
        if (const auto kept = co_await keepSecrets(secrets, *provision); !kept)
            co_return tl::unexpected(u"The secrets can't be kept in the data folder."_s);
        clock.setOffset(provision->clockOffset);
        auto writing = writeWorkspace(store, *provision, clock.now());
        const auto made = co_await std::move(writing);
        if (!made)
            co_return tl::unexpected(u"The workspace can't be made in the database."_s);
    }
    removeProvision(file);
    co_return tl::expected<void, QString>{};
}

} // namespace counterbell
