// SPDX-License-Identifier: Apache-2.0
#include "core/messaging/leadership.h"

#include "core/messaging/lease_repository.h"
#include "tests/support/rows.h"

#include <QSignalSpy>
#include <QTest>

using namespace counterbell;
using namespace counterbell::messaging;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

/// One core: its own connections to the common database, and its own idea of who leads.
struct Core {
    Core(const TestDatabase &database, const Clock &clock, Leadership::Options options)
        : store(database.dialect(), clock, {}), isOpen(store.open({}).has_value()), leadership(store, options)
    {
    }
    store::Store store;
    bool isOpen;
    Leadership leadership;
};

Leadership::Options quick()
{
    return {.length = 1500ms, .renewal = 100ms, .margin = 500ms};
}

} // namespace

class LeadershipTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void leadsFromTheStartOnADatabaseOfItsOwn()
    {
        if (TestDatabase::isPostgres())
            QSKIP("a PostgreSQL database is shared");
        const TestDatabase database;
        for (const qint64 term : {1, 2}) {
            auto options = quick();
            options.bootTime = [] { return std::chrono::hours{24 * 365 * 100}; }; // no lease ends here
            Core core(database, m_clock, options);
            QVERIFY(!core.leadership.isLeading());
            core.leadership.start();
            QTRY_VERIFY(core.leadership.isLeading());
            QCOMPARE(core.leadership.term(), term);
        }
    }

    void oneLeadsAndTheOtherTakesOverWhenItStops()
    {
        if (!TestDatabase::isPostgres())
            QSKIP("SQLite is one core's alone");
        const TestDatabase database;
        Core one(database, m_clock, quick());
        Core two(database, m_clock, quick());
        QSignalSpy lost(&one.leadership, &Leadership::lost);
        one.leadership.start();
        QTRY_VERIFY(one.leadership.isLeading());
        QSignalSpy won(&two.leadership, &Leadership::won);
        QSignalSpy leaderFollowed(&one.leadership, &Leadership::followed);
        QSignalSpy followed(&two.leadership, &Leadership::followed);
        two.leadership.start();
        // Twice the lease's length: only renewing keeps the second out.
        const QDeadlineTimer twice(3000);
        while (!twice.hasExpired()) {
            QVERIFY(one.leadership.isLeading());
            QVERIFY(!two.leadership.isLeading());
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 20);
        }
        QVERIFY(lost.isEmpty());
        QVERIFY(followed.count() > 1); // each time it asks
        QVERIFY(leaderFollowed.isEmpty());
        QElapsedTimer since;
        since.start();
        waitForTask([](Leadership &l) -> QCoro::Task<bool> {
            co_await l.stop();
            co_return true;
        }(one.leadership));
        QVERIFY(!one.leadership.isLeading());
        QTRY_COMPARE(won.count(), 1);
        QVERIFY(since.elapsed() < 1000); // it was given up, nobody waited for its end
        QCOMPARE(two.leadership.term(), 2);
    }

    void whoCannotRenewStopsBeforeTheOtherMayBegin()
    {
        if (!TestDatabase::isPostgres())
            QSKIP("SQLite is one core's alone");
        const TestDatabase database;
        Core one(database, m_clock, quick());
        Core two(database, m_clock, quick());
        one.leadership.start();
        QTRY_VERIFY(one.leadership.isLeading());
        bool isStillLeading = true;
        connect(&two.leadership, &Leadership::won, this, [&] { isStillLeading = one.leadership.isLeading(); });
        two.leadership.start();
        // Cut off: this core's writes don't reach the database any more.
        const auto blocked = one.store.write([](store::Tx &) -> Result<> {
            std::this_thread::sleep_for(3s);
            return {};
        });
        Q_UNUSED(blocked);
        QTRY_VERIFY(!one.leadership.isLeading());
        QTRY_VERIFY(two.leadership.isLeading());
        QVERIFY(!isStillLeading);
        QTRY_VERIFY(two.leadership.isLeading());
    }

    void whoWasSuspendedKnowsAtOnce()
    {
        if (!TestDatabase::isPostgres())
            QSKIP("SQLite is one core's alone");
        const TestDatabase database;
        auto options = quick();
        options.renewal = 1h; // nothing but the question itself
        auto slept = std::make_shared<std::chrono::nanoseconds>(0);
        options.bootTime = [slept] { return Leadership::sinceBoot() + *slept; };
        Core core(database, m_clock, options);
        core.leadership.start();
        QTRY_VERIFY(core.leadership.isLeading());
        *slept = 1500ms;
        QVERIFY(!core.leadership.isLeading());
    }

    void aTermIsOverWhenALaterOneHasBegun()
    {
        const TestDatabase database;
        Core core(database, m_clock, quick());
        const auto first = inTx(core.store, [](store::Tx &tx) { return *takeLease(tx, u"a"_s, 0ms); });
        QVERIFY(inRead(core.store, [=](store::Connection &db) { return isLatestTerm(db, first); }));
        QCOMPARE(inTx(core.store, [](store::Tx &tx) { return takeLease(tx, u"b"_s, 10s).value_or(0); }), first + 1);
        QVERIFY(!inRead(core.store, [=](store::Connection &db) { return isLatestTerm(db, first); }));
        inTx(core.store, [=](store::Tx &tx) {
            QVERIFY(!renewLease(tx, first, 10s));
            releaseLeasesOf(tx, u"a"_s); // not its own any more
            QVERIFY(!takeLease(tx, u"a"_s, 10s));
            QVERIFY(renewLease(tx, first + 1, 10s));
            QVERIFY(isLeaseRunning(tx));
            releaseLeasesOf(tx, u"b"_s);
            QVERIFY(!isLeaseRunning(tx));
            QCOMPARE(takeLease(tx, u"a"_s, 10s).value_or(0), first + 2);
        });
    }

private:
    FakeClock m_clock;
};

QTEST_GUILESS_MAIN(LeadershipTest)
#include "tst_leadership.moc"
