// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/store/query.h"

#include <QHash>

#include <any>

namespace counterbell::store
{

/// One database connection, of one thread, with its prepared statements. Repositories read through it.
class Connection
{
public:
    enum class Open { Now, Later };

    /// Throws SqlError when it can't be opened; with Open::Later that is left to `reopen`.
    Connection(const Dialect &dialect, const QString &name, bool forReading, Open when = Open::Now);
    ~Connection();
    Connection(const Connection &) = delete;

    /// Opens it, anew where it was open: prepared statements and the transaction are gone. No Query may be left.
    /// Throws SqlError.
    void reopen();

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
    /// Inserts one row of a table whose key is `id`, and answers that.
    template <class... Args>
    qint64 insert(const QString &sql, const Args &...args)
    {
        return insertInto(QStringLiteral("id"), sql, args...);
    }
    /// The same for a key of another name.
    template <class... Args>
    qint64 insertInto(const QString &key, const QString &sql, const Args &...args)
    {
        Query query(*this, m_dialect.knowsInsertedId() ? sql : sql + QLatin1StringView(" RETURNING ") + key);
        return query.run(args...).insertedId();
    }

    /// Executes a statement that isn't worth keeping prepared: BEGIN, a pragma, a migration.
    void executeOnce(const QString &sql);

    [[nodiscard]] const Dialect &dialect() const { return m_dialect; }
    /// Begins a write transaction, alone among all writers.
    void beginWrite();
    /// Without Marked::Yes, for tables that may not be there yet, `wasCommitted` can't be asked.
    enum class Marked { No, Yes };
    void commit(Marked marked = Marked::No);
    /// Whether the last write transaction, whose marked COMMIT was not answered, took effect: asked once reopened.
    [[nodiscard]] bool wasCommitted();
    [[nodiscard]] bool isOpen() const { return m_db.isOpen(); }
    [[nodiscard]] TransactionState transactionState() const;
    [[nodiscard]] bool inTransaction() const { return transactionState() != TransactionState::None; }
    void setDeadline(std::optional<std::chrono::steady_clock::time_point> at);

    /// A place to keep what was read by this name for the rest of a write transaction, in which nobody else changes it:
    /// a frame of webhooks reads the same settings hundreds of times. Null outside one. Whoever writes it forgets it;
    /// taking anything back forgets all.
    [[nodiscard]] std::any *memo(const QString &name);
    void forget(const QString &name) { m_memos.remove(name); }

private:
    friend class Query;
    [[nodiscard]] std::shared_ptr<PreparedStatement> lease(const QString &sql);
    void close();
    void takeWritersLock();
    void requireTime(const QString &sql) const;
    [[noreturn]] void fail(const QSqlError &error, const QString &sql) const;

    const Dialect &m_dialect;
    QString m_name;
    bool m_isForReading;
    QSqlDatabase m_db;
    std::optional<std::chrono::steady_clock::time_point> m_deadline;
    QString m_writer; ///< under which its commits are marked
    qint64 m_transactions = 0;
    QHash<QString, std::shared_ptr<PreparedStatement>> m_prepared;
    QHash<QString, std::any> m_memos;
    bool m_isWriting = false;
};

} // namespace counterbell::store
