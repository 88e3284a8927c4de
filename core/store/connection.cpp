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
    m_idle.clear();
}

void Connection::executeOnce(const QString &sql)
{
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

Connection::Prepared Connection::lease(const QString &sql)
{
    if (const auto idle = m_idle.take(sql))
        return std::move(*idle);
    if (!isOpen())
        throw SqlError(SqlError::Kind::Gone, u"not connected"_s);
    Prepared prepared{std::make_unique<QSqlQuery>(m_db), countPlaceholders(sql)};
    prepared.query->setForwardOnly(m_dialect.streamsRows());
    if (!prepared.query->prepare(sql))
        fail(prepared.query->lastError(), sql);
    return prepared;
}

void Connection::giveBack(const QString &sql, Prepared prepared)
{
    prepared.query->finish();
    if (m_idle.size() >= kKeptStatements)
        m_idle.clear();
    m_idle.insert(sql, std::make_shared<Prepared>(std::move(prepared)));
}

void Connection::fail(const QSqlError &error, const QString &sql) const
{
    throw SqlError(m_dialect.classify(m_db, error),
                   u"%1 [%2]: %3"_s.arg(error.text(), error.nativeErrorCode(), sql.simplified()));
}

Query::Query(Connection &connection, const QString &sql) : m_connection(connection), m_sql(sql)
{
    auto prepared = connection.lease(sql);
    m_query = std::move(prepared.query);
    m_placeholders = prepared.placeholders;
}

Query::~Query()
{
    m_connection.giveBack(m_sql, {std::move(m_query), m_placeholders});
}

Query &Query::runWith(const QVariantList &values)
{
    // An unbound placeholder would silently be NULL.
    if (values.size() != m_placeholders)
        throw SqlError(
            SqlError::Kind::Other,
            u"%1 values for %2 placeholders: %3"_s.arg(values.size()).arg(m_placeholders).arg(m_sql.simplified()));
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
    if (!next())
        throw SqlError(SqlError::Kind::Other, u"no row was inserted: "_s + m_sql.simplified());
    return integer(0);
}

} // namespace counterbell::store
