// SPDX-License-Identifier: Apache-2.0
#include "core/store/migrator.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>

static void initMigrationResources()
{
    Q_INIT_RESOURCE(migrations);
}

namespace counterbell::store
{

using namespace Qt::StringLiterals;

namespace
{

const auto kSeparator = u"\n----\n"_s;

QString checksumOf(const Migration &migration)
{
    return QString::fromLatin1(QCryptographicHash::hash(migration.sql.toUtf8(), QCryptographicHash::Sha256).toHex());
}

tl::unexpected<Error> misfit(const QString &problem, int version)
{
    return refuse(Reason::Conflict, {{u"problem"_s, problem}, {u"version"_s, version}});
}

void makeTable(Connection &db)
{
    db.executeOnce(u"CREATE TABLE IF NOT EXISTS schema_migrations (version INTEGER PRIMARY KEY, name TEXT NOT NULL, "
                   "checksum TEXT NOT NULL, applied_at BIGINT NOT NULL)"_s);
}

QMap<int, QString> appliedMigrations(Connection &db)
{
    QMap<int, QString> applied;
    const auto rows = db.query(u"SELECT version, checksum FROM schema_migrations ORDER BY version"_s);
    while (rows->next())
        applied.insert(int(rows->integer(0)), rows->text(1));
    return applied;
}

/// Nothing that is there may be of a newer program, or differ from what this one would have made.
Result<> checkApplied(const QMap<int, QString> &applied, const std::vector<Migration> &migrations)
{
    const auto newest = migrations.empty() ? 0 : migrations.back().version;
    if (!applied.isEmpty() && applied.lastKey() > newest)
        return misfit(u"newerSchema"_s, applied.lastKey());
    for (const auto &migration : migrations) {
        if (const auto known = applied.find(migration.version);
            known != applied.end() && *known != checksumOf(migration))
            return misfit(u"changedMigration"_s, migration.version);
    }
    return {};
}

} // namespace

std::vector<Migration> builtInMigrations(const Dialect &dialect)
{
    initMigrationResources();
    std::vector<Migration> migrations;
    const auto names = QDir(u":/migrations"_s).entryList({u"*.sql"_s}, QDir::Files, QDir::Name);
    for (const auto &name : names) {
        // 0001_initial.sql is for all, 0002_search.sqlite.sql for one dialect.
        const auto parts = name.split(u'.');
        if (parts.size() == 3 && parts.at(1) != dialect.name())
            continue;
        QFile file(u":/migrations/"_s + name);
        if (!file.open(QIODevice::ReadOnly))
            throw SqlError(SqlError::Kind::Other, u"cannot read migration "_s + name);
        migrations.push_back({name.left(4).toInt(), parts.at(0), QString::fromUtf8(file.readAll())});
    }
    return migrations;
}

Result<> migrate(Connection &db, const std::vector<Migration> &migrations, Timestamp now)
{
    db.beginWrite(); // two cores that start at once would both make the table
    makeTable(db);
    const auto applied = appliedMigrations(db);
    db.commit();
    if (auto fits = checkApplied(applied, migrations); !fits)
        return fits;
    for (const auto &migration : migrations) {
        if (applied.contains(migration.version))
            continue;
        db.beginWrite();
        try {
            if (appliedMigrations(db).contains(migration.version)) { // by another core, in the meantime
                db.executeOnce(u"ROLLBACK"_s);
                continue;
            }
            for (const auto &statement : db.dialect().expand(migration.sql).split(kSeparator))
                db.executeOnce(statement);
            db.execute(u"INSERT INTO schema_migrations (version, name, checksum, applied_at) VALUES (?, ?, ?, ?)"_s,
                       migration.version, migration.name, checksumOf(migration), now);
            db.commit();
        } catch (const SqlError &) {
            if (db.inTransaction())
                db.executeOnce(u"ROLLBACK"_s);
            throw;
        }
    }
    return {};
}

Result<> checkMigrations(Connection &db, const std::vector<Migration> &migrations)
{
    const auto applied = appliedMigrations(db);
    if (auto fits = checkApplied(applied, migrations); !fits)
        return fits;
    for (const auto &migration : migrations) {
        if (!applied.contains(migration.version))
            return misfit(u"notMigrated"_s, migration.version);
    }
    return {};
}

bool isNewDatabase(Connection &db)
{
    makeTable(db);
    return appliedMigrations(db).isEmpty();
}

bool isMigrationDue(Connection &db, const std::vector<Migration> &migrations)
{
    makeTable(db);
    const auto applied = appliedMigrations(db);
    return std::any_of(migrations.begin(), migrations.end(),
                       [&](const Migration &m) { return !applied.contains(m.version); });
}

} // namespace counterbell::store
