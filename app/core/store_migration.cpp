// SPDX-License-Identifier: Apache-2.0
#include "app/core/store_migration.h"

#include "core/inbox/search_index.h"
#include "core/store/migrator.h"
#include "core/workspace/business_clock.h"

#include <QJsonArray>

namespace counterbell
{

using namespace Qt::StringLiterals;
using store::Connection;
using store::Query;
using store::Tx;

namespace
{

constexpr int kRowsAtOnce = 50;

tl::unexpected<QString> cannot(const QString &sentence)
{
    return tl::unexpected<QString>(sentence);
}

/// A table with what is copied of it.
struct Table {
    QString name;
    QStringList columns;
    QStringList types;
    QString key; ///< the growing one; empty where there is none
};

/// Tables of the workspace, each behind those that it refers to. The index's own, and what the database keeps of
/// itself, are left out.
std::vector<Table> tablesOf(Connection &db)
{
    QStringList names;
    const auto rows = db.query(u"SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite!_%' "
                               "ESCAPE '!' AND name NOT LIKE '%!_search%' ESCAPE '!' AND name <> 'schema_migrations' "
                               "ORDER BY name"_s);
    while (rows->next())
        names << rows->text(0);
    std::vector<Table> tables;
    while (!names.isEmpty()) {
        const auto before = names.size();
        for (const auto &name : QStringList(names)) {
            bool isWaiting = false;
            const auto references = db.query(u"SELECT \"table\" FROM pragma_foreign_key_list('%1')"_s.arg(name));
            while (references->next())
                isWaiting = isWaiting || (references->text(0) != name && names.contains(references->text(0)));
            if (isWaiting)
                continue;
            Table table{name, {}, {}, {}};
            const auto columns =
                db.query(u"SELECT name, type, pk FROM pragma_table_info('%1') ORDER BY cid"_s.arg(name));
            while (columns->next()) {
                table.columns << columns->text(0);
                table.types << columns->text(1);
                if (columns->text(1) == u"INTEGER"_s && columns->integer(2) == 1)
                    table.key = columns->text(0);
            }
            tables.push_back(std::move(table));
            names.removeOne(name);
        }
        if (names.size() == before)
            throw std::logic_error("tables refer to each other in a circle");
    }
    return tables;
}

qint64 countOf(Connection &db, const QString &table)
{
    const auto row = db.query(u"SELECT COUNT(*) FROM "_s + table);
    return row->next() ? row->integer(0) : -1;
}

/// Numbers that were ever given out, rows that are gone included: none may name another row.
qint64 lastNumberOf(Connection &db, const Table &table)
{
    const auto row = db.query(u"SELECT seq FROM sqlite_sequence WHERE name = ?"_s, table.name);
    return row->next() ? row->integer(0) : 0;
}

class Copy
{
public:
    Copy(Connection &from, Tx &to, const Table &table) : m_to(to), m_table(table)
    {
        Query rows(from, u"SELECT "_s + table.columns.join(u", "_s) + u" FROM "_s + table.name);
        rows.run();
        while (rows.next()) {
            for (int column = 0; column < table.columns.size(); ++column)
                m_values << valueOf(rows, column);
            if (m_values.size() >= kRowsAtOnce * table.columns.size())
                write();
        }
        write();
    }

private:
    /// SQLite keeps whatever it is given; the column says what it stands for.
    [[nodiscard]] QVariant valueOf(const Query &rows, int column) const
    {
        const auto &type = m_table.types[column];
        if (type == u"TEXT"_s)
            return store::toSql(rows.maybe(column, &Query::text));
        if (type == u"BLOB"_s)
            return store::toSql(rows.maybe(column, &Query::bytes));
        return store::toSql(rows.maybe(column, &Query::integer));
    }

    void write()
    {
        const auto rows = m_values.size() / m_table.columns.size();
        if (rows == 0)
            return;
        const QString row = u'(' + QStringList(m_table.columns.size(), u"?"_s).join(u", "_s) + u')';
        Query insert(m_to, u"INSERT INTO "_s + m_table.name + u" ("_s + m_table.columns.join(u", "_s) + u") VALUES "_s +
                               QStringList(rows, row).join(u", "_s));
        insert.runWith(m_values);
        m_values.clear();
    }

