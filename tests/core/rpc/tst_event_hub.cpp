// SPDX-License-Identifier: Apache-2.0
#include "core/rpc/event_hub.h"

#include "tests/core/rpc/rpc_bench.h"

using namespace counterbell;
using namespace Qt::StringLiterals;

namespace
{
/// A log in memory; while `isHeld`, reads wait, and take their snapshot when they were asked.
class FakeFeed : public rpc::EventFeed
{
public:
    QCoro::Task<Result<rpc::EventPage>> read(qint64 after, int limit) override
    {
        ++reads;
        rpc::EventPage page{{}, tail()};
        for (const auto &event : log) {
            if (event.seq > after && page.events.size() < static_cast<size_t>(limit))
                page.events.push_back(event);
        }
        while (isHeld)
            co_await released.wait();
        if (fails)
            co_return refuse(Reason::Internal);
        co_return page;
    }
    qint64 head() const override { return heardOf.value_or(log.empty() ? last : log.back().seq); }
    qint64 tail() const override { return log.empty() ? last + 1 : log.front().seq; }

    /// Commits `count` events without telling anybody.
    std::vector<rpc::Event> append(int count)
    {
        std::vector<rpc::Event> added;
        for (int i = 0; i < count; ++i)
            added.push_back({++last, u"job.updated"_s, {{u"id"_s, QString::number(last)}, {u"filler"_s, filler}}});
        log.insert(log.end(), added.begin(), added.end());
        return added;
    }
    void clearUpTo(qint64 seq)
    {
        std::erase_if(log, [&](const auto &event) { return event.seq <= seq; });
    }
    void release()
    {
        isHeld = false;
        released.notifyAll();
    }

    std::vector<rpc::Event> log;
    qint64 last = 0;
    std::optional<qint64> heardOf; ///< where other cores write to the same log, and this one hasn't looked since
    bool isHeld = false;
    bool fails = false;
    int reads = 0;
    QString filler;
    AsyncCondition released;
};

struct HubBench : RpcBench {
    explicit HubBench(rpc::Limits limits = {}, int before = 0)
        : RpcBench(limits), prepared(feed.append(before)), hub(sessions, feed, tasks, limits)
    {
        hub.addTo(registry);
    }
    void commit(int count) { hub.publish(feed.append(count)); }

    FakeFeed feed;
    std::vector<rpc::Event> prepared;
    rpc::EventHub hub;
};

QList<qint64> numbers(const RpcClient &client)
{
    QList<qint64> seqs;
    for (const auto &frame : client.frames) {
        if (frame.value("method"_L1) == "event"_L1)
            seqs << frame.value("params"_L1)["seq"_L1].toInteger();
    }
    return seqs;
}

QList<qint64> range(qint64 from, qint64 to)
{
    QList<qint64> seqs;
    for (auto seq = from; seq <= to; ++seq)
        seqs << seq;
    return seqs;
}
} // namespace

class EventHubTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sendsWhatIsCommittedFromNowOn()
    {
        HubBench bench({}, 5);
        QVERIFY(bench.listen());
        RpcClient client;
        QVERIFY(bench.enterAsOwner(client));
        client.frames.clear();
        QCOMPARE(client.result(u"events.subscribe"_s), (QJsonObject{{u"seq"_s, 5}}));
        bench.commit(2);
        QTRY_COMPARE(numbers(client), range(6, 7));
        QCOMPARE(client.frames.at(1),
                 (QJsonObject{
                     {u"jsonrpc"_s, u"2.0"_s},
                     {u"method"_s, u"event"_s},
                     {u"params"_s, QJsonObject{{u"seq"_s, 6},
                                               {u"name"_s, u"job.updated"_s},
                                               {u"data"_s, QJsonObject{{u"id"_s, u"6"_s}, {u"filler"_s, u""_s}}}}}}));
    }

    void sendsWhatWasMissedAfterTheAnswer()
    {
        HubBench bench({}, 5);
        QVERIFY(bench.listen());
        RpcClient client;
        QVERIFY(bench.enterAsOwner(client));
        client.frames.clear();
        client.send(1, u"events.subscribe"_s, {{u"after"_s, 2}});
        QTRY_COMPARE(client.frames.size(), 4);
        QCOMPARE(client.frames.at(0).value("result"_L1).toObject(), (QJsonObject{{u"seq"_s, 5}}));
        QCOMPARE(numbers(client), range(3, 5));
    }

    void keepsOrderWhileEventsCommitDuringCatchUp_data()
    {
        QTest::addColumn<int>("page");
        QTest::newRow("in one page") << 200;
        QTest::newRow("exactly the page") << 10;
        QTest::newRow("in several pages") << 3;
        QTest::newRow("one by one") << 1;
    }
    void keepsOrderWhileEventsCommitDuringCatchUp()
    {
        QFETCH(int, page);
        rpc::Limits limits;
        limits.eventPage = page;
        HubBench bench(limits, 10);
        QVERIFY(bench.listen());
        RpcClient client;
        QVERIFY(bench.enterAsOwner(client));
        bench.feed.isHeld = true;
        bench.commit(1); // between signing in and subscribing
        client.send(1, u"events.subscribe"_s, {{u"after"_s, 0}});
        bench.commit(1); // before the request arrives
        QTRY_COMPARE(bench.feed.reads, 1);
        bench.commit(3);      // while the first page is read: its snapshot doesn't have them
        bench.feed.append(2); // committed, not yet published
        bench.feed.release();
        QTRY_COMPARE(numbers(client).size() >= 12, true);
        bench.hub.publish({bench.feed.log.end() - 2, bench.feed.log.end()});
        bench.commit(2); // live, or nearly
        QTRY_COMPARE(numbers(client).size() >= 19, true);
        QVERIFY(!client.result(u"session.whoAmI"_s).isEmpty());
        QCOMPARE(numbers(client), range(1, 19));
    }

    void readsNothingWhenThereIsNothingToCatchUp()
    {
        HubBench bench({}, 5);
        QVERIFY(bench.listen());
        RpcClient client;
        QVERIFY(bench.enterAsOwner(client));
        QCOMPARE(client.result(u"events.subscribe"_s, {{u"after"_s, 5}}), (QJsonObject{{u"seq"_s, 5}}));
        bench.commit(1);
        QTRY_COMPARE(numbers(client), range(6, 6));
        QCOMPARE(bench.feed.reads, 0);
    }

    void goesOnOverUnusedNumbers()
    {
        HubBench bench({}, 3);
        QVERIFY(bench.listen());
        RpcClient client;
        QVERIFY(bench.enterAsOwner(client));
        bench.feed.isHeld = true;
        client.send(1, u"events.subscribe"_s, {{u"after"_s, 1}});
        QTRY_COMPARE(bench.feed.reads, 1);
        bench.feed.last = 6;
        bench.commit(1);
        bench.feed.release();
        QTRY_COMPARE(numbers(client), (QList<qint64>{2, 3, 7}));
        bench.feed.last = 20;
        bench.commit(1);
        QTRY_COMPARE(numbers(client), (QList<qint64>{2, 3, 7, 21}));
    }

    void asksForAResync_data()
    {
        QTest::addColumn<qint64>("after");
        QTest::addColumn<bool>("resync");
        // Events 6 to 10 are kept.
        QTest::newRow("before the tail") << qint64(4) << true;
        QTest::newRow("from the start") << qint64(0) << true;
        QTest::newRow("just before the tail") << qint64(5) << false;
        QTest::newRow("the head") << qint64(10) << false;
        QTest::newRow("beyond the head, another database") << qint64(11) << true;
        QTest::newRow("below zero") << qint64(-1) << true;
        QTest::newRow("the largest number") << qint64(9000000000000000) << true;
    }
    void asksForAResync()
    {
        QFETCH(qint64, after);
        QFETCH(bool, resync);
        HubBench bench({}, 10);
        bench.feed.clearUpTo(5);
        QVERIFY(bench.listen());
        RpcClient client;
        QVERIFY(bench.enterAsOwner(client));
        const auto answer = client.result(u"events.subscribe"_s, {{u"after"_s, after}});
        QCOMPARE(answer.value("seq"_L1).toInteger(), 10);
        QCOMPARE(answer.value("resync"_L1).toBool(), resync);
        bench.commit(1);
        const auto expected = resync ? range(11, 11) : range(after + 1, 11);
        QTRY_COMPARE(numbers(client), expected);
    }

    void knowsOfWhatAnotherCoreHasTold()
    {
        HubBench bench({}, 10);
        bench.feed.heardOf = 7;
        QVERIFY(bench.listen());
        RpcClient client;
        QVERIFY(bench.enterAsOwner(client));
        RpcClient other;
        QVERIFY(bench.enterAsOwner(other));
        QVERIFY(other.call(u"events.subscribe"_s).contains("result"_L1));
        QCOMPARE(client.result(u"events.subscribe"_s, {{u"after"_s, 9}}), (QJsonObject{{u"seq"_s, 9}}));
        bench.feed.heardOf.reset();
        bench.hub.publish({bench.feed.log.begin() + 7, bench.feed.log.end()});
        bench.commit(1);
        QTRY_COMPARE(numbers(client), range(10, 11));
        QTRY_COMPARE(numbers(other), range(8, 11));
    }

    void asksForAResyncWhenTheWholeLogIsCleared()
    {
        HubBench bench({}, 10);
        bench.feed.clearUpTo(10);
        QVERIFY(bench.listen());
        RpcClient client;
        QVERIFY(bench.enterAsOwner(client));
        QVERIFY(client.result(u"events.subscribe"_s, {{u"after"_s, 9}}).value("resync"_L1).toBool());
        QVERIFY(!client.result(u"events.subscribe"_s, {{u"after"_s, 10}}).contains("resync"_L1));
    }

    void endsTheSessionWhenTheLogIsClearedUnderIt()
    {
        rpc::Limits limits;
        limits.eventPage = 2;
        HubBench bench(limits, 10);
        QVERIFY(bench.listen());
        RpcClient client;
        QVERIFY(bench.enterAsOwner(client));
        bench.feed.isHeld = true;
        client.send(1, u"events.subscribe"_s, {{u"after"_s, 1}});
        QTRY_COMPARE(bench.feed.reads, 1); // its snapshot has events 2 and 3
        bench.feed.clearUpTo(8);
        bench.feed.release();
        QCOMPARE(client.closeCode(), 1008);
        QCOMPARE(numbers(client), range(2, 3));
    }

    void endsTheSessionWhenTheLogCannotBeRead()
    {
        HubBench bench({}, 10);
        bench.feed.fails = true;
        QVERIFY(bench.listen());
        RpcClient client;
        QVERIFY(bench.enterAsOwner(client));
        client.send(1, u"events.subscribe"_s, {{u"after"_s, 1}});
        QCOMPARE(client.closeCode(), 1011);
    }

    void tellsNothingToWhoIsNotSignedIn()
    {
        HubBench bench({}, 1);
        QVERIFY(bench.listen());
        RpcClient client;
        QVERIFY(bench.enter(client));
        QCOMPARE(RpcClient::reason(client.call(u"events.subscribe"_s)), u"notSignedIn"_s);
        RpcClient leaves;
        QVERIFY(bench.enterAsOwner(leaves));
        QVERIFY(!leaves.result(u"events.subscribe"_s).isEmpty());
        RpcClient stays;
        QVERIFY(bench.enterAsOwner(stays));
        QVERIFY(!stays.result(u"events.subscribe"_s).isEmpty());
        bench.commit(1);
        QTRY_COMPARE(numbers(leaves), range(2, 2));
        QVERIFY(leaves.call(u"session.logout"_s).contains("result"_L1));
        bench.commit(1);
        QTRY_COMPARE(numbers(stays), range(2, 3));
        QVERIFY(!leaves.result(u"system.version"_s).isEmpty());
        QCOMPARE(numbers(leaves), range(2, 2));
        QCOMPARE(numbers(client), QList<qint64>());
    }

    void subscribesAnewInPlaceOfTheOld()
    {
        HubBench bench({}, 5);
        QVERIFY(bench.listen());
        RpcClient client;
        QVERIFY(bench.enterAsOwner(client));
        bench.feed.isHeld = true;
        client.send(1, u"events.subscribe"_s, {{u"after"_s, 0}});
        QTRY_COMPARE(bench.feed.reads, 1);
        QVERIFY(!client.result(u"events.subscribe"_s, {{u"after"_s, 3}}).isEmpty());
        QTRY_COMPARE(bench.feed.reads, 2);
        bench.feed.release();
        bench.commit(1);
        QTRY_COMPARE(numbers(client), range(4, 6));
    }

    void outlivesASessionThatGoesDuringCatchUp()
    {
        HubBench bench({}, 5);
        QVERIFY(bench.listen());
        bench.feed.isHeld = true;
        {
            RpcClient client;
            QVERIFY(bench.enterAsOwner(client));
            client.send(1, u"events.subscribe"_s, {{u"after"_s, 0}});
            QTRY_COMPARE(bench.feed.reads, 1);
        }
        QTRY_COMPARE(bench.sessions.count(), 0);
        bench.feed.release();
        QTRY_COMPARE(bench.tasks.running(), 0);
        bench.commit(1);
    }

    void letsASlowReaderCatchUpFromTheLog()
    {
        rpc::Limits limits;
        limits.eventBacklog = 64 * 1024;
        HubBench bench(limits);
        bench.feed.filler = QString(20'000, u'x');
        QVERIFY(bench.listen());
        RpcClient client;
        QVERIFY(bench.enterAsOwner(client));
        QVERIFY(!client.result(u"events.subscribe"_s).isEmpty());
        // 20 MB in one turn of the event loop, more than the backlog that ends a session.
        bench.commit(1000);
        QCOMPARE_LT(bench.sessions.all().at(0)->backlog(), qint64(256 * 1024));
        QTRY_COMPARE(numbers(client).size(), 1000);
        QCOMPARE(numbers(client), range(1, 1000));
        QCOMPARE_GT(bench.feed.reads, 0);
        const auto reads = bench.feed.reads;
        bench.commit(1);
        QTRY_COMPARE(numbers(client).size(), 1001);
        QCOMPARE(bench.feed.reads, reads); // live again
    }
};

QTEST_GUILESS_MAIN(EventHubTest)
#include "tst_event_hub.moc"
