// SPDX-License-Identifier: Apache-2.0
#include "core/store/connection.h"

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

} // namespace

Connection::Connection(const Dialect &dialect, const QString &name, bool forReading)
    : m_dialect(dialect), m_name(name), m_db(dialect.open(name, forReading))
{
}

Connection::~Connection()
{
    m_idle.clear();
    m_db.close();
    m_db = {};
    QSqlDatabase::removeDatabase(m_name);
}

void Connection::executeOnce(const QString &sql)
{
    QSqlQuery query(m_db);
    if (!query.exec(sql))
        fail(query.lastError(), sql);
}

Connection::Prepared Connection::lease(const QString &sql)
{
    if (const auto idle = m_idle.take(sql))
        return std::move(*idle);
    Prepared prepared{std::make_unique<QSqlQuery>(m_db), countPlaceholders(sql)};
    prepared.query->setForwardOnly(true);
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
    throw SqlError(m_dialect.classify(error),
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
    for (int i = 0; i < values.size(); ++i)
        m_query->bindValue(i, values.at(i));
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
qint64 Query::insertedId() const
{
    return m_query->lastInsertId().toLongLong();
}

} // namespace counterbell::store
