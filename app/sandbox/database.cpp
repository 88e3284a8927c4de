// SPDX-License-Identifier: Apache-2.0
#include "app/sandbox/database.h"

#include <QDir>
#include <QFile>
#include <QLoggingCategory>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QUuid>

namespace counterbell::sandbox
{

using namespace Qt::StringLiterals;

namespace
{

Q_LOGGING_CATEGORY(log, "sandbox.database")

constexpr int kSchema = 1;

const QStringList &statements()
{
    static const QStringList all{
        u"CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL)"_s,
        u"CREATE TABLE IF NOT EXISTS messages (id INTEGER PRIMARY KEY AUTOINCREMENT, sid TEXT NOT NULL UNIQUE,"
        " direction TEXT NOT NULL, channel TEXT NOT NULL, sender TEXT NOT NULL, recipient TEXT NOT NULL,"
        " body TEXT NOT NULL, status TEXT NOT NULL, error_code INTEGER NOT NULL, segments INTEGER NOT NULL,"
        " media_count INTEGER NOT NULL, price TEXT, created_ms INTEGER NOT NULL, sent_ms INTEGER NOT NULL,"
        " updated_ms INTEGER NOT NULL, status_callback TEXT NOT NULL, service_sid TEXT NOT NULL,"
        " template_sid TEXT NOT NULL, planned_error INTEGER NOT NULL, handset TEXT NOT NULL,"
        " handset_ms INTEGER NOT NULL, seeded INTEGER NOT NULL,"
        " phone_body TEXT NOT NULL, deleted INTEGER NOT NULL DEFAULT 0)"_s,
        u"CREATE INDEX IF NOT EXISTS messages_newest ON messages (created_ms, id)"_s,
        u"CREATE INDEX IF NOT EXISTS messages_to ON messages (recipient, created_ms, id)"_s,
        u"CREATE INDEX IF NOT EXISTS messages_from ON messages (sender, created_ms, id)"_s,
        u"CREATE INDEX IF NOT EXISTS messages_handset ON messages (handset, handset_ms)"_s,
        u"CREATE TABLE IF NOT EXISTS media (id INTEGER PRIMARY KEY AUTOINCREMENT, sid TEXT NOT NULL UNIQUE,"
        " message_sid TEXT NOT NULL, content_type TEXT NOT NULL, source_url TEXT NOT NULL, bytes BLOB,"
        " created_ms INTEGER NOT NULL)"_s,
        u"CREATE INDEX IF NOT EXISTS media_message ON media (message_sid)"_s,
        u"CREATE TABLE IF NOT EXISTS handsets (number TEXT PRIMARY KEY, on_whatsapp INTEGER NOT NULL,"
        " reachable INTEGER NOT NULL, reads INTEGER NOT NULL, landline INTEGER NOT NULL, name TEXT NOT NULL,"
        " bsuid TEXT NOT NULL)"_s,
        u"CREATE INDEX IF NOT EXISTS handsets_bsuid ON handsets (bsuid)"_s,
        u"CREATE TABLE IF NOT EXISTS opt_outs (sender TEXT, number TEXT, PRIMARY KEY (sender, number))"_s,
        u"CREATE TABLE IF NOT EXISTS windows (sender TEXT, number TEXT, inbound_ms INTEGER NOT NULL,"
        " PRIMARY KEY (sender, number))"_s,
        u"CREATE TABLE IF NOT EXISTS resources (id INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL,"
        " sid TEXT NOT NULL UNIQUE, json TEXT NOT NULL)"_s,
    };
    return all;
}

} // namespace

Database::Database(std::unique_ptr<QSqlDatabase> connection) : m_connection(std::move(connection)) {}

Database::~Database()
{
    const auto name = m_connection->connectionName();
    m_connection->close();
    m_connection.reset();
    QSqlDatabase::removeDatabase(name);
}

tl::expected<std::unique_ptr<Database>, QString> Database::open(const QString &directory)
{
    if (!QDir().mkpath(directory))
        return tl::unexpected(u"The data directory %1 can't be made."_s.arg(directory));
    QFile::setPermissions(directory, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    auto connection = std::make_unique<QSqlDatabase>(
        QSqlDatabase::addDatabase(u"QSQLITE"_s, u"sandbox-"_s + QUuid::createUuid().toString(QUuid::Id128)));
    const auto path = QDir(directory).filePath(u"twilio.sqlite"_s);
    connection->setDatabaseName(path);
    connection->setConnectOptions(u"QSQLITE_BUSY_TIMEOUT=5000"_s);
    if (!connection->open())
        return tl::unexpected(u"%1 can't be opened: %2."_s.arg(path, connection->lastError().text()));
    QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner);

    std::unique_ptr<Database> database(new Database(std::move(connection)));
    const auto schema = database->single(u"PRAGMA user_version"_s).toInt();
    if (schema > kSchema)
        return tl::unexpected(u"%1 was written by a newer sandbox (schema %2)."_s.arg(path).arg(schema));
    bool ok = database->run(u"PRAGMA journal_mode=WAL"_s) && database->run(u"PRAGMA synchronous=NORMAL"_s);
    for (const auto &statement : statements())
        ok = ok && database->run(statement);
    if (!ok || !database->run(u"PRAGMA user_version=%1"_s.arg(kSchema)))
        return tl::unexpected(u"%1 can't be used: its tables can't be made."_s.arg(path));
    return database;
}

bool Database::run(const QString &sql, const QVariantList &values)
{
    return select(sql, values, nullptr);
}

bool Database::select(const QString &sql, const QVariantList &values, const std::function<void(const QSqlQuery &)> &row)
{
    QSqlQuery query(*m_connection);
    query.setForwardOnly(true);
    bool ok = query.prepare(sql);
    for (const auto &value : values) {
        // A null QString would become NULL; every text column here is NOT NULL and "" is what is meant.
        const bool isNullText = value.typeId() == QMetaType::QString && value.toString().isNull();
        query.addBindValue(isNullText ? QVariant(u""_s) : value);
    }
    if (!ok || !query.exec()) {
        qCWarning(log).noquote() << "refused:" << query.lastError().text() << sql;
        return false;
    }
    while (row && query.next())
        row(query);
    return true;
}

QVariant Database::single(const QString &sql, const QVariantList &values)
{
    QVariant found;
    select(sql, values, [&](const QSqlQuery &row) {
        if (!found.isValid())
            found = row.value(0);
    });
    return found;
}

bool Database::transaction(const std::function<bool()> &work)
{
    if (m_depth > 0) // already inside one: the outer decides
        return work();
    if (!run(u"BEGIN IMMEDIATE"_s))
        return false;
    ++m_depth;
    const bool done = work();
    --m_depth;
    if (done && run(u"COMMIT"_s))
        return true;
    run(u"ROLLBACK"_s);
    return false;
}

} // namespace counterbell::sandbox
