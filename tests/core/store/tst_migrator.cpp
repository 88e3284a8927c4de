// SPDX-License-Identifier: Apache-2.0
#include "core/store/migrator.h"
#include "tests/support/fake_clock.h"
#include "tests/support/postgres/test_database.h"

#include <QTest>

using namespace counterbell;
using namespace counterbell::store;
using namespace Qt::StringLiterals;

class MigratorTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_database = std::make_unique<TestDatabase>(TestDatabase::Content::Nothing);
        m_dialect = m_database->dialect();
        m_db = std::make_unique<Connection>(*m_dialect, u"migrator"_s, false);
    }
    void cleanup()
    {
        m_db.reset();
        m_database.reset();
    }

    void makesTheSchemaOnceAndThenNothing()
    {
        const auto migrations = builtInMigrations(*m_dialect);
        QVERIFY(migrations.size() >= 2);
        QVERIFY(isMigrationDue(*m_db, migrations));
        QVERIFY(migrate(*m_db, migrations, m_clock.now()));
        QVERIFY(!isMigrationDue(*m_db, migrations));
        QVERIFY(migrate(*m_db, migrations, m_clock.now()));
        QCOMPARE(m_db->query(u"SELECT COUNT(*) FROM conversations"_s)->next(), true);
    }

    void findsWhatRefersToAnErasedRowWithoutReadingWholeTables()
    {
        QVERIFY(migrate(*m_db, builtInMigrations(*m_dialect), m_clock.now()));
        if (TestDatabase::isPostgres()) {
            // Each reference has an index that begins with its column.
            const auto bare = m_db->query(
                u"SELECT c.conrelid::regclass::text || '.' || a.attname FROM pg_constraint c "
                "JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1] "
                "WHERE c.contype = 'f' AND NOT EXISTS (SELECT 1 FROM pg_index i WHERE i.indrelid = c.conrelid "
                "AND i.indkey[0] = c.conkey[1])"_s);
            QStringList missing;
            while (bare->next())
                missing << bare->text(0);
            QCOMPARE(missing, QStringList{});
            return;
        }
        QStringList tables;
        const auto names = m_db->query(u"SELECT name FROM sqlite_master WHERE type = 'table'"_s);
        while (names->next())
            tables << names->text(0);
        int references = 0;
        for (const auto &table : tables) {
            QStringList columns;
            const auto keys = m_db->query(u"SELECT \"from\" FROM pragma_foreign_key_list('%1')"_s.arg(table));
            while (keys->next())
                columns << keys->text(0);
            for (const auto &column : columns) {
                const auto plan =
                    m_db->query(u"EXPLAIN QUERY PLAN SELECT 1 FROM %1 WHERE %2 = ?"_s.arg(table, column), 1);
                QVERIFY(plan->next());
                QVERIFY2(plan->text(3).startsWith(u"SEARCH"_s), qUtf8Printable(table + u'.' + column));
                ++references;
            }
        }
        QVERIFY(references > 10);
    }

    /// What is asked again and again may not read a whole table, nor sort one.
    void frequentQuestionsHaveTheirIndex_data()
    {
        QTest::addColumn<QString>("sql");
        QTest::newRow("snoozes that are over")
            << u"SELECT 1 FROM conversations WHERE status = 'snoozed' AND snoozed_until <= 9 LIMIT 1"_s;
        QTest::newRow("the failed view") << u"SELECT id FROM conversations c WHERE (c.last_activity_at, c.id) < (9, 9) "
                                            "AND c.failed = 1 AND c.contact_id IS NOT NULL "
                                            "ORDER BY c.last_activity_at DESC, c.id DESC LIMIT 9"_s;
        QTest::newRow("longest waiting")
            << u"SELECT id FROM conversations c WHERE (COALESCE(c.waiting_since, 9000000000000000), c.id) > (9, 9) "
               "AND COALESCE(c.waiting_since, 9000000000000000) >= 9 ORDER BY COALESCE(c.waiting_since, 9000000000000000) ASC, c.id ASC LIMIT 9"_s;
        QTest::newRow("the journal since a time")
            << u"SELECT id FROM journal WHERE (received_at, id) > (9, 9) ORDER BY received_at, id LIMIT 9"_s;
    }
    void frequentQuestionsHaveTheirIndex()
    {
        QFETCH(const QString, sql);
        if (TestDatabase::isPostgres())
            QSKIP("its planner goes by statistics, and here are no rows");
        QVERIFY(migrate(*m_db, builtInMigrations(*m_dialect), m_clock.now()));
        const auto plan = m_db->query(u"EXPLAIN QUERY PLAN "_s + sql);
        QStringList steps;
        while (plan->next())
            steps << plan->text(3);
        QCOMPARE(steps.size(), 1);
        QVERIFY2(steps.front().startsWith(u"SEARCH"_s), qUtf8Printable(steps.front()));
    }

    void keepsTheFilesOfMessagesThatAnOlderProgramKnew()
    {
        const auto all = builtInMigrations(*m_dialect);
        const auto older = [&] {
            auto some = all;
            std::erase_if(some, [](const Migration &migration) { return migration.version > 3; });
            return some;
        }();
        QVERIFY(migrate(*m_db, older, m_clock.now()));
        m_db->execute(
            u"INSERT INTO contacts (id, name, name_search, created_at, updated_at) VALUES (1, '', '', 0, 0)"_s);
        m_db->execute(
            u"INSERT INTO conversations (id, contact_id, handling, last_activity_at) VALUES (1, 1, 'ai', 0)"_s);
        m_db->execute(u"INSERT INTO messages (id, conversation_id, channel, kind, body, status, author_kind, at) "
                      "VALUES (1, 1, 'sms', 'media', '', 'received', 'contact', 0)"_s);
        m_db->execute(u"INSERT INTO attachments (id, message_id, content_type, file_name, state, url, due_at, tries) "
                      "VALUES (7, 1, 'image/png', 'a.png', 'pending', 'https://x/1', 5, 2)"_s);
        QVERIFY(migrate(*m_db, all, m_clock.now()));
        const auto row = m_db->query(u"SELECT message_id, content_type, file_name, state, url, due_at, tries "
                                     "FROM attachments WHERE id = 7"_s);
        QVERIFY(row->next());
        QStringList values;
        for (int column = 0; column < 7; ++column)
            values << row->text(column);
        QCOMPARE(values.join(u' '), u"1 image/png a.png pending https://x/1 5 2"_s);
        QVERIFY(m_db->insert(u"INSERT INTO attachments (content_type, state) VALUES ('a/b', 'pending')"_s) != 7);
    }

    void refusesASchemaOfANewerProgram()
    {
        const std::vector<Migration> newer{{1, u"one"_s, u"CREATE TABLE a (b INTEGER)"_s},
                                           {2, u"two"_s, u"CREATE TABLE c (d INTEGER)"_s}};
        QVERIFY(migrate(*m_db, newer, m_clock.now()));
        const auto refused = migrate(*m_db, {newer.front()}, m_clock.now());
        QCOMPARE(refused.error().details.value(u"problem"_s).toString(), u"newerSchema"_s);
        QCOMPARE(refused.error().details.value(u"version"_s).toInt(), 2);
    }

    void refusesAMigrationThatWasChangedAfterwards()
    {
        QVERIFY(migrate(*m_db, {{1, u"one"_s, u"CREATE TABLE a (b INTEGER)"_s}}, m_clock.now()));
        const auto refused = migrate(*m_db, {{1, u"one"_s, u"CREATE TABLE a (b TEXT)"_s}}, m_clock.now());
        QCOMPARE(refused.error().details.value(u"problem"_s).toString(), u"changedMigration"_s);
    }

    void leavesNothingOfAMigrationThatFails()
    {
        const std::vector<Migration> broken{{1, u"one"_s, u"CREATE TABLE a (b INTEGER)\n----\nCREATE NONSENSE"_s}};
        QVERIFY_THROWS_EXCEPTION(SqlError, (void)migrate(*m_db, broken, m_clock.now()));
        QVERIFY(isMigrationDue(*m_db, broken));
        QVERIFY(migrate(*m_db, {{1, u"one"_s, u"CREATE TABLE a (b INTEGER)"_s}}, m_clock.now()));
    }

private:
    FakeClock m_clock;
    std::unique_ptr<TestDatabase> m_database;
    std::unique_ptr<Dialect> m_dialect;
    std::unique_ptr<Connection> m_db;
};

QTEST_GUILESS_MAIN(MigratorTest)
#include "tst_migrator.moc"
