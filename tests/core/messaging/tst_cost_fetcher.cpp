// SPDX-License-Identifier: Apache-2.0
#include "core/messaging/cost_fetcher.h"
#include "tests/support/fake_provider.h"
#include "tests/support/shop_fixture.h"

#include <QSignalSpy>
#include <QTest>

using namespace counterbell;
using namespace counterbell::messaging;
using namespace counterbell::test;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace
{

const Money kPrice{79'000, u"AUD"_s};

class Scene
{
public:
    explicit Scene(int perTick = 10) : fetcher(*shop.store, shop.clock, provider, {20ms, perTick}) {}
    ~Scene() { stop(); }

    /// A message that stands at `status`; the provider says `now` of it.
    SendId add(const QString &status, const QString &now, std::optional<Money> price)
    {
        const auto sid = FakeProvider::sidOf(++m_count);
        const auto id = shop.request(shop.text(u"Hello"_s)).sendId;
        shop.post(FakeProvider::accepted(sid));
        shop.callback(sid, status, status == u"failed"_s ? std::optional(30005) : std::nullopt);
        ListedMessage message;
        message.sid = sid;
        message.status = now;
        message.segments = 2;
        message.price = price;
        provider.messages[sid] = message;
        return id;
    }
    void look()
    {
        QSignalSpy looked(&fetcher, &CostFetcher::looked);
        fetcher.start();
        if (!looked.wait(5000))
            qFatal("the fetcher did not look");
        stop();
    }
    void stop()
    {
        waitForTask([](CostFetcher &f) -> QCoro::Task<bool> {
            co_await f.drain();
            co_return true;
        }(fetcher));
    }

    Shop shop;
    FakeProvider provider;
    CostFetcher fetcher;

private:
    size_t m_count = 0;
};

} // namespace

class CostFetcherTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void booksThePriceThatNoCallbackTells_PQ44()
    {
        Scene scene;
        scene.shop.budget(100, Money{1'000'000, u"AUD"_s});
        const auto id = scene.add(u"delivered"_s, u"delivered"_s, kPrice);
        scene.look();
        QCOMPARE(scene.shop.logged(id).cost, std::optional(kPrice));
        QCOMPARE(scene.shop.logged(id).segments, std::optional(2));
        QCOMPARE(scene.shop.bubble(id)->cost, std::optional(kPrice));
        QCOMPARE(scene.shop.budget().usedCost->micros, kPrice.micros);
        scene.look();
        QCOMPARE(scene.provider.fetched.size(), size_t(1)); // known, so not asked for again
    }

    void asksForWhatTheCarrierHas_data()
    {
        QTest::addColumn<QString>("status");
        QTest::addColumn<bool>("isAsked");
        QTest::newRow("sent") << "sent" << true;
        QTest::newRow("delivered") << "delivered" << true;
        QTest::newRow("read") << "read" << true;
        QTest::newRow("undelivered is charged") << "undelivered" << true;
        QTest::newRow("failed is not") << "failed" << false;
        QTest::newRow("not there yet") << "queued" << false;
    }
    void asksForWhatTheCarrierHas()
    {
        QFETCH(QString, status);
        QFETCH(bool, isAsked);
        Scene scene;
        scene.add(status, status, kPrice);
        scene.look();
        QCOMPARE(scene.provider.fetched.size(), size_t(isAsked ? 1 : 0));
    }

    void asksLessAndLessOftenWhileThereIsNoPrice()
    {
        Scene scene;
        scene.add(u"delivered"_s, u"delivered"_s, std::nullopt);
        scene.look();
        scene.look();
        QCOMPARE(scene.provider.fetched.size(), size_t(1));
        scene.shop.clock += 10s;
        scene.look();
        QCOMPARE(scene.provider.fetched.size(), size_t(2));
        scene.shop.clock += 10s;
        scene.look();
        QCOMPARE(scene.provider.fetched.size(), size_t(2));
        scene.shop.clock += 50s;
        scene.look();
        QCOMPARE(scene.provider.fetched.size(), size_t(3));
        scene.shop.clock += 24h; // after a day it comes no more
        scene.look();
        QCOMPARE(scene.provider.fetched.size(), size_t(3));
    }

    void endsItsAsking()
    {
        for (int times = 1; nextFetch(times); ++times)
            QVERIFY(times < 10);
        QVERIFY(!nextFetch(0));
        QVERIFY(nextFetch(1) < nextFetch(2));
    }

    void looksOnceAfterWhatRestsAtSent()
    {
        Scene scene;
        const auto id = scene.add(u"sent"_s, u"sent"_s, kPrice);
        scene.look(); // the price
        scene.provider.messages.begin()->second.status = u"delivered"_s;
        scene.look();
        QCOMPARE(scene.shop.state(id), u"sent"_s);
        scene.shop.clock += 2h;
        scene.look();
        QCOMPARE(scene.shop.state(id), u"delivered"_s);
        QCOMPARE(scene.provider.fetched.size(), size_t(2));

        Scene other; // a blocked WhatsApp user's message rests at sent for ever
        other.add(u"sent"_s, u"sent"_s, kPrice);
        other.look();
        other.shop.clock += 2h;
        for (int i = 0; i < 3; ++i) {
            other.look();
            other.shop.clock += 3h;
        }
        QCOMPARE(other.provider.fetched.size(), size_t(2));
    }

    void findsWhatBecameOfWhatRestsAtAccepted()
    {
        Scene scene;
        const auto id = scene.add(u"queued"_s, u"delivered"_s, kPrice); // its callbacks were lost
        scene.shop.clock += 2h;
        scene.look();
        QCOMPARE(scene.shop.state(id), u"delivered"_s);
        QCOMPARE(scene.shop.logged(id).cost, std::optional(kPrice));
    }

    void fetchesSoManyAtATime()
    {
        Scene scene(2);
        for (int i = 0; i < 5; ++i)
            scene.add(u"delivered"_s, u"delivered"_s, kPrice);
        scene.look();
        QCOMPARE(scene.provider.fetched.size(), size_t(2));
        scene.look();
        scene.look();
        QCOMPARE(scene.provider.fetched.size(), size_t(5));
    }

    void stopsAtOnceWhileTheProviderIsUnreachable()
    {
        Scene scene;
        const auto id = scene.add(u"delivered"_s, u"delivered"_s, kPrice);
        scene.add(u"delivered"_s, u"delivered"_s, kPrice);
        scene.provider.isUnreachable = true;
        scene.look();
        QCOMPARE(scene.provider.fetched.size(), size_t(1));
        scene.provider.isUnreachable = false;
        scene.look(); // and that was no try
        QCOMPARE(scene.shop.logged(id).cost, std::optional(kPrice));
    }

    void forgetsAMessageThatIsGone()
    {
        Scene scene;
        scene.add(u"delivered"_s, u"delivered"_s, kPrice);
        scene.provider.messages.clear();
        scene.look();
        scene.shop.clock += 1h;
        scene.look();
        QCOMPARE(scene.provider.fetched.size(), size_t(1));
    }
};

QTEST_GUILESS_MAIN(CostFetcherTest)
#include "tst_cost_fetcher.moc"
