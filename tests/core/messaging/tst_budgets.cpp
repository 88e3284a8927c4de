// SPDX-License-Identifier: Apache-2.0
#include "core/messaging/budget_service.h"
#include "tests/support/shop_fixture.h"

#include <QTest>

using namespace counterbell;
using namespace counterbell::messaging;
using namespace counterbell::test;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace
{

Timestamp at(const QString &iso)
{
    return fromMillis(QDateTime::fromString(iso, Qt::ISODate).toMSecsSinceEpoch());
}

Money aud(qint64 micros)
{
    return {micros, u"AUD"_s};
}

} // namespace

class BudgetsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void endsPeriodsAtMidnight_PQ43_data()
    {
        QTest::addColumn<QString>("period");
        QTest::addColumn<QString>("now");
        QTest::addColumn<QString>("end");
        QTest::newRow("a day") << "daily" << "2026-11-20T12:00:00Z" << "2026-11-21T00:00:00Z";
        QTest::newRow("a day at midnight") << "daily" << "2026-11-20T00:00:00Z" << "2026-11-21T00:00:00Z";
        QTest::newRow("a week from Friday") << "weekly" << "2026-11-20T12:00:00Z" << "2026-11-23T00:00:00Z";
        QTest::newRow("a week from Monday") << "weekly" << "2026-11-23T00:00:00Z" << "2026-11-30T00:00:00Z";
        QTest::newRow("a month") << "monthly" << "2026-11-20T12:00:00Z" << "2026-12-01T00:00:00Z";
        QTest::newRow("December") << "monthly" << "2026-12-31T23:59:59Z" << "2027-01-01T00:00:00Z";
    }
    void endsPeriodsAtMidnight_PQ43()
    {
        QFETCH(QString, period);
        QFETCH(QString, now);
        QFETCH(QString, end);
        QCOMPARE(periodEnd(fromWireName(period, BudgetPeriod::Daily), at(now)), at(end));
    }

    void startsAnewWhenAPeriodHasEnded_PQ43()
    {
        Shop shop;
        shop.budget(5);
        std::ignore = shop.request(shop.text(u"Hello"_s));
        const auto end = shop.budget().resetsAt;
        const auto isDue = [&] {
            return inRead(*shop.store,
                          [&](store::Connection &db) { return BudgetRepository().isResetDue(db, shop.clock.now()); });
        };
        QVERIFY(!isDue());
        shop.clock += end - shop.clock.now();
        QVERIFY(isDue());
        inTx(*shop.store, [&](store::Tx &tx) { BudgetRepository().resetDue(tx, shop.clock.now()); });
        QVERIFY(!isDue());
        QCOMPARE(shop.budget().usedMessages, 0);
        QVERIFY(shop.budget().resetsAt > end);
    }

    void stopsExactlyAtTheCap_PQ41_data()
    {
        QTest::addColumn<qint64>("cap");
        QTest::addColumn<qint64>("cost");
        QTest::addColumn<bool>("fits");
        QTest::newRow("below") << qint64(100) << qint64(99) << true;
        QTest::newRow("exactly") << qint64(100) << qint64(100) << true;
        QTest::newRow("above") << qint64(100) << qint64(101) << false;
    }
    void stopsExactlyAtTheCap_PQ41()
    {
        QFETCH(qint64, cap);
        QFETCH(qint64, cost);
        QFETCH(bool, fits);
        Shop shop;
        const auto ask = [&] {
            return inRead(*shop.store,
                          [&](store::Connection &db) { return BudgetRepository().fits(db, u"twilio"_s, aud(cost)); });
        };
        QVERIFY(ask()); // without a budget everything does
        shop.budget({}, aud(cap));
        QCOMPARE(ask(), fits);
        shop.budget({}, aud(cap), false);
        QVERIFY(ask()); // PQ-42
    }

    void countsWhatIsReservedAlreadyOnce()
    {
        Shop shop;
        shop.budget(1, aud(100));
        inTx(*shop.store, [](store::Tx &tx) { BudgetRepository().reserve(tx, u"twilio"_s, aud(80)); });
        inRead(*shop.store, [](store::Connection &db) {
            const BudgetRepository budgets;
            return budgets.fits(db, u"twilio"_s, aud(20)) ? 1 : 0;
        });
        const auto fits = [&](qint64 cost, std::optional<qint64> reserved) {
            return inRead(*shop.store, [&](store::Connection &db) {
                return BudgetRepository().fits(db, u"twilio"_s, aud(cost), reserved);
            });
        };
        QVERIFY(!fits(20, {}));
        QVERIFY(fits(100, 80));
        QVERIFY(!fits(101, 80));
    }

    void estimatesByTheLastKnownPrice()
    {
        Shop shop;
        const auto estimate = [&](Channel channel, int segments) {
            return inRead(*shop.store,
                          [&](store::Connection &db) { return BudgetRepository().estimate(db, channel, segments); });
        };
        QCOMPARE(estimate(Channel::Sms, 1).micros, 0);
        const auto id = shop.request(shop.text(QString(200, u'x'))).sendId; // two segments
        inTx(*shop.store, [&](store::Tx &tx) { SendRepository().setCost(tx, id, {}, aud(100)); });
        QCOMPARE(estimate(Channel::Sms, 1), aud(50));
        QCOMPARE(estimate(Channel::Sms, 3), aud(150));
        QCOMPARE(estimate(Channel::Whatsapp, 1).micros, 0);
    }

    void saysNoCurrencyItDoesNotKnow()
    {
        Shop shop;
        shop.budget(5);
        QVERIFY(!shop.budget().usedCost);
        shop.budget({}, aud(5));
        QCOMPARE(shop.budget().usedCost, std::optional(aud(0)));
    }

    void checksWhatIsSet_data()
    {
        using Change = std::function<void(SetBudget &)>;
        QTest::addColumn<Change>("change");
        QTest::addColumn<QString>("expected");
        QTest::newRow("fine") << Change([](SetBudget &) {}) << "ok";
        QTest::newRow("another provider") << Change([](SetBudget &b) { b.provider = u"other"_s; }) << "invalidArgument";
        QTest::newRow("a negative count") << Change([](SetBudget &b) { b.maxMessages = -1; }) << "invalidArgument";
        QTest::newRow("a negative amount") << Change([](SetBudget &b) { b.maxCost = aud(-1); }) << "invalidArgument";
        QTest::newRow("a threshold above one")
            << Change([](SetBudget &b) { b.alertThreshold = 1.1; }) << "invalidArgument";
        QTest::newRow("a threshold below zero")
            << Change([](SetBudget &b) { b.alertThreshold = -0.1; }) << "invalidArgument";
    }
    void checksWhatIsSet()
    {
        QFETCH(std::function<void(SetBudget &)>, change);
        QFETCH(QString, expected);
        Shop shop;
        BudgetService service(*shop.store, shop.clock);
        SetBudget budget;
        budget.provider = u"twilio"_s;
        budget.maxMessages = 5;
        change(budget);
        QCOMPARE(reasonOf(waitForTask(service.set(budget))), expected);
        QCOMPARE(waitForTask(service.list())->items.size(), size_t(expected == u"ok"_s ? 1 : 0));
    }
};

QTEST_GUILESS_MAIN(BudgetsTest)
#include "tst_budgets.moc"
