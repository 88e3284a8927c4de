// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/fields.h"
#include "core/store/dialect.h"

#include <QSqlQuery>
#include <QVariant>

#include <memory>

namespace counterbell::store
{

class Connection;

/// What a connection keeps of a statement.
struct PreparedStatement {
    PreparedStatement(QSqlQuery prepared, int marks, bool leased)
        : query(std::move(prepared)), placeholders(marks), isLeased(leased)
    {
    }

    QSqlQuery query;
    int placeholders;
    bool isLeased;
};

/// How a value is bound: null strings become "", only std::optional becomes NULL, times are milliseconds,
/// enumerated values their wire names, booleans 0 or 1.
[[nodiscard]] inline QVariant toSql(qint64 v)
{
    return QVariant::fromValue(v);
}
[[nodiscard]] inline QVariant toSql(int v)
{
    return v;
}
[[nodiscard]] inline QVariant toSql(bool v)
{
    return v ? 1 : 0;
}
[[nodiscard]] inline QVariant toSql(const QString &v)
{
    return v.isNull() ? QStringLiteral("") : v;
}
[[nodiscard]] inline QVariant toSql(const QByteArray &v)
{
    return v.isNull() ? QByteArray("") : v;
}
[[nodiscard]] inline QVariant toSql(QLatin1StringView v)
{
    return QString(v);
}
[[nodiscard]] inline QVariant toSql(Timestamp v)
{
    return toSql(qint64(toMillis(v)));
}
template <class Tag>
[[nodiscard]] QVariant toSql(Id<Tag> v)
{
    return toSql(v.value);
}
template <WireEnum E>
[[nodiscard]] QVariant toSql(E v)
{
    return QString(wireName(v));
}
template <class T>
[[nodiscard]] QVariant toSql(const std::optional<T> &v)
{
    return v ? toSql(*v) : QVariant();
}

/// One prepared statement, leased from its connection's cache and reset when this goes out of scope. Forward only,
/// columns by index, as many binds as placeholders. Every failure throws SqlError.
class Query
{
public:
    Query(Connection &connection, const QString &sql);
    ~Query();
    Query(Query &&) = delete;

    /// Binds all placeholders in order, and executes.
    template <class... Args>
    Query &run(const Args &...args)
    {
        runWith({toSql(args)...});
        return *this;
    }
    Query &runWith(const QVariantList &values);

    [[nodiscard]] bool next();
    [[nodiscard]] bool isNull(int column) const;
    [[nodiscard]] qint64 integer(int column) const;
    [[nodiscard]] bool boolean(int column) const;
    [[nodiscard]] QString text(int column) const;
    [[nodiscard]] QByteArray bytes(int column) const;
    [[nodiscard]] Timestamp time(int column) const { return fromMillis(integer(column)); }
    template <class I>
    [[nodiscard]] I id(int column) const
    {
        return I{integer(column)};
    }
    template <WireEnum E>
    [[nodiscard]] E word(int column, E fallback) const
    {
        return fromWireName<E>(text(column), fallback);
    }
    /// Empty for NULL, else what `get` reads: `query.maybe(3, &Query::text)`.
    template <class R>
    [[nodiscard]] std::optional<R> maybe(int column, R (Query::*get)(int) const) const
    {
        return isNull(column) ? std::nullopt : std::optional<R>((this->*get)(column));
    }
    template <class I>
    [[nodiscard]] std::optional<I> maybeId(int column) const
    {
        return isNull(column) ? std::nullopt : std::optional<I>(id<I>(column));
    }

    /// Rows changed by the last INSERT, UPDATE or DELETE.
    [[nodiscard]] int changed() const;
    /// The key of the row that an INSERT has just made (Connection::insert).
    [[nodiscard]] qint64 insertedId();

private:
    Connection &m_connection;
    QString m_sql;
    std::shared_ptr<PreparedStatement> m_statement;
    QSqlQuery *m_query;
};

} // namespace counterbell::store