    Tx &m_to;
    const Table &m_table;
    QVariantList m_values;
};

qint64 indexMessages(Connection &from, Tx &to)
{
    qint64 count = 0;
    Query rows(from, u"SELECT id, at, body FROM messages WHERE kind <> 'event' AND body <> '' ORDER BY id"_s);
    rows.run();
    for (; rows.next(); ++count)
        inbox::indexMessage(to, rows.id<MessageId>(0), rows.time(1), rows.text(2));
    return count;
}

tl::expected<StoreMigration, QString> copyAll(Connection &from, Tx &to, const QString &mediaFolder)
{
    const auto tables = tablesOf(from);
    for (const auto &table : tables) {
        if (countOf(to, table.name) != 0)
            return cannot(u"The PostgreSQL database is not empty: there are rows in the table \"%1\". Nothing was "
                          "copied."_s.arg(table.name));
    }
    StoreMigration migration;
    for (const auto &table : tables) {
        Copy(from, to, table);
        const auto rows = countOf(from, table.name);
        if (const auto copied = countOf(to, table.name); copied != rows)
            return cannot(u"Of the %1 rows in the table \"%2\" %3 arrived. Nothing was copied."_s.arg(rows)
                              .arg(table.name)
                              .arg(copied));
        if (const auto last = table.key.isEmpty() ? 0 : lastNumberOf(from, table); last > 0)
            to.executeOnce(
                u"SELECT setval(pg_get_serial_sequence('%1', '%2'), %3)"_s.arg(table.name, table.key).arg(last));
        migration.tables.push_back({table.name, rows});
    }
    migration.searchable = indexMessages(from, to);
    const auto files = copyMediaInto(to, mediaFolder);
    if (!files)
        return cannot(files.error() + u" Nothing was copied."_s);
    migration.files = *files;
    return migration;
}

/// From the COMMIT on nothing may be reported as not done: false where its answer was lost.
bool finish(Tx &target)
{
    try {
        target.commit();
    } catch (const std::exception &error) {
        qWarning("migrate-store: the commit was not confirmed: %s", error.what());
        return false;
    }
    try {
        target.executeOnce(u"ANALYZE"_s); // the planner goes by statistics, searches above all
    } catch (const std::exception &error) {
        qWarning("migrate-store: the server has yet to gather statistics: %s", error.what());
    }
    return true;
}

} // namespace

QJsonObject StoreMigration::toJson() const
{
    QJsonArray items;
    qint64 rows = 0;
    for (const auto &table : tables) {
        items.append(QJsonObject{{u"name"_s, table.name}, {u"rows"_s, table.rows}});
        rows += table.rows;
    }
    return {{u"tables"_s, items},
            {u"rows"_s, rows},
            {u"searchable"_s, searchable},
            {u"files"_s, files.copied},
            {u"missingFiles"_s, files.missing},
            {u"confirmed"_s, isConfirmed}};
}

tl::expected<StoreMigration, QString>
migrateStore(const store::Dialect &from, const store::Dialect &to, const QString &mediaFolder,
             const std::function<tl::expected<void, QString>(store::Tx &)> &alongside)
{
    try {
        Connection source(from, u"migrate-from"_s, false);
        if (store::isMigrationDue(source, store::builtInMigrations(from)))
            return cannot(u"The data is an older version's: start the core on it once, and stop it, before this."_s);
        Tx target(to, u"migrate-to"_s, false);
        const workspace::BusinessClock clock;
        if (!store::migrate(target, store::builtInMigrations(to), clock.now()))
            return cannot(u"The PostgreSQL database belongs to another version of Counterbell."_s);
        target.beginWrite();
        source.executeOnce(u"BEGIN"_s); // what is counted is what was copied
        auto migration = copyAll(source, target, mediaFolder);
        if (const auto added = migration && alongside ? alongside(target) : tl::expected<void, QString>{}; !added)
            migration = tl::unexpected(added.error());
        source.executeOnce(u"ROLLBACK"_s);
        if (!migration) {
            target.executeOnce(u"ROLLBACK"_s);
            return migration;
        }
        migration->isConfirmed = finish(target);
        return migration;
    } catch (const std::exception &error) {
        return cannot(u"The data could not be copied: %1."_s.arg(QString::fromUtf8(error.what()).simplified()));
    }
}

} // namespace counterbell
