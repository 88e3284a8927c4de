// SPDX-License-Identifier: Apache-2.0
#include "core/store/postgres_url.h"
#include "tests/support/postgres/cutting_proxy.h"
#include "tests/support/rows.h"

#include <QSignalSpy>
#include <QTest>

using namespace counterbell;
using namespace counterbell::store;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

/// Adds one, and says so in an event: applied twice it would show.
auto increase()
{
    return [](Tx &tx) -> Result<qint64> {
        const auto row = tx.query(u"INSERT INTO counters (name, value) VALUES ('a', 1) ON CONFLICT (name) "
                                  "DO UPDATE SET value = counters.value + 1 RETURNING value"_s);
        (void)row->next();
        tx.record(Topic::SettingsUpdated, {{u"value"_s, row->integer(0)}});
        return row->integer(0);
    };
}

/// A store that reaches its database through a proxy.
struct Remote {
    Remote(const TestDatabase &database, const Clock &clock, Store::Options options = {})
        : proxy(database.url()), store(postgresDialect(*readPostgresUrl(proxy.url())), clock, options)
    {
        if (!store.open({}))
            qFatal("the store did not open through the proxy");
        QObject::connect(&store, &Store::committed, &store, [this](const std::vector<Event> &events) {
            for (const auto &event : events)
                told << event.data.value(u"value"_s).toInteger();
        });
        QObject::connect(&store, &Store::problemChanged, &store, [this](const QString &p) { problems << p; });
    }
    CuttingProxy proxy;
    Store store;
    QList<qint64> told;
    QStringList problems;
};

} // namespace

class PostgresTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        if (!TestDatabase::isPostgres())
            QSKIP("about PostgreSQL alone");
    }

    void appliesOnceWhatWasCutOffAtItsCommit_data()
    {
        QTest::addColumn<CuttingProxy::Cut>("cut");
        QTest::addColumn<int>("jobs");
        for (const int jobs : {1, 5}) {
            QTest::addRow("the COMMIT never arrives, %d jobs", jobs) << CuttingProxy::Cut::BeforeCommit << jobs;
            QTest::addRow("its answer is lost, %d jobs", jobs) << CuttingProxy::Cut::AfterCommit << jobs;
            QTest::addRow("lost while it commits, %d jobs", jobs) << CuttingProxy::Cut::WhileCommitting << jobs;
        }
    }
    void appliesOnceWhatWasCutOffAtItsCommit()
    {
        QFETCH(CuttingProxy::Cut, cut);
        QFETCH(int, jobs);
        const TestDatabase database;
        Remote remote(database, m_clock);
        // Its COMMIT takes a while: who asks too early what became of it would not know.
        inTx(remote.store, [](Tx &tx) {
            tx.executeOnce(u"CREATE FUNCTION poison() RETURNS trigger LANGUAGE plpgsql AS "
                           "$$ BEGIN PERFORM pg_sleep(0.3); RETURN NULL; END $$"_s);
            tx.executeOnce(u"CREATE CONSTRAINT TRIGGER poison AFTER INSERT ON settings DEFERRABLE INITIALLY DEFERRED "
                           "FOR EACH ROW EXECUTE FUNCTION poison()"_s);
        });
        std::atomic<bool> isHeld = jobs > 1;
        std::atomic<bool> isIn = false;
        auto gate = remote.store.write([&isHeld, &isIn](Tx &) -> Result<> {
            isIn = true;
            while (isHeld)
                std::this_thread::yield();
            return {};
        });
        while (!isIn) // else it and the others would be one batch
            std::this_thread::yield();
        if (jobs == 1) {
            QVERIFY(waitFor(std::move(gate)));
            remote.proxy.set(cut);
        }
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"was lost in a COMMIT"_s));
        std::vector<Pending<qint64>> answers;
        for (int i = 0; i < jobs; ++i)
            answers.push_back(remote.store.write([i](Tx &tx) -> Result<qint64> {
                if (i == 0)
                    tx.execute(u"INSERT INTO settings VALUES ('slow', '{}')"_s);
                return increase()(tx);
            }));
        // The gate's own COMMIT comes first where there is one.
        if (jobs > 1) {
            remote.proxy.setAfter(1, cut);
            isHeld = false;
            QVERIFY(waitFor(std::move(gate)));
        }
        QList<qint64> values;
        for (auto &answer : answers)
            values << waitFor(std::move(answer)).value_or(-1);
        QCOMPARE(remote.proxy.cuts(), 1);
        QList<qint64> expected;
        for (int i = 1; i <= jobs; ++i)
            expected << i;
        QCOMPARE(values, expected);
        QCOMPARE(remote.told, expected);
        QCOMPARE(number(remote.store, u"SELECT value FROM counters"_s), jobs);
        QCOMPARE(number(remote.store, u"SELECT COUNT(*) FROM event_log"_s), jobs);
        QTRY_COMPARE(remote.problems.value(remote.problems.size() - 1), QString()); // and all is well again
    }

    void waitsForAServerThatIsAwayAndSaysSo()
    {
        const TestDatabase database;
        Remote remote(database, m_clock);
        QVERIFY(waitFor(remote.store.write(increase())));
        remote.proxy.set(CuttingProxy::Cut::Everything);
        auto write = remote.store.write(increase());
        QTRY_COMPARE(remote.problems, QStringList{u"databaseUnreachable"_s});
        const auto read = waitFor(remote.store.read([](Connection &) -> Result<int> { return 1; }));
        QCOMPARE(read.error().details.value(u"problem"_s).toString(), u"databaseUnreachable"_s);
        remote.proxy.set(CuttingProxy::Cut::None);
        QCOMPARE(waitFor(std::move(write)).value_or(-1), 2);
        QTRY_COMPARE(remote.problems.last(), QString());
        QTRY_VERIFY(waitFor(remote.store.read([](Connection &) -> Result<int> { return 1; })));
    }

    void answersWhatItCannotWriteForLong()
    {
        const TestDatabase database;
        Remote remote(database, m_clock, {.lossPatience = 300ms});
        remote.proxy.set(CuttingProxy::Cut::Everything);
        QElapsedTimer since;
        since.start();
        std::vector<Pending<qint64>> answers;
        for (int i = 0; i < 20; ++i)
            answers.push_back(remote.store.write(increase()));
        for (auto &answer : answers) {
            const auto failed = waitFor(std::move(answer));
            QCOMPARE(failed.error().details.value(u"problem"_s).toString(), u"databaseUnreachable"_s);
        }
        QVERIFY(since.elapsed() < 5000); // together, not one after the other
        remote.proxy.set(CuttingProxy::Cut::None);
        qint64 first = 0;
        const QDeadlineTimer deadline(10'000);
        while (first == 0 && !deadline.hasExpired())
            first = waitFor(remote.store.write(increase())).value_or(0);
        QCOMPARE(first, 1); // none of those that were told "unreachable" was applied later
    }

    void endsWhileTheServerIsAway()
    {
        const TestDatabase database;
        Remote remote(database, m_clock);
        remote.proxy.set(CuttingProxy::Cut::AfterCommit);
        auto write = remote.store.write(increase());
        QTRY_COMPARE(remote.proxy.cuts(), 1);
        remote.proxy.set(CuttingProxy::Cut::Everything);
        remote.store.close();
        // Nobody could say what became of it, so nobody is told that it failed or succeeded.
        const auto answer = waitFor(std::move(write));
        QVERIFY(answer || answer.error().details.value(u"problem"_s).toString() == u"outcomeUnknown"_s);
    }

    void goesOnWhenTheServerEndsItsConnections()
    {
        const TestDatabase database;
        Remote remote(database, m_clock);
        QVERIFY(waitFor(remote.store.write(increase())));
        for (int round = 2; round < 5; ++round) {
            const auto dialect = database.dialect();
            Connection other(*dialect, u"other"_s, false);
            other.executeOnce(u"SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                              "WHERE datname = current_database() AND pid <> pg_backend_pid()"_s);
            QCOMPARE(waitFor(remote.store.write(increase())).value_or(-1), round);
            QCOMPARE(number(remote.store, u"SELECT value FROM counters"_s), round);
        }
    }

    void aCoreThatStandsStillInAWriteHoldsNobodyUpForLong()
    {
        const TestDatabase database;
        Remote remote(database, m_clock);
        const auto dialect = database.dialect();
        Connection still(*dialect, u"still"_s, false); // suspended, or on a machine that is gone
        still.beginWrite();
        still.execute(u"INSERT INTO counters VALUES ('lost', 1)"_s);
        QElapsedTimer since;
        since.start();
        QCOMPARE(waitFor(remote.store.write(increase())).value_or(-1), 1);
        QVERIFY(since.elapsed() > 1000);
        const auto wakes = [&] {
            try {
                still.commit();
            } catch (const SqlError &error) {
                return error.kind();
            }
            return SqlError::Kind::Other;
        };
        QCOMPARE(wakes(), SqlError::Kind::Gone);
        QCOMPARE(number(remote.store, u"SELECT COUNT(*) FROM counters"_s), 1);
    }

    void sortsErrorsByTheirState_data()
    {
        QTest::addColumn<QString>("state");
        QTest::addColumn<QString>("problem");
        QTest::newRow("no space is left") << u"53100"_s << u"diskFull"_s;
        QTest::newRow("a lock was not to be had") << u"55P03"_s << u"databaseLocked"_s;
        QTest::newRow("a serialisation failure, again and again") << u"40001"_s << u"databaseLocked"_s;
        QTest::newRow("a deadlock, again and again") << u"40P01"_s << u"databaseLocked"_s;
        QTest::newRow("an invariant") << u"23514"_s << u"storage"_s;
    }
    void sortsErrorsByTheirState()
    {
        QFETCH(const QString, state);
        const TestDatabase database;
        Remote remote(database, m_clock);
        const auto failed = waitFor(remote.store.write([state](Tx &tx) -> Result<> {
            tx.executeOnce(u"DO $$ BEGIN RAISE EXCEPTION 'made up' USING ERRCODE = '%1'; END $$"_s.arg(state));
            return {};
        }));
        QTEST(failed.error().details.value(u"problem"_s).toString(), "problem");
        QCOMPARE(waitFor(remote.store.write(increase())).value_or(-1), 1);
    }

    void saysNothingOfAValueInAnError_data()
    {
        QTest::addColumn<QString>("sql");
        QTest::newRow("a duplicate") << u"INSERT INTO counters VALUES (?, 1)"_s;
        QTest::newRow("a statement that fails") << u"INSERT INTO counters VALUES (?, 1 / (SELECT 0))"_s;
    }
    void saysNothingOfAValueInAnError()
    {
        QFETCH(const QString, sql);
        const TestDatabase database;
        const auto dialect = database.dialect();
        Connection db(*dialect, u"errors"_s, false);
        QString said;
        try {
            db.execute(sql, u"+61412345678"_s);
            db.execute(sql, u"+61412345678"_s);
        } catch (const SqlError &error) {
            said = QString::fromUtf8(error.what());
        }
        QVERIFY(said.contains(u"ERROR"_s));
        QVERIFY2(!said.contains(u"412345"_s), qPrintable(said));
    }

    void runsASerialisationFailureAgain()
    {
        const TestDatabase database;
        Remote remote(database, m_clock);
        auto tries = std::make_shared<int>(0);
        QCOMPARE(waitFor(remote.store.write([tries](Tx &tx) -> Result<qint64> {
                     if (++*tries < 3)
                         tx.executeOnce(u"DO $$ BEGIN RAISE EXCEPTION 'made up' USING ERRCODE = '40001'; END $$"_s);
                     return increase()(tx);
                 })).value_or(-1),
                 1);
        QCOMPARE(*tries, 3);
    }

    void twoCoresSeeTheSameEventsInTheSameOrder()
    {
        const TestDatabase database;
        Remote one(database, m_clock, {.pollInterval = 20ms});
        Remote two(database, m_clock, {.pollInterval = 20ms});
        constexpr int kEach = 100;
        std::vector<Pending<qint64>> answers;
        for (int i = 0; i < kEach; ++i) {
            answers.push_back(one.store.write(increase()));
            answers.push_back(two.store.write(increase()));
            // A rolled back one burns a number.
            if (i % 7 == 0)
                answers.push_back(one.store.write([](Tx &tx) -> Result<qint64> {
                    (void)increase()(tx);
                    return refuse(Reason::Conflict);
                }));
            QCoreApplication::processEvents();
        }
        for (auto &answer : answers)
            (void)waitFor(std::move(answer));
        QList<qint64> expected;
        for (int i = 1; i <= 2 * kEach; ++i)
            expected << i;
        QTRY_COMPARE(one.told, expected);
        QTRY_COMPARE(two.told, expected);
        QCOMPARE(one.store.eventHead(), two.store.eventHead());
    }

    void aCoreThatWasFarBehindMissesNothing()
    {
        const TestDatabase database;
        Remote one(database, m_clock, {.pollInterval = 1h});
        Remote two(database, m_clock, {.pollInterval = 1h});
        for (int i = 0; i < 700; ++i)
            (void)waitFor(one.store.write(increase()));
        QVERIFY(waitFor(two.store.write(increase()))); // more lies before it than is read inside a write
        QVERIFY(two.told.isEmpty() || two.told.first() == 1);
        Remote three(database, m_clock, {.pollInterval = 20ms});
        QVERIFY(waitFor(one.store.write(increase())));
        QTRY_COMPARE(three.told, QList<qint64>{702});
    }

    void ordersTextsByTheirBytesWhateverTheServersLanguage()
    {
        const TestDatabase database;
        Remote remote(database, m_clock);
        const QStringList names{u"Z"_s, u"a"_s, u"\u00C4"_s, u"B"_s, u"a b"_s, u"ab"_s, u"\U0001F514"_s, u"-c"_s};
        inTx(remote.store, [&](Tx &tx) {
            for (const auto &name : names)
                tx.execute(u"INSERT INTO counters VALUES (?, 0)"_s, name);
        });
        const auto found = inRead(remote.store, [](Connection &db) {
            QStringList found;
            const auto rows = db.query(u"SELECT name FROM counters ORDER BY name"_s);
            while (rows->next())
                found << rows->text(0);
            return found;
        });
        auto expected = names;
        std::sort(expected.begin(), expected.end(),
                  [](const QString &a, const QString &b) { return a.toUtf8() < b.toUtf8(); });
        QCOMPARE(found, expected);
    }

private:
    FakeClock m_clock;
};

QTEST_GUILESS_MAIN(PostgresTest)
#include "tst_postgres.moc"
