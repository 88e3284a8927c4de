// SPDX-License-Identifier: Apache-2.0
#include "core/reports/report_repository.h"
#include "core/reports/report_service.h"
#include "tests/support/shop_fixture.h"

#include <QTest>

using namespace counterbell;
using namespace counterbell::reports;
using namespace counterbell::test;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

class ReportServiceTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void tellsOfTheShopsOwnRows()
    {
        Shop shop;
        ReportService service(*shop.store, shop.clock);
        shop.receives(u"Hi"_s);
        shop.clock += 2min;
        std::ignore = shop.request(shop.text(u"Hello"_s, Channel::Whatsapp));
        shop.consents(ConsentState::OptedOut, Channel::Sms);
        shop.clock += 1min;
        std::ignore = shop.request(shop.text(u"One more"_s));
        shop.memberWrites(); // a member's own thread is no customer's
        shop.clock += 1s;
        const auto summary = waitForTask(service.summary({})).value();
        QCOMPARE(summary.to, shop.clock.now());
        QCOMPARE(summary.from, shop.clock.now() - 14 * 24h);
        QCOMPARE(summary.sends.waiting, 1);
        QCOMPARE(summary.neverAttempted, (std::vector<CauseCount>{{u"recipientOptedOut"_s, {}, 1}}));
        QCOMPARE(summary.byPerson.medianSeconds, 120);
        QCOMPARE(summary.conversations.personOnly, 1);
        QCOMPARE(summary.messages, (std::vector<MessageCount>{{Channel::Whatsapp, Direction::Inbound, 1},
                                                              {Channel::Whatsapp, Direction::Outbound, 1}}));
        const auto sms = waitForTask(service.summary({{}, {}, Channel::Sms})).value();
        QCOMPARE(sms.sends.waiting, 0);
        QCOMPARE(sms.sends.neverAttempted, 1);
        QVERIFY(sms.messages.empty());
        QCOMPARE(waitForTask(service.summary({{}, shop.clock.now() - 1h, {}}))->sends, Outcomes{});
    }

    void readsAPeriodPageByPage()
    {
        Shop shop;
        ReportService service(*shop.store, shop.clock);
        const int rows = ReportRepository::kPage * 2 + 1;
        inTx(*shop.store, [&](store::Tx &tx) {
            tx.execute(u"WITH RECURSIVE x(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM x WHERE i < ?) INSERT INTO sends "
                       "(at, category, channel, state, status, body, author_kind, updated_at) "
                       "SELECT CAST(? AS BIGINT) + i / 3, 'reply', 'sms', 'delivered', 'delivered', '', 'system', 0 FROM x"_s,
                       rows, shop.clock.now());
        });
        const auto start = shop.clock.now();
        shop.clock += 1h;
        QCOMPARE(waitForTask(service.summary({start, {}, {}}))->sends.delivered, rows);
        // From the first row's time on, up to and without the last's.
        QCOMPARE(waitForTask(service.summary({start + 1ms, start + 2ms, {}}))->sends.delivered, 3);
    }

    void refusesAPeriodThatIsNone_data()
    {
        QTest::addColumn<int>("fromHours");
        QTest::addColumn<int>("toHours");
        QTest::addColumn<QString>("problem");
        QTest::newRow("backwards") << 1 << 0 << u"order"_s;
        QTest::newRow("empty") << 1 << 1 << u"order"_s;
        QTest::newRow("a year and two days") << 0 << 367 * 24 << u"tooLong"_s;
        QTest::newRow("a leap year") << 0 << 366 * 24 << u"ok"_s;
    }
    void refusesAPeriodThatIsNone()
    {
        QFETCH(const int, fromHours);
        QFETCH(const int, toHours);
        Shop shop;
        ReportService service(*shop.store, shop.clock);
        const auto base = shop.clock.now();
        QTEST(test::problemOf(waitForTask(
                  service.summary({base + std::chrono::hours(fromHours), base + std::chrono::hours(toHours), {}}))),
              "problem");
    }

    void tellsWhatWaitsToBeCollected()
    {
        Shop shop;
        ReportService service(*shop.store, shop.clock);
        const auto now = shop.clock.now();
        inTx(*shop.store, [&](store::Tx &tx) {
            int number = 1;
            const auto job = [&](std::chrono::hours since, const QString &status) {
                tx.execute(u"INSERT INTO jobs (ticket, kind, status, contact_id, description, ready_at, created_at, "
                           "updated_at) VALUES (?, 'repair', ?, ?, 'ring', ?, 0, 0)"_s,
                           u"R-%1"_s.arg(number++), status, shop.customer, now - since);
            };
            for (const int hours : {1, 25, 71, 72, 167, 168, 500})
                job(std::chrono::hours(hours), u"ready"_s);
            job(100h, u"collected"_s);
        });
        const auto jobs = waitForTask(service.summary({}))->uncollected;
        QCOMPARE(jobs.underOneDay, 1);
        QCOMPARE(jobs.upToThreeDays, 2);
        QCOMPARE(jobs.upToSevenDays, 2);
        QCOMPARE(jobs.overSevenDays, 2);
        QCOMPARE(jobs.longest.size(), size_t(7));
        QCOMPARE(jobs.longest.front().ticket, u"R-7"_s);
        QCOMPARE(jobs.longest.front().contactName, u"Samuel Iyer"_s);
    }
};

QTEST_GUILESS_MAIN(ReportServiceTest)
#include "tst_report_service.moc"
