// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>
#include <QVariantList>

#include <tl/expected.hpp>

#include <functional>
#include <memory>

class QSqlDatabase;
class QSqlQuery;

namespace counterbell::sandbox
{

/// DIR/twilio.sqlite: everything the sandbox must still know after it was killed. One connection, one thread.
/// WAL with synchronous=NORMAL: a killed process loses nothing that was committed.
class Database
{
public:
    ~Database();
    Database(const Database &) = delete;
    Database &operator=(const Database &) = delete;

    /// Opens or makes the file, mode 0600, and its tables. The error is a sentence.
    [[nodiscard]] static tl::expected<std::unique_ptr<Database>, QString> open(const QString &directory);

    /// One statement with positional values; false when SQLite refused it (logged).
    bool run(const QString &sql, const QVariantList &values = {});
    /// Calls `row` for every row of the answer, read by column number.
    bool select(const QString &sql, const QVariantList &values, const std::function<void(const QSqlQuery &)> &row);
    /// The first column of the first row; an invalid variant when there is none.
    [[nodiscard]] QVariant single(const QString &sql, const QVariantList &values = {});
    /// Runs `work` in one transaction; rolled back when it returns false.
    bool transaction(const std::function<bool()> &work);

private:
    explicit Database(std::unique_ptr<QSqlDatabase> connection);

    std::unique_ptr<QSqlDatabase> m_connection;
    int m_depth = 0;
};

} // namespace counterbell::sandbox
