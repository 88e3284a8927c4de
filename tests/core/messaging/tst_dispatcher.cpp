// SPDX-License-Identifier: Apache-2.0
#include "core/messaging/dispatcher.h"

#include "core/messaging/lease_repository.h"
#include "core/messaging/webhook_urls.h"
#include "tests/support/fake_provider.h"
#include "tests/support/refused_rows.h"
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

/// A shop, a provider that does as it is told, and the dispatcher between them.
class Scene
{
public:
    explicit Scene(int inFlight = 8) : m_inFlight(inFlight) { begin(); }
    ~Scene()
    {
        provider.release();
        end();
    }

    /// A new process on the same data.
    void begin()
    {
        if (dispatcher)
            end();
        Dispatcher::Options options;
        options.inFlight = m_inFlight;
        options.steadyNow = [this] { return steady; };
        options.storageRetry = 50ms;
        options.mayPost = [this] { return mayPost; };
        options.statusDetour = [this] { return statusDetour; };
        dispatcher = std::make_unique<Dispatcher>(*shop.store, shop.clock, provider, providerClock, options);
    }
    void start()
    {
        if (!waitForTask(dispatcher->start(inTx(*shop.store, [](store::Tx &tx) { return beginTerm(tx); }))))
            qFatal("the dispatcher did not start");
    }
    void end()
    {
        waitForTask([](Dispatcher &d) -> QCoro::Task<bool> {
            (void)co_await d.drain(std::chrono::seconds(10));
            co_return true;
        }(*dispatcher));
    }
    /// A text to the n-th customer.
    SendId add(int n, const QString &body = u"Hello"_s)
    {
        auto send = shop.text(body);
        send.contactId = inTx(*shop.store, [&](store::Tx &tx) {
            return shop.addCustomer(tx, u"C"_s, u"+61491573%1"_s.arg(n, 3, 10, QLatin1Char('0')));
        });
        send.conversationId.reset();
        return shop.request(send).sendId;
    }
    [[nodiscard]] int count(const QString &state)
    {
        return int(number(*shop.store, u"SELECT COUNT(*) FROM sends WHERE state = '%1'"_s.arg(state)));
    }

    Shop shop;
    FakeProvider provider;
    ProviderClock providerClock;
    TokenBucket::Time steady;
    bool mayPost = true;
    QString statusDetour;
    std::unique_ptr<Dispatcher> dispatcher;

private:
    int m_inFlight;
};

/// Rows of "attempts WHERE …".
qint64 count(store::Store &store, const QString &what)
{
    return number(store, u"SELECT COUNT(*) FROM "_s + what);
}

} // namespace

class DispatcherTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void postsWhatIsDueAtOnce()
    {
        Scene scene;
        scene.start();
        const auto id = scene.add(0);
        scene.dispatcher->wake();
        QTRY_COMPARE(scene.shop.state(id), u"accepted"_s);
        QCOMPARE(scene.provider.sent.size(), size_t(1));
        scene.start(); // a later term leaves it alone
        QCOMPARE(scene.shop.state(id), u"accepted"_s);
    }

    void asksForStatusesWhereTheyCanComeIn()
    {
        Scene scene;
        inTx(*scene.shop.store, [](store::Tx &tx) {
            store::writeSettings(
                tx, u"webhooks"_s,
                toJson(RegisteredWebhooks{u"https://one.example/in"_s, u"https://one.example/status"_s}));
        });
        scene.start();
        QStringList bases;
        for (const auto &detour : {u""_s, u"https://two.example/status"_s, u""_s}) {
            scene.statusDetour = detour;
            const auto id = scene.add(int(bases.size()));
            scene.dispatcher->wake();
            QTRY_COMPARE(scene.shop.state(id), u"accepted"_s);
            const auto &sent = scene.provider.sent.back();
            QVERIFY(sent.statusCallbackUrl.contains(u"?attempt="_s + sent.attemptId + u'#'));
            bases << sent.statusCallbackUrl.section(u'?', 0, 0);
        }
        QCOMPARE(bases, (QStringList{u"https://one.example/status"_s, u"https://two.example/status"_s,
                                     u"https://one.example/status"_s}));
    }

    void postsWhatBecomesDueByItself()
    {
        Scene scene;
        auto send = scene.shop.text(u"Hello"_s);
        send.holdUntil = scene.shop.clock.now() + 300ms;
        const auto id = scene.shop.request(send).sendId;
        scene.start();
        QTRY_VERIFY(!scene.dispatcher->isClaiming());
        scene.shop.clock += 300ms;
        QTRY_COMPARE_WITH_TIMEOUT(scene.shop.state(id), u"accepted"_s, 2000);
    }

    void neverHasMoreInFlightThanItMay_OC53()
    {
        Scene scene(3);
        scene.provider.isHolding = true;
        for (int i = 0; i < 8; ++i)
            scene.add(i);
        scene.start();
        QTRY_COMPARE(scene.provider.underWay, 3);
        for (int i = 0; i < 20; ++i)
            scene.dispatcher->wake(); // many wakes are one
        QTRY_VERIFY(!scene.dispatcher->isClaiming());
        QCOMPARE(scene.provider.sent.size(), size_t(3));
        QCOMPARE(scene.dispatcher->inFlight(), 3);
        scene.provider.releaseOne();
        QTRY_COMPARE(scene.provider.sent.size(), size_t(4)); // one place is free, so one more goes
        QTRY_VERIFY(!scene.dispatcher->isClaiming());
        QCOMPARE(scene.provider.underWay, 3);
        scene.provider.release();
        QTRY_COMPARE(scene.count(u"accepted"_s), 8);
        QCOMPARE(scene.provider.mostUnderWay, 3);
        QCOMPARE(scene.provider.sent.size(), size_t(8));
    }

    void keepsARecipientsOrder()
    {
        Scene scene;
        for (int i = 0; i < 5; ++i)
            std::ignore = scene.shop.request(scene.shop.text(QString::number(i)));
        scene.start();
        QTRY_COMPARE(scene.count(u"accepted"_s), 5);
        for (int i = 0; i < 5; ++i)
            QCOMPARE(scene.provider.sent.at(size_t(i)).body, QString::number(i));
        QCOMPARE(scene.provider.mostUnderWay, 1);
    }

    void drainsWhatIsUnderWayAndClaimsNothingMore()
    {
        Scene scene(1);
        scene.provider.isHolding = true;
        const auto first = scene.add(0);
        const auto second = scene.add(1);
        scene.start();
        QTRY_COMPARE(scene.provider.underWay, 1);
        auto draining = scene.dispatcher->drain(std::chrono::seconds(10));
        QTimer::singleShot(0, this, [&] { scene.provider.release(); });
        QVERIFY(waitForTask(std::move(draining)));
        QCOMPARE(scene.dispatcher->inFlight(), 0);
        QCOMPARE(scene.shop.state(first), u"accepted"_s);
        QCOMPARE(scene.shop.state(second), u"queued"_s);
        scene.dispatcher->wake();
        QCOMPARE(scene.provider.sent.size(), size_t(1));
    }

    void claimsNothingOnceALaterTermHasBegun()
    {
        Scene scene;
        scene.start();
        // Another core leads, and this one doesn't know: it was suspended, or is cut off.
        const auto later = inTx(*scene.shop.store, [](store::Tx &tx) { return beginTerm(tx); });
        QVERIFY(later > scene.dispatcher->term());
        const auto id = scene.add(0);
        scene.dispatcher->wake();
        QTRY_VERIFY(!scene.dispatcher->isClaiming());
        QCOMPARE(scene.shop.state(id), u"queued"_s);
        QVERIFY(scene.provider.sent.empty());
        QVERIFY(isRefused(waitForTask(scene.dispatcher->start(later - 1)), Reason::Conflict));
    }

    void postsNothingThatItClaimedBeforeItLostTheLead()
    {
        Scene scene;
        scene.mayPost = false;
        scene.start();
        const auto id = scene.add(0);
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"isn't posted: this core doesn't lead"_s));
        scene.dispatcher->wake();
        // It certainly did not go, so it goes later.
        QTRY_COMPARE(count(*scene.shop.store, u"attempts WHERE state = 'not_sent'"_s), 1);
        QTRY_COMPARE(scene.dispatcher->inFlight(), 0);
        QCOMPARE(scene.shop.state(id), u"queued"_s);
        QVERIFY(scene.provider.sent.empty());
        scene.mayPost = true;
        scene.shop.clock += 10min;
        scene.dispatcher->wake();
        QTRY_COMPARE(scene.shop.state(id), u"accepted"_s);
        QCOMPARE(scene.provider.sent.size(), size_t(1));
    }

    void leavesToALaterTermWhatThatOneHasTakenForUncertain()
    {
        Scene scene;
        scene.provider.isHolding = true;
        scene.provider.then(NotSent{});
        const auto id = scene.add(0);
        scene.start();
        QTRY_COMPARE(scene.provider.underWay, 1);
        inTx(*scene.shop.store,
             [&](store::Tx &tx) { QCOMPARE(adoptOlderTerms(tx, beginTerm(tx), scene.shop.clock.now()), 1); });
        scene.provider.release();
        QTRY_COMPARE(scene.dispatcher->inFlight(), 0);
        QCOMPARE(scene.shop.state(id), u"uncertain"_s); // evidence decides, for whoever leads now
        QCOMPARE(count(*scene.shop.store, u"attempts WHERE state = 'uncertain'"_s), 1);
    }

    void takesAStartAfterACrashForUncertain()
    {
        Scene scene;
        const auto id = scene.add(0);
        scene.start(); // term 1
        QTRY_COMPARE(scene.shop.state(id), u"accepted"_s);
        const auto lost = scene.add(1);
        // A claim whose process died before its answer.
        QCOMPARE(scene.shop.claim(1, 1).size(), size_t(1));
        scene.begin();
        QSignalSpy unknown(scene.dispatcher.get(), &Dispatcher::outcomeUnknown);
        scene.start();
        QCOMPARE(scene.shop.state(lost), u"uncertain"_s);
        QVERIFY(!unknown.isEmpty());
        QCOMPARE(scene.provider.sent.size(), size_t(1)); // nothing was posted again
    }

    void takesAnExceptionForAnUnknownOutcome()
    {
        Scene scene(1);
        scene.provider.outcomes.push_back([]() -> SendOutcome { throw std::runtime_error("broken"); });
        const auto id = scene.add(0);
        QSignalSpy unknown(scene.dispatcher.get(), &Dispatcher::outcomeUnknown);
        QTest::ignoreMessage(QtCriticalMsg, QRegularExpression(u"posting failed: broken"_s));
        scene.start();
        QTRY_COMPARE(scene.shop.state(id), u"uncertain"_s);
        QTRY_COMPARE(unknown.count(), 2); // at the start, and now
        const auto next = scene.add(1);   // its place is free again
        scene.dispatcher->wake();
        QTRY_COMPARE(scene.shop.state(next), u"accepted"_s);
    }

    void tellsWhetherTheProviderAnswered_data()
    {
        QTest::addColumn<int>("outcome");
        QTest::addColumn<bool>("answered");
        QTest::newRow("accepted") << 0 << true;
        QTest::newRow("unreachable") << 1 << false;
        QTest::newRow("rate limited") << 2 << true;
    }
    void tellsWhetherTheProviderAnswered()
    {
        QFETCH(int, outcome);
        QFETCH(bool, answered);
        const SendOutcome outcomes[] = {FakeProvider::accepted(FakeProvider::sidOf(1)), NotSent{},
                                        NotSent{NotSent::Why::RateLimited, {}, 20429, {}}};
        Scene scene;
        scene.provider.then(outcomes[outcome]);
        scene.add(0);
        QSignalSpy told(scene.dispatcher.get(), &Dispatcher::providerAnswered);
        scene.start();
        QTRY_COMPARE(told.count(), 1);
        QCOMPARE(told.front().front().toBool(), answered);
    }

    void learnsTheProvidersClock()
    {
        Scene scene;
        auto accepted = FakeProvider::accepted(FakeProvider::sidOf(1));
        accepted.twilioDate = scene.shop.clock.now() + 90s;
        scene.provider.then(accepted);
        scene.add(0);
        scene.start();
        QTRY_COMPARE(scene.providerClock.ahead(), std::chrono::milliseconds(90s));
        QVERIFY(scene.providerClock.isSkewed());
    }

    void letsABurstGoAtOnceAndPacesTheRest_OC53()
    {
        Scene scene(50);
        for (int i = 0; i < 15; ++i)
            scene.add(i);
        scene.shop.receives(u"Hi"_s);
        const auto other = scene.shop.request(scene.shop.text(u"Hello"_s, Channel::Whatsapp)).sendId;
        scene.start();
        QTRY_COMPARE(scene.count(u"accepted"_s), 11); // ten by SMS, and the other sender's
        QCOMPARE(scene.shop.state(other), u"accepted"_s);
        scene.dispatcher->wake();
        QTRY_VERIFY(!scene.dispatcher->isClaiming());
        QCOMPARE(scene.provider.sent.size(), size_t(11));
        scene.steady += 2s; // two tokens
        QTRY_COMPARE_WITH_TIMEOUT(scene.count(u"accepted"_s), 13, 3000);
        QTRY_VERIFY(!scene.dispatcher->isClaiming());
        QCOMPARE(scene.provider.sent.size(), size_t(13));
        scene.steady += 60s;
        QTRY_COMPARE_WITH_TIMEOUT(scene.count(u"accepted"_s), 16, 3000);
    }

    void keepsAnOutcomeUntilItCanBeWritten()
    {
        Scene scene;
        scene.provider.isHolding = true;
        const auto id = scene.add(0);
        scene.start();
        QTRY_COMPARE(scene.provider.underWay, 1);
        QTest::ignoreMessage(QtCriticalMsg, QRegularExpression(u"could not be written"_s));
        {
            // Somebody else holds the database.
            const auto dialect = scene.shop.store.database().dialect();
            store::Connection other(*dialect, u"other"_s, false);
            other.beginWrite();
            QSignalSpy problems(&*scene.shop.store, &store::Store::problemChanged);
            scene.provider.release();
            QTRY_VERIFY(!problems.isEmpty());
            other.executeOnce(u"ROLLBACK"_s);
        }
        QTRY_COMPARE(scene.shop.state(id), u"accepted"_s);
        QCOMPARE(scene.dispatcher->inFlight(), 0);
    }

    void takesForUncertainWhatCanNeverBeWritten()
    {
        Scene scene(1);
        const auto id = scene.add(0);
        inTx(*scene.shop.store,
             [](store::Tx &tx) { refuseRows(tx, u"UPDATE ON attempts"_s, u"NEW.state = 'answered'"_s); });
        QSignalSpy unknown(scene.dispatcher.get(), &Dispatcher::outcomeUnknown);
        QTest::ignoreMessage(QtCriticalMsg, QRegularExpression(u"a write failed .*poisoned"_s));
        QTest::ignoreMessage(QtCriticalMsg, QRegularExpression(u"could not be written: storage"_s));
        QTest::ignoreMessage(QtCriticalMsg, QRegularExpression(u"is taken for uncertain"_s));
        scene.start();
        QTRY_COMPARE(scene.shop.state(id), u"uncertain"_s);
        QTRY_COMPARE(unknown.count(), 2); // at the start, and now
        QTRY_COMPARE(scene.dispatcher->inFlight(), 0);
        QCOMPARE(scene.provider.sent.size(), size_t(1));
    }

    void sleepsWhileAMessageWaitsForAnother()
    {
        Scene scene;
        scene.provider.then(Unknown{});
        const auto first = scene.shop.request(scene.shop.text(u"1"_s)).sendId;
        const auto second = scene.shop.request(scene.shop.text(u"2"_s)).sendId;
        scene.start();
        QTRY_COMPARE(scene.shop.state(first), u"uncertain"_s);
        QTRY_VERIFY(!scene.dispatcher->isClaiming());
        QVERIFY(scene.dispatcher->nextLook() > 1s); // it is not asked for again and again
        QCOMPARE(scene.shop.state(second), u"queued"_s);
    }
};

QTEST_GUILESS_MAIN(DispatcherTest)
#include "tst_dispatcher.moc"
