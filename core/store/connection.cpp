// SPDX-License-Identifier: Apache-2.0
#include "core/store/connection.h"

#include <QUuid>

namespace counterbell::store
{

using namespace Qt::StringLiterals;

namespace
{

constexpr int kKeptStatements = 300;

/// Question marks outside quotes.
int countPlaceholders(const QString &sql)
{
    int count = 0;
    bool isQuoted = false;
    for (const auto c : sql) {
        if (c == u'\'')
            isQuoted = !isQuoted;
        else if (c == u'?' && !isQuoted)
            ++count;
    }
    return count;
}

/// PostgreSQL can't keep U+0000 in a text. Where people's texts come in it is refused (core/rpc); what others send, in
/// a webhook for one, has U+FFFD there instead, on every database alike.
QVariant storable(const QVariant &value)
{
    if (value.userType() != QMetaType::QString)
        return value;
    auto text = value.toString();
    return text.contains(QChar(QChar::Null)) ? text.replace(QChar(QChar::Null), QChar(QChar::ReplacementCharacter))
                                             : value;
}

} // namespace

Connection::Connection(const Dialect &dialect, const QString &name, bool forReading, Open when)
    : m_dialect(dialect),
      m_name(name),
      m_isForReading(forReading),
      m_writer(QUuid::createUuid().toString(QUuid::WithoutBraces))
{
    if (when == Open::Now)
        reopen();
}

Connection::~Connection()
{
    close();
}

void Connection::reopen()
{
    close();
    try {
        m_db = m_dialect.open(m_name, m_isForReading);
    } catch (const SqlError &) {
        QSqlDatabase::removeDatabase(m_name);
        throw;
    }
}

void Connection::close()
{
    if (m_db.isValid()) {
        m_db.close();
        m_db = {};
        QSqlDatabase::removeDatabase(m_name);
    }
    // Last: with its driver gone a statement has nobody to tell, on a lost connection, that it may be forgotten.
    m_prepared.clear();
    m_memos.clear();
    m_isWriting = false;
}

void Connection::executeOnce(const QString &sql)
{
    m_memos.clear(); // it may be a rollback
    if (!isOpen())
        throw SqlError(SqlError::Kind::Gone, u"not connected"_s);
    QSqlQuery query(m_db);
    if (!query.exec(sql))
        fail(query.lastError(), sql);
}

void Connection::beginWrite()
{
    ++m_transactions;
    takeWritersLock();
    m_memos.clear();
    m_isWriting = true;
}

void Connection::takeWritersLock()
{
    for (const auto &sql : m_dialect.beginWrite())
        executeOnce(sql);
}

void Connection::commit(Marked marked)
{
    // PostgreSQL answers the COMMIT of a failed transaction with a rollback, and calls that a success.
    if (transactionState() != TransactionState::Open)
        throw SqlError(isOpen() ? SqlError::Kind::Other : SqlError::Kind::Gone, u"the transaction was lost"_s);
    const auto statements =
        marked == Marked::Yes ? m_dialect.commit(m_writer, m_transactions) : QStringList{u"COMMIT"_s};
    for (const auto &sql : statements)
        executeOnce(sql);
    m_isWriting = false;
}

std::any *Connection::memo(const QString &name)
{
    return m_isWriting && transactionState() == TransactionState::Open ? &m_memos[name] : nullptr;
}

bool Connection::wasCommitted()
{
    const auto sql = m_dialect.wasCommitted(m_writer, m_transactions);
    if (sql.isEmpty())
        return false;
    takeWritersLock(); // whoever held the writers' lock has ended, one way or the other
    bool isCommitted = false;
    {
        QSqlQuery query(m_db);
        if (!query.exec(sql))
            fail(query.lastError(), sql);
        isCommitted = query.next() && query.value(0).toBool();
    }
    executeOnce(u"ROLLBACK"_s);
    return isCommitted;
}

TransactionState Connection::transactionState() const
{
    return isOpen() ? m_dialect.transactionState(m_db) : TransactionState::None;
}

void Connection::setDeadline(std::optional<std::chrono::steady_clock::time_point> at)
{
    m_deadline = at;
    m_dialect.setDeadline(m_db, at);
}

void Connection::requireTime(const QString &sql) const
{
    // A database that limits statements one by one doesn't see what many take together.
    if (m_deadline && std::chrono::steady_clock::now() > *m_deadline)
        throw SqlError(SqlError::Kind::TooSlow, u"out of time: "_s + sql.simplified());
}

std::shared_ptr<PreparedStatement> Connection::lease(const QString &sql)
{
    const auto known = m_prepared.value(sql);
    if (known && !std::exchange(known->isLeased, true))
        return known;
    if (!isOpen())
        throw SqlError(SqlError::Kind::Gone, u"not connected"_s);
    auto prepared = std::make_shared<PreparedStatement>(QSqlQuery(m_db), countPlaceholders(sql), true);
    prepared->query.setForwardOnly(m_dialect.streamsRows());
    if (!prepared->query.prepare(sql))
        fail(prepared->query.lastError(), sql);
    if (known)
        return prepared; // the same statement runs in the one that asks: this one isn't kept
    if (m_prepared.size() >= kKeptStatements)
        m_prepared.clear();
    m_prepared.insert(sql, prepared);
    return prepared;
}

void Connection::fail(const QSqlError &error, const QString &sql) const
{
    throw SqlError(m_dialect.classify(m_db, error),
                   u"%1 [%2]: %3"_s.arg(error.text(), error.nativeErrorCode(), sql.simplified()));
}

Query::Query(Connection &connection, const QString &sql)
    : m_connection(connection), m_sql(sql), m_statement(connection.lease(sql)), m_query(&m_statement->query)
{
}

Query::~Query()
{
    m_query->finish();
    m_statement->isLeased = false;
}

Query &Query::runWith(const QVariantList &values)
{
    // An unbound placeholder would silently be NULL.
    if (values.size() != m_statement->placeholders)
        throw SqlError(SqlError::Kind::Other, u"%1 values for %2 placeholders: %3"_s.arg(values.size())
                                                  .arg(m_statement->placeholders)
                                                  .arg(m_sql.simplified()));
    m_connection.requireTime(m_sql);
    for (int i = 0; i < values.size(); ++i)
        m_query->bindValue(i, storable(values.at(i)));
    if (!m_query->exec())
        m_connection.fail(m_query->lastError(), m_sql);
    return *this;
}

bool Query::next()
{
    if (m_query->next())
        return true;
    if (m_query->lastError().isValid())
        m_connection.fail(m_query->lastError(), m_sql);
    return false;
}

bool Query::isNull(int column) const
{
    return m_query->isNull(column);
}
qint64 Query::integer(int column) const
{
    return m_query->value(column).toLongLong();
}
bool Query::boolean(int column) const
{
    return m_query->value(column).toBool();
}
QString Query::text(int column) const
{
    return m_query->value(column).toString();
}
QByteArray Query::bytes(int column) const
{
    return m_query->value(column).toByteArray();
}
int Query::changed() const
{
    return m_query->numRowsAffected();
}
qint64 Query::insertedId()
{
    const bool isKnown = m_connection.dialect().knowsInsertedId();
    if (isKnown ? changed() < 1 : !next())
        throw SqlError(SqlError::Kind::Other, u"no row was inserted: "_s + m_sql.simplified());
    return isKnown ? m_query->lastInsertId().toLongLong() : integer(0);
}

} // namespace counterbell::store
