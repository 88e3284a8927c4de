// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

struct sqlite3;
struct sqlite3_stmt;

namespace counterbell::relay::sqlite
{

/// What SQLite refused. Thrown inside a transaction so that the one place that rolls back is also the one that
/// turns it into a value: it never leaves the spool, the tenants or the media store.
class Fault : public std::runtime_error
{
public:
    Fault(int code, const std::string &text) : std::runtime_error(text), m_code(code) {}
    [[nodiscard]] int code() const { return m_code; }
    /// The disk or the allowed size is used up.
    [[nodiscard]] bool full() const;
    /// The file is damaged at what was being read.
    [[nodiscard]] bool corrupt() const;

private:
    int m_code;
};

/// One connection, used by one thread. A file that didn't exist is made with mode 0600.
class Database
{
public:
    explicit Database(const std::string &path);
    ~Database();
    Database(const Database &) = delete;
    Database &operator=(const Database &) = delete;

    void exec(const char *sql);
    [[nodiscard]] std::int64_t number(const char *sql);
    [[nodiscard]] std::int64_t lastId() const;
    [[nodiscard]] std::int64_t changes() const;
    [[nodiscard]] bool inTransaction() const;

    /// How long the write-ahead log is, and how much of it stands in the database too.
    struct Log {
        int pages = 0;
        int copied = 0;
    };
    /// Copies what can be copied without waiting for anybody.
    Log checkpoint();
    /// From now on `logPages` is what it was after this connection's latest commit, and SQLite makes no checkpoints by
    /// itself.
    void watchLog();
    [[nodiscard]] int logPages() const { return m_logPages; }

    [[nodiscard]] sqlite3 *handle() const { return m_handle; }

private:
    sqlite3 *m_handle = nullptr;
    int m_logPages = 0;
};

/// A prepared statement, kept for the life of its connection. `begin()` (or the first bind) starts a use;
/// the use must end with `reset()`, best through `Use`, since an open read pins the WAL.
class Statement
{
public:
    Statement(Database &database, const char *sql);
    ~Statement();
    Statement(const Statement &) = delete;
    Statement &operator=(const Statement &) = delete;

    Statement &bind(int index, std::int64_t value);
    /// The bytes must live until the statement is reset.
    Statement &bindText(int index, std::string_view text);
    Statement &bindBlob(int index, std::string_view bytes);
    Statement &bindNull(int index);
    /// True while there is a row.
    bool step();
    void run();
    void reset();

    [[nodiscard]] std::int64_t number(int column) const;
    [[nodiscard]] std::string_view bytes(int column) const;
    [[nodiscard]] bool isNull(int column) const;

private:
    [[noreturn]] void fail(int code) const;

    Database &m_database;
    sqlite3_stmt *m_handle = nullptr;
};

/// Resets a statement when the scope ends, by whichever way.
class Use
{
public:
    explicit Use(Statement &statement) : m_statement(statement) {}
    ~Use() { m_statement.reset(); }
    Use(const Use &) = delete;
    Use &operator=(const Use &) = delete;
    Statement *operator->() { return &m_statement; }

private:
    Statement &m_statement;
};

/// Rolled back unless committed. `immediate` takes the write lock at once, so that two writers queue up
/// instead of failing half-way.
class Transaction
{
public:
    explicit Transaction(Database &database, bool immediate = true);
    ~Transaction();
    Transaction(const Transaction &) = delete;
    Transaction &operator=(const Transaction &) = delete;
    void commit();

private:
    Database &m_database;
    bool m_open = true;
};

} // namespace counterbell::relay::sqlite
