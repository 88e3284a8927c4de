// SPDX-License-Identifier: Apache-2.0
#include "tests/support/test_store.h"

#include <QTest>

using namespace counterbell;
using namespace counterbell::store;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

auto setCounter(const QString &name, qint64 value)
{
    return [=](Tx &tx) -> Result<qint64> {
        tx.execute(
            u"INSERT INTO counters (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value"_s,
            name, value);
        tx.record(Topic::SettingsUpdated, {{name, value}});
        return value;
    };
}

Result<qint64> counter(Store &store, const QString &name)
{
    return waitFor(store.read([name](Connection &db) -> Result<qint64> {
        const auto row = db.query(u"SELECT value FROM counters WHERE name = ?"_s, name);
        if (!row->next())
            return refuse(Reason::NotFound);
        return row->integer(0);
    }));
}

/// Violates a deferred key: every statement passes, the COMMIT fails.
auto failAtCommit()
{
    return [](Tx &tx) -> Result<qint64> {
        if (TestDatabase::isPostgres()) {
            tx.executeOnce(u"CREATE TEMPORARY TABLE later (a BIGINT UNIQUE DEFERRABLE INITIALLY DEFERRED) "
                           "ON COMMIT DROP"_s);
            tx.executeOnce(u"INSERT INTO later VALUES (1), (1)"_s);
            return 1;
        }
        tx.executeOnce(u"PRAGMA defer_foreign_keys=ON"_s);
        tx.execute(u"INSERT INTO contact_addresses (contact_id, kind, value) VALUES (999, 'phone', '+61')"_s);
        return 1;
    };
}

/// Keeps the writer busy until released, so that what is queued meanwhile makes one batch.
class Gate
{
public:
    auto job()
    {
        return [this](Tx &) -> Result<> {
            m_isIn = true;
            while (!m_isOpen)
                std::this_thread::yield();
            return {};
        };
    }
    void waitUntilIn() const
    {
        while (!m_isIn)
            std::this_thread::yield();
    }
    void open() { m_isOpen = true; }

private:
    std::atomic<bool> m_isIn = false;
    std::atomic<bool> m_isOpen = false;
};

} // namespace

class StoreTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void answersAfterTheCommitAndReadersSeeIt()
    {
        TestStore store(m_clock);
        QCOMPARE(waitFor(store->write(setCounter(u"a"_s, 7))).value(), 7);
        QCOMPARE(counter(*store, u"a"_s).value(), 7);
    }

    void rollsBackAnErrorButKeepsARefusalThatIsARow()
    {
        TestStore store(m_clock);
        const auto refused = waitFor(store->write([](Tx &tx) -> Result<qint64> {
            tx.execute(u"INSERT INTO counters VALUES ('gone', 1)"_s);
            return refuse(Reason::Conflict);
        }));
        QCOMPARE(refused.error().reason, Reason::Conflict);
        QVERIFY(!counter(*store, u"gone"_s));
        const auto kept = waitFor(store->write([](Tx &tx) -> Result<qint64> {
            tx.execute(u"INSERT INTO counters VALUES ('kept', 1)"_s);
            tx.keepOnError();
            return refuse(Reason::Conflict);
        }));
        QVERIFY(!kept);
        QCOMPARE(counter(*store, u"kept"_s).value(), 1);
    }

    void runsABatchTogetherAndOnlyTheBrokenJobFails()
    {
        TestStore store(m_clock);
        Gate gate;
        auto first = store->write(gate.job());
        gate.waitUntilIn();
        auto good = store->write(setCounter(u"good"_s, 1));
        auto bad = store->write(
            [](Tx &tx) -> Result<qint64> { return tx.execute(u"INSERT INTO no_such_table VALUES (1)"_s); });
        auto thrower = store->write([](Tx &) -> Result<qint64> { throw std::runtime_error("broken"); });
        auto after = store->write(setCounter(u"after"_s, 2));
        gate.open();
        QVERIFY(waitFor(std::move(first)));
        QVERIFY(waitFor(std::move(good)));
        QCOMPARE(waitFor(std::move(bad)).error().reason, Reason::Internal);
        QCOMPARE(waitFor(std::move(thrower)).error().reason, Reason::Internal);
        QVERIFY(waitFor(std::move(after)));
        QCOMPARE(counter(*store, u"after"_s).value(), 2);
    }

    void runsEachJobAloneWhenTheBatchDoesNotCommit()
    {
        TestStore store(m_clock);
        Gate gate;
        auto first = store->write(gate.job());
        gate.waitUntilIn();
        auto before = store->write(setCounter(u"before"_s, 1));
        auto bad = store->write(failAtCommit());
        auto after = store->write(setCounter(u"after"_s, 2));
        gate.open();
        QVERIFY(waitFor(std::move(first)));
        QVERIFY(waitFor(std::move(before)));
        QCOMPARE(waitFor(std::move(bad)).error().reason, Reason::Internal);
        QVERIFY(waitFor(std::move(after)));
        QCOMPARE(counter(*store, u"before"_s).value(), 1);
        QCOMPARE(counter(*store, u"after"_s).value(), 2);
        QCOMPARE(countOf(*store, u"contact_addresses"_s), 0);
    }

    void losesNothingOfABatchInWhichTheDiskFills()
    {
        if (TestDatabase::isPostgres())
            QSKIP("how full its disk is the server decides; 53100 is in tst_postgres");
        TestStore store(m_clock);
        QStringList problems;
        connect(&*store, &Store::problemChanged, this, [&](const QString &p) { problems << p; });
        QVERIFY(waitFor(store->write([](Tx &tx) -> Result<> {
            tx.executeOnce(u"PRAGMA max_page_count=%1"_s.arg(pages(tx) + 4));
            return {};
        })));
        Gate gate;
        auto first = store->write(gate.job());
        gate.waitUntilIn();
        auto small = store->write(setCounter(u"small"_s, 1));
        auto huge = store->write([](Tx &tx) -> Result<qint64> {
            tx.execute(u"INSERT INTO settings VALUES ('huge', ?)"_s, QString(1'000'000, u'x'));
            return 1;
        });
        auto after = store->write(setCounter(u"after"_s, 2));
        gate.open();
        QVERIFY(waitFor(std::move(first)));
        QVERIFY(waitFor(std::move(small)));
        const auto refused = waitFor(std::move(huge));
        QCOMPARE(refused.error().details.value(u"problem"_s).toString(), u"diskFull"_s);
        QVERIFY(waitFor(std::move(after)));
        QCOMPARE(counter(*store, u"small"_s).value(), 1);
        QCOMPARE(counter(*store, u"after"_s).value(), 2);
        QCOMPARE(countOf(*store, u"settings"_s), 0);
        QCOMPARE(problems.value(0), u"diskFull"_s);
    }

    void saysThatTheDatabaseIsLockedAndGoesOnAfterwards()
    {
        TestStore store(m_clock, {}, {}, 50ms);
        const auto dialect = store.database().dialect(50ms);
        Connection other(*dialect, u"other"_s, false);
        other.beginWrite();
        const auto refused = waitFor(store->write(setCounter(u"a"_s, 1)));
        QCOMPARE(refused.error().details.value(u"problem"_s).toString(), u"databaseLocked"_s);
        other.executeOnce(u"ROLLBACK"_s);
        QVERIFY(waitFor(store->write(setCounter(u"a"_s, 1))));
    }

    void publishesEventsInOrderAndOnlyForWhatWasCommitted()
    {
        TestStore store(m_clock);
        QStringList published;
        qint64 lastSeq = 0;
        connect(&*store, &Store::committed, this, [&](const std::vector<Event> &events) {
            for (const auto &event : events) {
                QVERIFY(event.seq > lastSeq);
                lastSeq = event.seq;
                published << event.data.keys();
            }
        });
        Gate gate;
        auto first = store->write(gate.job());
        gate.waitUntilIn();
        auto one = store->write(setCounter(u"one"_s, 1));
        auto refused = store->write([](Tx &tx) -> Result<> {
            tx.record(Topic::SettingsUpdated, {{u"never"_s, 1}});
            return refuse(Reason::Conflict);
        });
        auto bad = store->write(failAtCommit());
        auto two = store->write(setCounter(u"two"_s, 2));
        gate.open();
        waitFor(std::move(first));
        waitFor(std::move(one));
        QVERIFY(!waitFor(std::move(refused)));
        QVERIFY(!waitFor(std::move(bad)));
        waitFor(std::move(two));
        QCOMPARE(published, (QStringList{u"one"_s, u"two"_s}));
        QCOMPARE(store->eventHead(), lastSeq);
        QCOMPARE(countOf(*store, u"event_log"_s), 2);
    }

    void publishesNothingOfAJobWhoseEventsCouldNotBeMade()
    {
        TestStore store(m_clock, {}, eachShownBy([](Tx &, const Change &change) -> QJsonObject {
                            if (change.id == 13)
                                throw SqlError(SqlError::Kind::Other, u"unlucky"_s);
                            return {{u"id"_s, change.id}};
                        }));
        QList<qint64> ids;
        QList<qint64> seqs;
        connect(&*store, &Store::committed, this, [&](const std::vector<Event> &events) {
            for (const auto &event : events) {
                ids << event.data.value(u"id"_s).toInteger();
                seqs << event.seq;
            }
        });
        const auto change = [](std::vector<qint64> rows) {
            return [rows](Tx &tx) -> Result<> {
                for (const auto row : rows)
                    tx.changed(Topic::JobUpdated, row);
                return {};
            };
        };
        Gate gate;
        auto first = store->write(gate.job());
        gate.waitUntilIn();
        auto broken = store->write(change({12, 13}));
        auto good = store->write(change({14}));
        gate.open();
        waitFor(std::move(first));
        QVERIFY(!waitFor(std::move(broken)));
        QVERIFY(waitFor(std::move(good)));
        QCOMPARE(ids, QList<qint64>{14});
        QCOMPARE(countOf(*store, u"event_log"_s), 1);
        QCOMPARE(seqs, QList<qint64>{store->eventHead()});
    }

    void whatIsAskedAfterClosingIsAnsweredByTheNextCloseAndNotByTheEnd()
    {
        const auto wait = [](Pending<qint64> pending, int &answers) -> QCoro::Task<> {
            const auto answer = co_await std::move(pending);
            answers += !answer && answer.error().reason == Reason::ShuttingDown;
        };
        int answers = 0;
        {
            TestStore store(m_clock);
            store->close();
            auto first = wait(store->write(setCounter(u"a"_s, 1)), answers);
            QCOMPARE(answers, 0);
            store->close();
            QCOMPARE(answers, 1);
            auto second = wait(store->write(setCounter(u"a"_s, 2)), answers);
        }
        QCOMPARE(answers, 1); // who asked may be gone before the store is
    }

    void showsAChangedRowOnceWithItsLastState()
    {
        TestStore store(m_clock, {}, eachShownBy([](Tx &tx, const Change &change) {
                            const auto row =
                                tx.query(u"SELECT value FROM counters WHERE name = ?"_s, QString::number(change.id));
                            return row->next() ? QJsonObject{{u"value"_s, row->integer(0)}} : QJsonObject{};
                        }));
        QList<qint64> values;
        connect(&*store, &Store::committed, this, [&](const std::vector<Event> &events) {
            for (const auto &event : events)
                values << event.data.value(u"value"_s).toInteger();
        });
        QVERIFY(waitFor(store->write([](Tx &tx) -> Result<> {
            tx.execute(u"INSERT INTO counters VALUES ('5', 1)"_s);
            tx.changed(Topic::JobUpdated, 5);
            tx.execute(u"UPDATE counters SET value = 2 WHERE name = '5'"_s);
            tx.changed(Topic::JobUpdated, 5);
            tx.changed(Topic::JobUpdated, 6); // there is none: nothing to say
            return {};
        })));
        QCOMPARE(values, QList<qint64>{2});
    }

    void forgetsOldEventsAndKnowsItsTail()
    {
        TestStore store(m_clock, {.keptEvents = 100});
        for (int i = 0; i < 250; ++i)
            QVERIFY(waitFor(store->write(setCounter(u"n"_s, i))));
        QVERIFY(countOf(*store, u"event_log"_s) <= 110);
        QVERIFY(store->eventTail() > 100);
        QCOMPARE(store->eventHead(), 250);
    }

    void endsAReadThatTakesTooLong()
    {
        TestStore store(m_clock, {.readLimit = 50ms});
        const auto endless = waitFor(store->read([](Connection &db) -> Result<qint64> {
            const auto row =
                db.query(u"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT COUNT(*) FROM n"_s);
            return row->next() ? row->integer(0) : 0;
        }));
        QCOMPARE(endless.error().details.value(u"problem"_s).toString(), u"tooSlow"_s);
        QVERIFY(!counter(*store, u"a"_s)); // the reader is fit for the next one
    }

    void refusesWritesThroughAReader()
    {
        TestStore store(m_clock);
        QVERIFY(
            !waitFor(store->read([](Connection &db) -> Result<int> { return db.execute(u"DELETE FROM counters"_s); })));
    }

    void keepsNoNullCharacter()
    {
        TestStore store(m_clock);
        const auto kept = waitFor(store->write([](Tx &tx) -> Result<QString> {
            tx.execute(u"INSERT INTO settings (key, value) VALUES ('a', ?)"_s, QString(u"a\0b"_s));
            const auto row = tx.query(u"SELECT value FROM settings"_s);
            return row->next() ? row->text(0) : QString();
        }));
        QCOMPARE(kept.value(), u"a\uFFFDb"_s);
    }

    void countsBindsAgainstPlaceholders()
    {
        TestStore store(m_clock);
        QVERIFY(!waitFor(store->write([](Tx &tx) -> Result<int> {
            return tx.execute(u"INSERT INTO counters (name, value) VALUES (?, ?)"_s, u"a"_s);
        })));
    }

    void answersEverythingWhenItCloses()
    {
        TestStore store(m_clock);
        Gate gate;
        auto first = store->write(gate.job());
        gate.waitUntilIn();
        auto queued = store->write(setCounter(u"queued"_s, 1));
        gate.open();
        store->close();
        auto late = store->write(setCounter(u"late"_s, 1));
        auto lateRead = store->read([](Connection &) -> Result<int> { return 1; });
        QVERIFY(waitFor(std::move(first)));
        QVERIFY(waitFor(std::move(queued)));
        QCOMPARE(waitFor(std::move(late)).error().reason, Reason::ShuttingDown);
        QCOMPARE(waitFor(std::move(lateRead)).error().reason, Reason::ShuttingDown);
    }

private:
    static qint64 countOf(Store &store, const QString &table)
    {
        return waitFor(store.read([table](Connection &db) -> Result<qint64> {
                   const auto row = db.query(u"SELECT COUNT(*) FROM "_s + table);
                   return row->next() ? row->integer(0) : -1;
               }))
            .value_or(-1);
    }
    static qint64 pages(Tx &tx)
    {
        const auto row = tx.query(u"PRAGMA page_count"_s);
        return row->next() ? row->integer(0) : 0;
    }

    FakeClock m_clock;
};

QTEST_GUILESS_MAIN(StoreTest)
#include "tst_store.moc"
