// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/store/sql_error.h"

#include <QMap>
#include <QSqlDatabase>
#include <QSqlError>
#include <QString>
#include <QStringList>

#include <chrono>
#include <memory>
#include <optional>

namespace counterbell::store
{

/// Where the data is: a file in the data folder, or a server.
struct DatabaseLocation {
    QString sqliteFile;
    std::chrono::milliseconds lockTimeout{5000};
};
struct PostgresLocation {
    QMap<QString, QString> parameters; ///< libpq's words and their values, checked (postgres_url.h)
    std::chrono::milliseconds lockTimeout{5000};
};

enum class TransactionState {
    None,   ///< there is none, or it was dropped: SQLite does so when the disk is full
    Open,   ///< it stands
    Failed, ///< a statement failed: nothing but a rollback works any more (PostgreSQL)
};

/// Everything in which databases differ, besides migrations and SearchIndex. One object per process, used from
/// all store threads, so it holds no state.
class Dialect
{
public:
    enum class Kind { Sqlite, Postgres };

    virtual ~Dialect() = default;

    [[nodiscard]] virtual Kind kind() const = 0;
    /// The suffix of migrations that are for this database alone: `0002_search.sqlite.sql`.
    [[nodiscard]] virtual QString name() const = 0;
    /// Whether other cores may work on the same database: then one of them leads, and events of the others are read
    /// from the log (DESIGN 1).
    [[nodiscard]] virtual bool isShared() const = 0;
    /// Opens a connection of this name on the calling thread; throws SqlError.
    [[nodiscard]] virtual QSqlDatabase open(const QString &connectionName, bool forReading) const = 0;
    /// Replaces @ID and @BLOB in a migration, and what else is spelt differently.
    [[nodiscard]] virtual QString expand(QString migration) const = 0;
    /// The statements that begin a write transaction: when they have run, no other writer is at work.
    [[nodiscard]] virtual QStringList beginWrite() const = 0;
    /// The statements that commit the transaction, the so manieth of this writer, with what `wasCommitted` looks for in
    /// it. Each for itself: of several in one call the driver tells only how the first went.
    [[nodiscard]] virtual QStringList commit(const QString &writer, qint64 number) const = 0;
    /// Begins a read: all its statements see the database of one moment.
    [[nodiscard]] virtual QString beginRead() const = 0;
    /// A query for whether this writer's last transaction, the so manieth, took effect, asked while no other writer is
    /// at work. Empty where a COMMIT always gets its answer.
    [[nodiscard]] virtual QString wasCommitted(const QString &writer, qint64 number) const = 0;
    [[nodiscard]] virtual TransactionState transactionState(const QSqlDatabase &db) const = 0;
    /// Whether a connection knows the key of the row that it inserted last, without "RETURNING".
    [[nodiscard]] virtual bool knowsInsertedId() const = 0;
    /// Whether a query's rows come one by one while others run on the same connection.
    [[nodiscard]] virtual bool streamsRows() const = 0;
    /// Lets statements on this connection run until then and no longer; a null time lifts the limit.
    virtual void setDeadline(const QSqlDatabase &db, std::optional<std::chrono::steady_clock::time_point> at) const = 0;
    /// The database's own clock in milliseconds, as an expression.
    [[nodiscard]] virtual QString clockMillis() const = 0;
    [[nodiscard]] virtual SqlError::Kind classify(const QSqlDatabase &db, const QSqlError &error) const = 0;
};

[[nodiscard]] std::unique_ptr<Dialect> sqliteDialect(DatabaseLocation location);
[[nodiscard]] std::unique_ptr<Dialect> postgresDialect(PostgresLocation location);

} // namespace counterbell::store
