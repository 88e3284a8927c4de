// SPDX-License-Identifier: Apache-2.0
#include "tests/support/postgres/test_database.h"

#include "core/store/migrator.h"
#include "core/store/postgres_url.h"

#include <QCoreApplication>
#include <QFile>

namespace counterbell
{

using namespace Qt::StringLiterals;
using store::Connection;

namespace
{

const auto kTemplate = u"counterbell_template"_s;

/// The URL of this database on the tests' server.
QString urlOf(const QString &database)
{
    QFile file(qEnvironmentVariable("COUNTERBELL_TEST_POSTGRES"));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("COUNTERBELL_TEST_POSTGRES names no file: start a server with tests/support/postgres/cluster.sh");
    return QString::fromUtf8(file.readAll()).trimmed().replace(u"/postgres?"_s, u'/' + database + u'?');
}

std::unique_ptr<store::Dialect> dialectOf(const QString &database, std::chrono::milliseconds lockTimeout)
{
    auto location = store::readPostgresUrl(urlOf(database));
    if (!location)
        qFatal("the tests' server has no proper URL: %s", qUtf8Printable(location.error()));
    location->lockTimeout = lockTimeout;
    return store::postgresDialect(*location);
}

/// The first of all test programs makes the database that the others' are copies of.
void makeTemplate(Connection &server)
{
    server.executeOnce(u"SELECT pg_advisory_lock(1)"_s);
    const auto isThere = server.query(u"SELECT 1 FROM pg_database WHERE datname = ?"_s, kTemplate);
    if (!isThere->next()) {
        server.executeOnce(u"CREATE DATABASE %1_new"_s.arg(kTemplate));
        {
            const auto dialect = dialectOf(kTemplate + u"_new"_s, std::chrono::seconds{5});
            Connection db(*dialect, u"template"_s, false);
            if (!store::migrate(db, store::builtInMigrations(*dialect), Timestamp{}))
                qFatal("the schema can't be made on PostgreSQL");
        }
        // Under its own name only once it is whole.
        server.executeOnce(u"ALTER DATABASE %1_new RENAME TO %1"_s.arg(kTemplate));
    }
    server.executeOnce(u"SELECT pg_advisory_unlock(1)"_s);
}

/// Empties a database as it was after its migrations: ten times as fast as making another.
const auto kEmpty = uR"(DO $$ DECLARE it RECORD; BEGIN
    SET LOCAL session_replication_role = replica;
    DROP FUNCTION IF EXISTS poison CASCADE;
    FOR it IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'schema_migrations' LOOP
        EXECUTE format('DELETE FROM %I', it.tablename);
    END LOOP;
    FOR it IN SELECT sequencename FROM pg_sequences WHERE schemaname = 'public' LOOP
        PERFORM setval(it.sequencename::regclass, 1, false);
    END LOOP;
END $$)"_s;

/// The databases that this test program has made, and the connection that makes and drops them.
class Server
{
public:
    Server()
        : m_dialect(dialectOf(u"postgres"_s, std::chrono::seconds{30})), m_connection(*m_dialect, u"server"_s, false)
    {
        makeTemplate(m_connection);
    }
    ~Server()
    {
        for (const auto &name : m_made)
            m_connection.executeOnce(u"DROP DATABASE IF EXISTS %1 WITH (FORCE)"_s.arg(name));
    }

    QString take(bool isMigrated)
    {
        if (isMigrated && !m_free.isEmpty())
            return m_free.takeLast();
        m_made << u"test_%1_%2"_s.arg(QCoreApplication::applicationPid()).arg(m_made.size());
        m_connection.executeOnce(
            u"CREATE DATABASE %1 TEMPLATE %2"_s.arg(m_made.last(), isMigrated ? kTemplate : u"template0"_s));
        return m_made.last();
    }
    void giveBack(const QString &name)
    {
        m_connection.executeOnce(
            u"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '%1'"_s.arg(name));
        const auto dialect = dialectOf(name, std::chrono::seconds{5});
        Connection db(*dialect, u"emptied"_s, false);
        db.executeOnce(kEmpty);
        m_free << name;
    }

    static Server &get()
    {
        static std::unique_ptr<Server> server;
        if (!server) {
            server = std::make_unique<Server>();
            qAddPostRoutine([] { server.reset(); });
        }
        return *server;
    }

private:
    std::unique_ptr<store::Dialect> m_dialect;
    Connection m_connection;
    QStringList m_made;
    QStringList m_free;
};

} // namespace

bool TestDatabase::isPostgres()
{
    return qEnvironmentVariable("COUNTERBELL_TEST_STORE") == u"postgres"_s;
}

TestDatabase::TestDatabase(Content content) : m_isMigrated(content == Content::Migrated)
{
    if (isPostgres())
        m_name = Server::get().take(m_isMigrated);
}

TestDatabase::~TestDatabase()
{
    if (!m_name.isEmpty() && m_isMigrated)
        Server::get().giveBack(m_name);
}

std::unique_ptr<store::Dialect> TestDatabase::dialect(std::chrono::milliseconds lockTimeout) const
{
    return isPostgres() ? dialectOf(m_name, lockTimeout) : store::sqliteDialect({file(), lockTimeout});
}

QString TestDatabase::url() const
{
    return isPostgres() ? urlOf(m_name) : u"sqlite"_s;
}

} // namespace counterbell
