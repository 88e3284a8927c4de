// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/store/query.h"

#include <QHash>

namespace counterbell::store
{

/// One database connection, of one thread, with its prepared statements. Repositories read through it.
class Connection
{
public:
    Connection(const Dialect &dialect, const QString &name, bool forReading);
    ~Connection();
    Connection(const Connection &) = delete;

    /// `Query q(db, sql)` in one call, executed: `db.query(u"…"_s, a, b)`.
    template <class... Args>
    [[nodiscard]] std::unique_ptr<Query> query(const QString &sql, const Args &...args)
    {
        auto query = std::make_unique<Query>(*this, sql);
        query->run(args...);
        return query;
    }
    /// For statements without rows; answers how many rows changed.
    template <class... Args>
    int execute(const QString &sql, const Args &...args)
    {
        Query query(*this, sql);
        return query.run(args...).changed();
    }
    /// Inserts a row and answers its id.
    template <class... Args>
    qint64 insert(const QString &sql, const Args &...args)
    {
        Query query(*this, sql);
        return query.run(args...).insertedId();
    }

    /// Executes a statement that isn't worth keeping prepared: BEGIN, a pragma, a migration.
    void executeOnce(const QString &sql);

    [[nodiscard]] const Dialect &dialect() const { return m_dialect; }
    [[nodiscard]] bool inTransaction() const { return m_dialect.inTransaction(m_db); }
    void setDeadline(std::optional<std::chrono::steady_clock::time_point> at) { m_dialect.setDeadline(m_db, at); }

private:
    friend class Query;
    struct Prepared {
        std::unique_ptr<QSqlQuery> query;
        int placeholders = 0;
    };
    [[nodiscard]] Prepared lease(const QString &sql);
    void giveBack(const QString &sql, Prepared prepared);
    [[noreturn]] void fail(const QSqlError &error, const QString &sql) const;

    const Dialect &m_dialect;
    QString m_name;
    QSqlDatabase m_db;
    QHash<QString, std::shared_ptr<Prepared>> m_idle;
};

} // namespace counterbell::store
