// SPDX-License-Identifier: Apache-2.0
#include "core/messaging/send_counts_repository.h"
#include "core/messaging/send_log_service.h"
#include "tests/support/shop_fixture.h"

#include <QTest>

using namespace counterbell;
using namespace counterbell::messaging;
using namespace counterbell::test;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace
{

/// Rows as they are after all is done: what counts is the status alone.
class Log
{
public:
    Log() : service(*shop.store, shop.clock) {}

    void add(DeliveryStatus status, Channel channel = Channel::Sms, std::optional<Money> cost = {}, int rows = 1)
    {
        inTx(*shop.store, [&](store::Tx &tx) {
            for (int i = 0; i < rows; ++i) {
                tx.execute(
                    u"INSERT INTO sends (at, category, channel, state, status, body, author_kind, updated_at, "
                    "recipient_name, recipient_search, contact_id, cost_micros, cost_currency) "
                    "VALUES (?, 'reply', ?, ?, ?, 'Hello', 'member', 0, 'Samuel Iyer', 'samuel iyer', ?, ?, ?)"_s,
                    m_at, channel, status, status, shop.customer, cost ? std::optional(cost->micros) : std::nullopt,
                    cost ? std::optional(cost->currency) : std::nullopt);
                m_at += 1ms;
            }
        });
    }
    SendCounts counts(const SendFilter &filter = {}) { return waitForTask(service.counts({filter})).value(); }
    int listed(SendFilter filter)
    {
        SendLogRequest request;
        request.filter = std::move(filter);
        request.limit = 500;
        return int(waitForTask(service.query(request)).value().items.size());
    }

    Shop shop;
    SendLogService service;

private:
    Timestamp m_at = fromMillis(1'000'000);
};

QString told(const SendCounts &c)
{
    const auto one = [](const SendCount &n) { return QString::number(n.count) + (n.more ? u"+"_s : QString()); };
    return QStringList{one(c.all), one(c.delivered), one(c.waiting), one(c.failed), one(c.neverAttempted)}.join(u' ');
}

} // namespace

class SendLogCountsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyStatusIsInTheGroupThatTheListShowsItIn()
    {
        Log log;
        for (const auto &[status, word] : WireNames<DeliveryStatus>::values) {
            if (status != DeliveryStatus::Received)
                log.add(status);
        }
        QCOMPARE(told(log.counts()), u"12 2 6 2 2"_s);
        const std::array<std::pair<SendGroup, int>, 4> groups{{{SendGroup::Delivered, 2},
                                                               {SendGroup::Waiting, 6},
                                                               {SendGroup::Failed, 2},
                                                               {SendGroup::NeverAttempted, 2}}};
        for (const auto &[group, rows] : groups) {
            SendFilter filter;
            filter.group = group;
            QCOMPARE(log.listed(filter), rows);
        }
    }

    void countsWhatTheFilterLetsThrough_data()
    {
        using Change = std::function<void(SendFilter &, Log &)>;
        QTest::addColumn<Change>("change");
        QTest::addColumn<QString>("expected");
        QTest::newRow("a channel") << Change([](SendFilter &f, Log &) { f.channel = Channel::Whatsapp; })
                                   << u"2 1 0 1 0"_s;
        QTest::newRow("a category") << Change([](SendFilter &f, Log &) { f.category = SendCategory::Ai; })
                                    << u"0 0 0 0 0"_s;
        QTest::newRow("a status") << Change([](SendFilter &f, Log &) { f.status = DeliveryStatus::Failed; })
                                  << u"1 0 0 1 0"_s;
        QTest::newRow("from a time on") << Change([](SendFilter &f, Log &) { f.from = fromMillis(1'000'003); })
                                        << u"1 0 0 0 1"_s;
        QTest::newRow("up to a time") << Change([](SendFilter &f, Log &) { f.to = fromMillis(1'000'001); })
                                      << u"1 1 0 0 0"_s;
        QTest::newRow("a text") << Change([](SendFilter &f, Log &) { f.text = u"samuel"_s; }) << u"4 2 0 1 1"_s;
        QTest::newRow("a text nobody has")
            << Change([](SendFilter &f, Log &) { f.text = u"nobody"_s; }) << u"0 0 0 0 0"_s;
        QTest::newRow("a contact") << Change([](SendFilter &f, Log &log) { f.contactId = log.shop.customer; })
                                   << u"4 2 0 1 1"_s;
        QTest::newRow("another group: not looked at")
            << Change([](SendFilter &f, Log &) { f.group = SendGroup::Failed; }) << u"4 2 0 1 1"_s;
    }
    void countsWhatTheFilterLetsThrough()
    {
        using Change = std::function<void(SendFilter &, Log &)>;
        QFETCH(Change, change);
        QFETCH(QString, expected);
        Log log;
        log.add(DeliveryStatus::Delivered);
        log.add(DeliveryStatus::Read, Channel::Whatsapp);
        log.add(DeliveryStatus::Failed, Channel::Whatsapp);
        log.add(DeliveryStatus::Refused);
        SendFilter filter;
        change(filter, log);
        QCOMPARE(told(log.counts(filter)), expected);
        if (!filter.group)
            QCOMPARE(log.listed(filter), log.counts(filter).all.count);
    }

    void stopsCountingAtTenThousand()
    {
        Log log;
        log.add(DeliveryStatus::Delivered, Channel::Sms, Money{1, u"AUD"_s}, kMostCounted);
        log.add(DeliveryStatus::Failed);
        QCOMPARE(told(log.counts()), u"10000+ 10000 0 1 0"_s);
        log.add(DeliveryStatus::Delivered);
        QCOMPARE(told(log.counts()), u"10000+ 10000+ 0 1 0"_s);
        QVERIFY(!log.counts().cost);
    }

    void stopsWalkingAtItsOwnBound()
    {
        Log log;
        log.add(DeliveryStatus::Delivered, Channel::Sms, {}, kMostWalked);
        SendFilter filter;
        filter.contactId = log.shop.customer;
        QCOMPARE(told(log.counts(filter)), u"2000 2000 0 0 0"_s);
        log.add(DeliveryStatus::Failed);
        QCOMPARE(told(log.counts(filter)), u"2000+ 1999+ 0+ 1+ 0+"_s);
    }

    void sumsTheCostPerCurrency()
    {
        Log log;
        QVERIFY(!log.counts().cost);
        log.add(DeliveryStatus::Delivered, Channel::Sms, Money{79'000, u"AUD"_s});
        log.add(DeliveryStatus::Failed, Channel::Whatsapp, Money{1'000, u"AUD"_s});
        QCOMPARE(log.counts().cost, (Money{80'000, u"AUD"_s}));
        SendFilter one;
        one.channel = Channel::Sms;
        QCOMPARE(log.counts(one).cost, (Money{79'000, u"AUD"_s}));
        SendFilter walked;
        walked.contactId = log.shop.customer;
        QCOMPARE(log.counts(walked).cost, (Money{80'000, u"AUD"_s}));
        log.add(DeliveryStatus::Delivered, Channel::Sms, Money{1, u"USD"_s});
        const std::vector<Money> both{{80'000, u"AUD"_s}, {1, u"USD"_s}};
        for (const auto &counts : {log.counts(), log.counts(walked)}) {
            QCOMPARE(counts.costs, both);
            QVERIFY(!counts.cost); // there is no one amount
        }
    }

    void readsNoRowToCount()
    {
        if (TestDatabase::isPostgres())
            QSKIP("its planner goes by statistics, and here are too few rows for an index");
        Log log;
        const auto plan = inRead(*log.shop.store, [](store::Connection &db) {
            const auto rows = db.query(u"EXPLAIN QUERY PLAN SELECT CASE WHEN s.channel = 'sms' AND s.category = 'ai' "
                                       "THEN 1 ELSE 0 END FROM sends s WHERE s.status = 'failed' AND s.at >= 1 "
                                       "ORDER BY s.at DESC, s.id DESC LIMIT 9"_s);
            return rows->next() ? rows->text(3) : QString();
        });
        QVERIFY2(plan.contains(u"COVERING INDEX sends_by_status"_s), qPrintable(plan));
    }
};

QTEST_GUILESS_MAIN(SendLogCountsTest)
#include "tst_send_counts.moc"
