// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QHash>
#include <QString>

#include <memory>
#include <vector>

struct sqlite3;
struct sqlite3_stmt;
struct sqlite3_value;

namespace counterbell::bench
{

struct CloseDatabase {
    void operator()(sqlite3 *db) const;
};
struct FreeValue {
    void operator()(sqlite3_value *value) const;
};
struct FinalizeStatement {
    void operator()(sqlite3_stmt *statement) const;
};
using Database = std::unique_ptr<sqlite3, CloseDatabase>;
using Value = std::unique_ptr<sqlite3_value, FreeValue>;
using Statement = std::unique_ptr<sqlite3_stmt, FinalizeStatement>;

/// Rows of one table, as SQLite has them.
struct TableRows {
    QString table;
    QStringList columns;
    std::vector<std::vector<Value>> rows;
    qint64 bytes = 0; ///< of their texts and blobs, eight for each number
};

/// Says which rows a database has got since it was last asked; the text index's are made from the messages.
class NewRows
{
public:
    explicit NewRows(const QString &file);
    [[nodiscard]] std::vector<TableRows> take();

private:
    [[nodiscard]] TableRows read(const QString &table);
    [[nodiscard]] TableRows indexOf(const TableRows &messages) const;

    Database m_db;
    QHash<QString, qint64> m_last; ///< by table, the largest rowid so far
};

/// SQLite and prepared statements, nothing else: write-ahead log, synchronous=FULL, the core's schema and cache size.
class BareDatabase
{
public:
    explicit BareDatabase(const QString &file);
    /// Inserts the rows in so many transactions, each with its part of every table. Nanoseconds of each.
    [[nodiscard]] std::vector<qint64> insert(const std::vector<TableRows> &tables, int transactions);

private:
    [[nodiscard]] sqlite3_stmt *statementFor(const TableRows &table);

    Database m_db;
    QHash<QString, std::shared_ptr<Statement>> m_statements;
};

} // namespace counterbell::bench
