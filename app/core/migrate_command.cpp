// SPDX-License-Identifier: Apache-2.0
#include "app/core/commands.h"
#include "app/core/database.h"
#include "app/core/store_migration.h"

#include <QFile>

namespace counterbell
{

using namespace Qt::StringLiterals;

CommandReport migrate(const CoreOptions &options, const DataFolder &folder)
{
    const auto file = folder.path(kDatabaseFile);
    if (!QFile::exists(file))
        return notDone(u"There is no database in the data folder \"%1\"."_s.arg(options.dataDir), u"noShop"_s);
    const auto migration = migrateStore(*store::sqliteDialect({file}), *store::postgresDialect(*options.postgres),
                                        folder.path(kMediaFolder));
    if (!migration)
        return notDone(migration.error(), u"notMigrated"_s);
    // Two cores on two copies of one shop would both send.
    if (!QFile::rename(file, file + u".migrated"_s))
        return notDone(u"All was copied, but %1 can't be renamed: move it away."_s.arg(kDatabaseFile), u"unwritable"_s);
    CommandReport report{0, {}, migration->toJson()};
    for (const auto &table : migration->tables)
        report.lines << u"%1 %2"_s.arg(table.name, -28).arg(table.rows);
    if (const auto missing = migration->files.missing; missing > 0)
        report.lines << u"%1 files that messages name were not in the data folder, and are not in the copy."_s.arg(
            missing);
    if (!migration->isConfirmed) {
        report.status = 1;
        report.lines << u"The server was lost at the last moment, so it may or may not hold the data. Look whether its "
                        "tables have rows: if so, go on with it; if not, rename %1.migrated back and try again."_s.arg(
                            kDatabaseFile);
        return report;
    }
    report.lines << u"%1 rows and %2 files, as many as before. The old database is %3.migrated."_s
                        .arg(report.json.value(u"rows"_s).toInteger())
                        .arg(migration->files.copied)
                        .arg(kDatabaseFile);
    return report;
}

} // namespace counterbell
