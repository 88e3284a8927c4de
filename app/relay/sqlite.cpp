// SPDX-License-Identifier: Apache-2.0
#include "app/relay/sqlite.h"

#include <fcntl.h>
#include <unistd.h>

#include <sqlite3.h>

namespace counterbell::relay::sqlite
{

bool Fault::full() const
{
    return (m_code & 0xff) == SQLITE_FULL;
}

bool Fault::corrupt() const
{
    return (m_code & 0xff) == SQLITE_CORRUPT || (m_code & 0xff) == SQLITE_NOTADB;
}

Database::Database(const std::string &path)
{
    // SQLite would make the file with the umask's mode; made first, its -wal and -shm take the same mode.
    if (const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600); file >= 0)
        ::close(file);
    const int code = sqlite3_open_v2(path.c_str(), &m_handle, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nullptr);
    if (code != SQLITE_OK) {
        const std::string text = m_handle ? sqlite3_errmsg(m_handle) : "out of memory";
        sqlite3_close(m_handle);
        throw Fault(code, text);
    }
    sqlite3_extended_result_codes(m_handle, 1);
    sqlite3_busy_timeout(m_handle, 10'000);
}

Database::~Database()
{
    sqlite3_close(m_handle);
}

void Database::exec(const char *sql)
{
    if (const int code = sqlite3_exec(m_handle, sql, nullptr, nullptr, nullptr); code != SQLITE_OK)
        throw Fault(code, sqlite3_errmsg(m_handle));
}

std::int64_t Database::number(const char *sql)
{
    Statement statement(*this, sql);
    return statement.step() ? statement.number(0) : 0;
}

std::int64_t Database::lastId() const
{
    return sqlite3_last_insert_rowid(m_handle);
}

std::int64_t Database::changes() const
{
    return sqlite3_changes64(m_handle);
}

Database::Log Database::checkpoint()
{
    Log log;
    const int code = sqlite3_wal_checkpoint_v2(m_handle, nullptr, SQLITE_CHECKPOINT_PASSIVE, &log.pages, &log.copied);
    if (code != SQLITE_OK && (code & 0xff) != SQLITE_BUSY)
        throw Fault(code, sqlite3_errmsg(m_handle));
    return log;
}

void Database::watchLog()
{
    sqlite3_wal_hook(
        m_handle,
        [](void *database, sqlite3 *, const char *, int pages) {
            static_cast<Database *>(database)->m_logPages = pages;
            return SQLITE_OK;
        },
        this);
}

bool Database::inTransaction() const
{
    return sqlite3_get_autocommit(m_handle) == 0;
}

Statement::Statement(Database &database, const char *sql) : m_database(database)
{
    if (const int code = sqlite3_prepare_v3(database.handle(), sql, -1, SQLITE_PREPARE_PERSISTENT, &m_handle, nullptr);
        code != SQLITE_OK)
        fail(code);
}

Statement::~Statement()
{
    sqlite3_finalize(m_handle);
}

void Statement::fail(int code) const
{
    throw Fault(code, sqlite3_errmsg(m_database.handle()));
}

Statement &Statement::bind(int index, std::int64_t value)
{
    if (const int code = sqlite3_bind_int64(m_handle, index, value); code != SQLITE_OK)
        fail(code);
    return *this;
}

Statement &Statement::bindText(int index, std::string_view text)
{
    const char *data = text.data() ? text.data() : "";
    if (const int code = sqlite3_bind_text64(m_handle, index, data, text.size(), SQLITE_STATIC, SQLITE_UTF8);
        code != SQLITE_OK)
        fail(code);
    return *this;
}

Statement &Statement::bindBlob(int index, std::string_view bytes)
{
    // A null pointer would store NULL, and an empty body is not an absent one.
    const char *data = bytes.data() ? bytes.data() : "";
    if (const int code = sqlite3_bind_blob64(m_handle, index, data, bytes.size(), SQLITE_STATIC); code != SQLITE_OK)
        fail(code);
    return *this;
}

Statement &Statement::bindNull(int index)
{
    if (const int code = sqlite3_bind_null(m_handle, index); code != SQLITE_OK)
        fail(code);
    return *this;
}

bool Statement::step()
{
    const int code = sqlite3_step(m_handle);
    if (code == SQLITE_ROW)
        return true;
    if (code != SQLITE_DONE)
        fail(code);
    return false;
}

void Statement::run()
{
    const Use use(*this);
    step();
}

void Statement::reset()
{
    sqlite3_reset(m_handle);
}

std::int64_t Statement::number(int column) const
{
    return sqlite3_column_int64(m_handle, column);
}

std::string_view Statement::bytes(int column) const
{
    const auto *data = static_cast<const char *>(sqlite3_column_blob(m_handle, column));
    return {data ? data : "", static_cast<std::size_t>(sqlite3_column_bytes(m_handle, column))};
}

bool Statement::isNull(int column) const
{
    return sqlite3_column_type(m_handle, column) == SQLITE_NULL;
}

Transaction::Transaction(Database &database, bool immediate) : m_database(database)
{
    m_database.exec(immediate ? "BEGIN IMMEDIATE" : "BEGIN");
}

Transaction::~Transaction()
{
    // SQLITE_FULL and I/O errors may have ended the transaction already (DESIGN 3).
    if (m_open && m_database.inTransaction())
        sqlite3_exec(m_database.handle(), "ROLLBACK", nullptr, nullptr, nullptr);
}

void Transaction::commit()
{
    // After an error SQLite may have rolled back by itself; a COMMIT would then succeed at committing nothing.
    if (!m_database.inTransaction())
        throw Fault(SQLITE_ABORT, "the transaction was rolled back");
    m_database.exec("COMMIT");
    m_open = false;
}

} // namespace counterbell::relay::sqlite
