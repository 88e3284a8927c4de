// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/core/bare_database.h"

#include "core/inbox/search_index.h"
#include "tests/bench/console/stopwatch.h"

#include <sqlite3.h>

#include <stdexcept>

namespace counterbell::bench
{

using namespace Qt::StringLiterals;

namespace
{

[[noreturn]] void fail(sqlite3 *db)
{
    throw std::runtime_error(std::string("the bare database: ") + sqlite3_errmsg(db));
}

Database open(const QString &file)
{
    sqlite3 *db = nullptr;
    const auto code = sqlite3_open(file.toUtf8().constData(), &db);
    Database owned(db);
    if (code != SQLITE_OK)
        fail(db);
    return owned;
}

void execute(const Database &db, const char *sql)
{
    if (sqlite3_exec(db.get(), sql, nullptr, nullptr, nullptr) != SQLITE_OK)
        fail(db.get());
}

Statement prepare(const Database &db, const QString &sql)
{
    sqlite3_stmt *statement = nullptr;
    if (sqlite3_prepare_v2(db.get(), sql.toUtf8().constData(), -1, &statement, nullptr) != SQLITE_OK)
        fail(db.get());
    return Statement(statement);
}

QString textOf(sqlite3_value *value)
{
    return QString::fromUtf8(reinterpret_cast<const char *>(sqlite3_value_text(value)));
}

/// Its own tables; what FTS5 keeps below its virtual tables comes with those.
QStringList tablesOf(const Database &db)
{
    const auto rows = prepare(db, u"SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' "
                                  "ESCAPE '\\' AND name NOT LIKE 'message\\_search%' ESCAPE '\\' "
                                  "AND name NOT LIKE 'send\\_search%' ESCAPE '\\'"_s);
    QStringList names;
    while (sqlite3_step(rows.get()) == SQLITE_ROW)
        names << textOf(sqlite3_column_value(rows.get(), 0));
    return names;
}

/// A value of the index's own, bound to a statement to become one.
Value valueOf(const Database &db, qint64 number, const QString *text)
{
    const auto one = prepare(db, u"SELECT ?"_s);
    const auto utf8 = text ? text->toUtf8() : QByteArray();
    if (text)
        sqlite3_bind_text(one.get(), 1, utf8.constData(), int(utf8.size()), SQLITE_TRANSIENT);
    else
        sqlite3_bind_int64(one.get(), 1, number);
    sqlite3_step(one.get());
    return Value(sqlite3_value_dup(sqlite3_column_value(one.get(), 0)));
}

} // namespace

void CloseDatabase::operator()(sqlite3 *db) const
{
    sqlite3_close_v2(db);
}
void FreeValue::operator()(sqlite3_value *value) const
{
    sqlite3_value_free(value);
}
void FinalizeStatement::operator()(sqlite3_stmt *statement) const
{
    sqlite3_finalize(statement);
}

NewRows::NewRows(const QString &file) : m_db(open(file))
{
    for (const auto &table : tablesOf(m_db)) {
        const auto row = prepare(m_db, u"SELECT COALESCE(MAX(rowid), 0) FROM "_s + table);
        sqlite3_step(row.get());
        m_last.insert(table, sqlite3_column_int64(row.get(), 0));
    }
}

std::vector<TableRows> NewRows::take()
{
    std::vector<TableRows> all;
    const auto tables = m_last.keys();
    for (const auto &table : tables) {
        auto rows = read(table);
        if (rows.rows.empty())
            continue;
        if (table == u"messages"_s)
            all.push_back(indexOf(rows));
        all.push_back(std::move(rows));
    }
    return all;
}

TableRows NewRows::read(const QString &table)
{
    TableRows found{table, {}, {}, 0};
    const auto rows =
        prepare(m_db, u"SELECT rowid, * FROM %1 WHERE rowid > %2 ORDER BY rowid"_s.arg(table).arg(m_last[table]));
    const int count = sqlite3_column_count(rows.get());
    for (int i = 1; i < count; ++i)
        found.columns << QString::fromUtf8(sqlite3_column_name(rows.get(), i));
    while (sqlite3_step(rows.get()) == SQLITE_ROW) {
        m_last[table] = sqlite3_column_int64(rows.get(), 0);
        std::vector<Value> values;
        for (int i = 1; i < count; ++i) {
            const auto type = sqlite3_column_type(rows.get(), i);
            found.bytes += type == SQLITE_NULL ? 0 : type == SQLITE_INTEGER ? 8 : sqlite3_column_bytes(rows.get(), i);
            values.emplace_back(sqlite3_value_dup(sqlite3_column_value(rows.get(), i)));
        }
        found.rows.push_back(std::move(values));
    }
    return found;
}

TableRows NewRows::indexOf(const TableRows &messages) const
{
    TableRows index{u"message_search"_s, {u"rowid"_s, u"body"_s}, {}, 0};
    const auto column = [&](const QString &name) { return size_t(messages.columns.indexOf(name)); };
    const auto id = column(u"id"_s), at = column(u"at"_s), body = column(u"body"_s), kind = column(u"kind"_s);
    for (const auto &row : messages.rows) {
        const auto text = inbox::normalisedForSearch(textOf(row[body].get()));
        if (text.isEmpty() || textOf(row[kind].get()) == u"event"_s)
            continue;
        const auto key =
            inbox::searchKey({fromMillis(sqlite3_value_int64(row[at].get())), sqlite3_value_int64(row[id].get())});
        index.bytes += 8 + text.toUtf8().size();
        std::vector<Value> values;
        values.push_back(valueOf(m_db, key, nullptr));
        values.push_back(valueOf(m_db, 0, &text));
        index.rows.push_back(std::move(values));
    }
    return index;
}

BareDatabase::BareDatabase(const QString &file) : m_db(open(file))
{
    for (const auto *pragma : {"PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL", "PRAGMA cache_size=-8000"})
        execute(m_db, pragma);
}

sqlite3_stmt *BareDatabase::statementFor(const TableRows &table)
{
    auto &statement = m_statements[table.table];
    if (!statement) {
        const QStringList marks(table.columns.size(), u"?"_s);
        statement = std::make_shared<Statement>(
            prepare(m_db, u"INSERT INTO %1 (%2) VALUES (%3)"_s.arg(table.table, table.columns.join(u", "_s),
                                                                   marks.join(u", "_s))));
    }
    return statement->get();
}

std::vector<qint64> BareDatabase::insert(const std::vector<TableRows> &tables, int transactions)
{
    std::vector<std::pair<sqlite3_stmt *, const TableRows *>> prepared;
    for (const auto &table : tables)
        prepared.emplace_back(statementFor(table), &table);
    std::vector<qint64> taken;
    for (int i = 0; i < transactions; ++i) {
        const auto from = nowNs();
        execute(m_db, "BEGIN IMMEDIATE");
        for (const auto &[statement, table] : prepared) {
            const auto share = [&, count = table->rows.size()](int part) {
                return count * size_t(part) / size_t(transactions);
            };
            for (auto row = share(i); row < share(i + 1); ++row) {
                for (size_t column = 0; column < table->rows[row].size(); ++column)
                    sqlite3_bind_value(statement, int(column) + 1, table->rows[row][column].get());
                if (sqlite3_step(statement) != SQLITE_DONE)
                    fail(m_db.get());
                sqlite3_reset(statement);
            }
        }
        execute(m_db, "COMMIT");
        taken.push_back(nowNs() - from);
    }
    return taken;
}

} // namespace counterbell::bench
