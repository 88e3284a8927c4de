// SPDX-License-Identifier: Apache-2.0
// A PostgreSQL server that loses power while a COMMIT is under way: what it forgot isn't taken for kept.
#include "tests/e2e/support/database_server.h"

#include "core/store/migrator.h"
#include "core/store/postgres_url.h"

#include <QTest>

using namespace counterbell::store;
using namespace Qt::StringLiterals;

namespace counterbell::e2e
{

class TestServerCrash : public QObject
{
    Q_OBJECT
private:
    DatabaseServer m_server;
    std::unique_ptr<Dialect> m_dialect;

private Q_SLOTS:
    void initTestCase()
    {
        QVERIFY(m_server.start());
        m_dialect = postgresDialect(*readPostgresUrl(m_server.url()));
        Connection db(*m_dialect, u"migrations"_s, false);
        QVERIFY(migrate(db, builtInMigrations(*m_dialect), Timestamp{}));
    }

    void aTransactionThatTheServerForgotIsNotTakenForAnothers()
    {
        Connection one(*m_dialect, u"one"_s, false);
        one.beginWrite();
        one.execute(u"INSERT INTO counters (name, value) VALUES ('kept', 1)"_s);
        one.commit(Connection::Marked::Yes);
        one.beginWrite();
        const auto xid = [](Connection &db) {
            const auto row = db.query(u"SELECT CAST(pg_current_xact_id() AS TEXT)"_s);
            return row->next() ? row->text(0) : QString();
        };
        // Nothing of it is on disk: the server will give its number to somebody else.
        const auto forgotten = xid(one);
        QVERIFY(m_server.kill());
        QVERIFY_THROWS_EXCEPTION(SqlError, one.commit(Connection::Marked::Yes));
        QVERIFY(m_server.start());
        Connection other(*m_dialect, u"other"_s, false);
        QStringList given;
        for (int i = 0; i < 3; ++i) {
            other.beginWrite();
            given << xid(other);
            other.commit(Connection::Marked::Yes);
        }
        QVERIFY2(given.contains(forgotten), qPrintable(forgotten + u" is not among "_s + given.join(u' ')));
        one.reopen();
        QVERIFY(!one.wasCommitted());
        QVERIFY(other.wasCommitted());
        // What was committed before is there, and the next one is known again.
        one.beginWrite();
        QCOMPARE(one.execute(u"UPDATE counters SET value = 2 WHERE name = 'kept'"_s), 1);
        one.commit(Connection::Marked::Yes);
        one.reopen();
        QVERIFY(one.wasCommitted());
    }
};

} // namespace counterbell::e2e

QTEST_GUILESS_MAIN(counterbell::e2e::TestServerCrash)
#include "tst_server_crash.moc"
