// SPDX-License-Identifier: Apache-2.0
#include "app/core/commands.h"
#include "app/core/database.h"
#include "app/core/media_copy.h"
#include "app/core/missing_shop.h"
#include "app/core/shop_secrets.h"
#include "app/core/store_migration.h"

#include <QFile>

namespace counterbell
{

using namespace Qt::StringLiterals;

namespace
{

/// What the settings in the old database refer to. Taking a database that can't be read for one without secrets would
/// remove their old copies unmoved.
tl::expected<secrets::ShopSecrets, QString> secretsOf(const store::Dialect &dialect)
{
    try {
        store::Connection db(dialect, u"migrate-secrets"_s, true);
        return shopSecrets(db);
    } catch (const store::SqlError &error) {
        return tl::unexpected(u"The database can't be read: %1."_s.arg(QString::fromUtf8(error.what())));
    }
}

tl::expected<StoreMigration, QString> copyWith(const secrets::SealedSecrets &sealed, const store::Dialect &from,
                                               const store::Dialect &to, const QString &mediaFolder)
{
    return migrateStore(from, to, mediaFolder, [&](store::Tx &tx) -> tl::expected<void, QString> {
        const auto moved = secrets::moveIn(tx, sealed);
        return moved ? tl::expected<void, QString>{} : tl::unexpected(secretsSentence(moved.error()));
    });
}

CommandReport reportOf(const StoreMigration &migration, size_t secretCount)
{
    CommandReport report{0, {}, migration.toJson()};
    report.json.insert(u"secrets"_s, qint64(secretCount));
    for (const auto &table : migration.tables)
        report.lines << u"%1 %2"_s.arg(table.name, -28).arg(table.rows);
    if (const auto missing = migration.files.missing; missing > 0)
        report.lines << u"%1 files that messages name were not in the data folder, and are not in the copy."_s.arg(
            missing);
    if (!migration.isConfirmed) {
        report.status = 1;
        report.lines << u"The server was lost at the last moment, so it may or may not hold the data. Look whether its "
                        "tables have rows: if so, go on with it; if not, rename %1.migrated back and try again."_s.arg(
                            kDatabaseFile);
        return report;
    }
    report.lines << u"%1 rows and %2 files, as many as before. The old database is %3.migrated."_s
                        .arg(report.json.value(u"rows"_s).toInteger())
                        .arg(migration.files.copied)
                        .arg(kDatabaseFile);
    report.lines << u"%1 secrets, sealed with %2 in the data folder: a further core needs a copy of that file, and so "
                    "do you."_s.arg(secretCount)
                        .arg(secrets::kShopKeyFile);
    return report;
}

} // namespace

QCoro::Task<CommandReport> migrate(CoreOptions options, const DataFolder *folder)
{
    const auto file = folder->path(kDatabaseFile);
    if (!hasDatabase(file))
        co_return notDone(u"There is no database in the data folder \"%1\"."_s.arg(options.dataDir), u"noShop"_s);
    const auto from = store::sqliteDialect({file});
    const auto shop = secretsOf(*from);
    if (!shop)
        co_return notDone(shop.error(), u"notMigrated"_s);
    const auto where = secretOptions(options);
    const auto moving = co_await secrets::gatherSecrets(where, shop->known, std::nullopt, true);
    if (!moving)
        co_return notDone(secretsSentence(moving.error()), problemWord(moving.error()));
    const auto migration =
        copyWith(moving->sealed, *from, *store::postgresDialect(*options.postgres), folder->path(kMediaFolder));
    if (!migration) {
        secrets::dropUnusedKey(where, *moving);
        co_return notDone(migration.error(), u"notMigrated"_s);
    }
    // Two cores on two copies of one shop would both send.
    if (!QFile::rename(file, file + u".migrated"_s))
        co_return notDone(u"All was copied, but %1 can't be renamed: move it away."_s.arg(kDatabaseFile),
                          u"unwritable"_s);
    if (moving->kept && migration->isConfirmed)
        co_await secrets::removeMoved(where.folder, moving->kept.get(), shop->known);
    co_return reportOf(*migration, moving->sealed.boxes.size());
}

} // namespace counterbell
