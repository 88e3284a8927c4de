// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/store/sql_error.h"

#include <QSqlDatabase>
#include <QSqlError>
#include <QString>
#include <QStringList>

#include <chrono>
#include <memory>

namespace counterbell::store
{

/// Where the data is: `sqlite` with a file in the data folder, or a server.
struct DatabaseLocation {
    QString sqliteFile;
    std::chrono::milliseconds lockTimeout{5000};
};

/// Everything in which databases differ, besides migrations and SearchIndex. One object per process, used from
/// all store threads, so it holds no state.
class Dialect
{
public:
    virtual ~Dialect() = default;

    /// The suffix of migrations that are for this database alone: `0002_search.sqlite.sql`.
    [[nodiscard]] virtual QString name() const = 0;
    /// Opens a connection of this name on the calling thread; throws SqlError.
    [[nodiscard]] virtual QSqlDatabase open(const QString &connectionName, bool forReading) const = 0;
    /// Replaces @ID and @BLOB in a migration.
    [[nodiscard]] virtual QString expand(QString migration) const = 0;
    /// The statement that begins a write transaction.
    [[nodiscard]] virtual QString beginWrite() const = 0;
    /// Whether the transaction still stands: SQLite drops it whole when the disk is full.
    [[nodiscard]] virtual bool inTransaction(const QSqlDatabase &db) const = 0;
    /// Lets statements on this connection run until then and no longer; a null time lifts the limit.
    virtual void setDeadline(const QSqlDatabase &db, std::optional<std::chrono::steady_clock::time_point> at) const = 0;
    [[nodiscard]] virtual SqlError::Kind classify(const QSqlError &error) const = 0;
};

[[nodiscard]] std::unique_ptr<Dialect> sqliteDialect(DatabaseLocation location);

} // namespace counterbell::store
