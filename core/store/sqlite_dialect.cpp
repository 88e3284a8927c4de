// SPDX-License-Identifier: Apache-2.0
#include "core/store/dialect.h"

#include <QSqlDriver>
#include <QSqlQuery>
#include <QVariant>

#include <sqlite3.h>

namespace counterbell::store
{

using namespace Qt::StringLiterals;
using SteadyTime = std::chrono::steady_clock::time_point;

namespace
{

sqlite3 *handleOf(const QSqlDatabase &db)
{
    const auto handle = db.driver()->handle();
    Q_ASSERT(qstrcmp(handle.typeName(), "sqlite3*") == 0);
    return *static_cast<sqlite3 *const *>(handle.constData());
}

/// The deadline of the statement that runs on this thread's connection. Each reader has a thread of its own.
thread_local SteadyTime t_deadline;

int pastDeadline(void *)
{
    return std::chrono::steady_clock::now() > t_deadline ? 1 : 0;
}

class SqliteDialect final : public Dialect
{
public:
    explicit SqliteDialect(DatabaseLocation location) : m_location(std::move(location)) {}

    Kind kind() const override { return Kind::Sqlite; }
    QString name() const override { return u"sqlite"_s; }
    bool isShared() const override { return false; }

    QSqlDatabase open(const QString &connectionName, bool forReading) const override
    {
        auto db = QSqlDatabase::addDatabase(u"QSQLITE"_s, connectionName);
        db.setDatabaseName(m_location.sqliteFile);
        db.setConnectOptions(u"QSQLITE_BUSY_TIMEOUT=%1"_s.arg(m_location.lockTimeout.count()));
        if (!db.open())
            throw SqlError(classify(db, db.lastError()), u"cannot open the database: "_s + db.lastError().text());
        QStringList pragmas{u"PRAGMA foreign_keys=ON"_s, u"PRAGMA journal_mode=WAL"_s, u"PRAGMA synchronous=FULL"_s,
                            u"PRAGMA cache_size=-8000"_s, u"PRAGMA temp_store=MEMORY"_s};
        if (forReading)
            pragmas << u"PRAGMA query_only=ON"_s;
        for (const auto &pragma : pragmas) {
            QSqlQuery query(db);
            if (!query.exec(pragma))
                throw SqlError(classify(db, query.lastError()), pragma + u": "_s + query.lastError().text());
        }
        return db;
    }

    QString expand(QString migration) const override
    {
        // AUTOINCREMENT: an id, once given out, never names another row.
        return migration.replace("@ID"_L1, "INTEGER PRIMARY KEY AUTOINCREMENT"_L1).replace("@BLOB"_L1, "BLOB"_L1);
    }

    // IMMEDIATE: the lock is taken, and waited for, before anything is read.
    QStringList beginWrite() const override { return {u"BEGIN IMMEDIATE"_s}; }
    QString beginRead() const override { return u"BEGIN"_s; }
    QStringList commit(const QString &, qint64) const override { return {u"COMMIT"_s}; }
    QString wasCommitted(const QString &, qint64) const override { return {}; }

    TransactionState transactionState(const QSqlDatabase &db) const override
    {
        return sqlite3_get_autocommit(handleOf(db)) == 0 ? TransactionState::Open : TransactionState::None;
    }
    // RETURNING makes SQLite keep a copy of all that the statement changes, lest it fail on the way, and has the text
    // index write out what it has gathered.
    bool knowsInsertedId() const override { return true; }
    bool streamsRows() const override { return true; }

    void setDeadline(const QSqlDatabase &db, std::optional<SteadyTime> at) const override
    {
        t_deadline = at.value_or(SteadyTime::max());
        sqlite3_progress_handler(handleOf(db), at ? 2000 : 0, at ? pastDeadline : nullptr, nullptr);
    }

    QString clockMillis() const override { return u"CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER)"_s; }

    SqlError::Kind classify(const QSqlDatabase &, const QSqlError &error) const override
    {
        bool isNumber = false;
        const auto code = error.nativeErrorCode().toInt(&isNumber);
        if (!isNumber)
            return SqlError::Kind::Other;
        if (code == SQLITE_CONSTRAINT_PRIMARYKEY || code == SQLITE_CONSTRAINT_UNIQUE)
            return SqlError::Kind::Unique;
        switch (code & 0xff) {
        case SQLITE_FULL:
            return SqlError::Kind::Full;
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
            return SqlError::Kind::Busy;
        case SQLITE_INTERRUPT:
            return SqlError::Kind::TooSlow;
        default:
            return SqlError::Kind::Other;
        }
    }

private:
    DatabaseLocation m_location;
};

} // namespace

std::unique_ptr<Dialect> sqliteDialect(DatabaseLocation location)
{
    // No connection is used by two threads, so none needs a lock. Only before the first is opened; later it is refused.
    static const int singleUse = sqlite3_config(SQLITE_CONFIG_MULTITHREAD);
    Q_UNUSED(singleUse)
    return std::make_unique<SqliteDialect>(std::move(location));
}

} // namespace counterbell::store
