// SPDX-License-Identifier: Apache-2.0
#include "core/messaging/reconciler.h"
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

const QString kSid = FakeProvider::sidOf(7);
const Timestamp kStart = fromMillis(1'780'000'000'000);

ListedMessage listed(const QString &sid, Timestamp at = kStart + 1s, const QString &body = u"Hello"_s)
{
    ListedMessage message;
    message.sid = sid;
    message.direction = messaging::Direction::OutboundApi;
    message.channel = Channel::Sms;
    message.from = kSmsSender;
    message.to = kCustomerPhone;
    message.body = body;
    message.status = u"sent"_s;
    message.dateCreated = at;
    return message;
}

AttemptRow attemptRow()
{
    AttemptRow attempt;
    attempt.sender = kSmsSender;
    attempt.address = kCustomerPhone;
    attempt.body = u"Hello"_s;
    attempt.at = kStart;
    attempt.providerStartedAt = kStart;
    return attempt;
}

/// An uncertain send, and a reconciler whose looks are made by hand.
class Scene
{
public:
    explicit Scene(std::function<void(Shop &)> prepare = {})
        : reconciler(*shop.store, shop.clock, provider, providerClock, 20ms)
    {
        if (prepare)
            prepare(shop);
        id = shop.request(shop.text(u"Hello"_s)).sendId;
        attempt = shop.post(Unknown{}).attemptId;
    }

    ~Scene()
    {
        waitForTask([](Reconciler &r) -> QCoro::Task<bool> {
            co_await r.drain();
            co_return true;
        }(reconciler));
    }

    /// One look, which finds this; `at` is the Date of the answer.
    void look(const std::vector<ListedMessage> &found, Timestamp at)
    {
        MessageListPage page;
        page.items = found;
        page.serverDate = at;
        provider.lists = {page};
        const int before = provider.listed;
        if (found.size() > 1)
            QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"look like attempt"_s));
        QSignalSpy settled(&reconciler, &Reconciler::queued);
        reconciler.start();
        if (!settled.wait(5000) || provider.listed != before + 1)
            qFatal("the reconciler did not look once");
        reconciler.stop();
    }
    void lookAfter(std::chrono::seconds after, const std::vector<ListedMessage> &found = {})
    {
        look(found, kStart + after);
    }
    [[nodiscard]] QString state() { return shop.state(id); }

    Shop shop;
    FakeProvider provider;
    ProviderClock providerClock;
    Reconciler reconciler;
    SendId id;
    QString attempt;
};

} // namespace

class ReconcilerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void picksItsOwnMessage_data()
    {
        QTest::addColumn<std::vector<ListedMessage>>("found");
        QTest::addColumn<QString>("expected"); // empty: none
        QTest::addColumn<int>("others");
        const auto with = [](auto change) {
            auto message = listed(kSid);
            change(message);
            return std::vector{message};
        };
        using Many = std::vector<ListedMessage>;
        QTest::newRow("one") << Many{listed(kSid)} << kSid << 0;
        QTest::newRow("one with another body") << Many{listed(kSid, kStart + 1s, u"Hello!"_s)} << kSid << 0;
        QTest::newRow("none") << Many{} << QString() << 0;
        QTest::newRow("several, one with our body")
            << Many{listed(u"SM1"_s, kStart, u"x"_s), listed(kSid), listed(u"SM2"_s, kStart, u"y"_s)} << kSid << 2;
        QTest::newRow("several, none with our body")
            << Many{listed(u"SM1"_s, kStart, u"x"_s), listed(u"SM2"_s, kStart, u"y"_s)} << QString() << 2;
        QTest::newRow("older") << Many{listed(kSid, kStart - 3s)} << QString() << 0;
        QTest::newRow("in the same second") << Many{listed(kSid, kStart - 1s)} << kSid << 0;
        QTest::newRow("inbound") << with([](auto &m) { m.direction = messaging::Direction::Inbound; }) << QString()
                                 << 0;
        QTest::newRow("another sender's") << with([](auto &m) { m.from = u"+61480000009"_s; }) << QString() << 0;
        QTest::newRow("a service's, sender not chosen yet") << with([](auto &m) { m.from.clear(); }) << kSid << 0;
        QTest::newRow("to somebody else") << with([](auto &m) { m.to = kMemberPhone; }) << QString() << 0;
        QTest::newRow("another channel's") << with([](auto &m) { m.channel = Channel::Whatsapp; }) << QString() << 0;
        QTest::newRow("known") << Many{listed(u"SMknown"_s)} << QString() << 0;
        QTest::newRow("known and ours") << Many{listed(u"SMknown"_s), listed(kSid)} << kSid << 0;
    }
    void picksItsOwnMessage()
    {
        QFETCH(std::vector<ListedMessage>, found);
        QFETCH(QString, expected);
        QFETCH(int, others);
        const auto evidence =
            evidenceFor(attemptRow(), found, {}, [](const QString &sid) { return sid == u"SMknown"_s; });
        QCOMPARE(evidence.sid.value_or(QString()), expected);
        QCOMPARE(int(evidence.others.size()), others);
        QCOMPARE(evidence.isAmbiguous(), others > 0 && expected.isEmpty());
    }

    void adoptsTheOneCandidate()
    {
        Scene scene;
        scene.lookAfter(5s, {listed(kSid)});
        QCOMPARE(scene.state(), u"sent"_s);
        QCOMPARE(scene.shop.logged(scene.id).sid, std::optional(kSid));
        QCOMPARE(scene.provider.lastFilter.to, std::optional(kCustomerPhone));
        QVERIFY(!scene.provider.lastFilter.dateSentAfter); // it would hide what is still queued (FACTS 1.3)
        QVERIFY(scene.shop.claim().empty());
        scene.shop.clock += 1h;
        QVERIFY(scene.shop.claim().empty());
    }

    void resendsOnceAfterTwoEmptyLists180SecondsApart()
    {
        Scene scene;
        scene.lookAfter(5s); // the provider's first answer since the failure
        QCOMPARE(scene.state(), u"uncertain"_s);
        scene.lookAfter(300s); // the first list after it
        QCOMPARE(scene.state(), u"uncertain"_s);
        scene.lookAfter(479s);
        QCOMPARE(scene.state(), u"uncertain"_s);
        scene.lookAfter(480s);
        QCOMPARE(scene.state(), u"queued"_s);
        const auto again = scene.shop.claim();
        QCOMPARE(again.size(), size_t(1));
        QVERIFY(again.front().attemptId != scene.attempt);
        scene.shop.outcome(again.front().attemptId, FakeProvider::accepted(kSid));
        QCOMPARE(scene.state(), u"accepted"_s);
        QCOMPARE(scene.shop.logged(scene.id).attempts.size(), size_t(2));
    }

    void findsItInTheSecondList()
    {
        Scene scene;
        scene.lookAfter(5s);
        scene.lookAfter(10s);
        scene.lookAfter(300s, {listed(kSid)});
        QCOMPARE(scene.state(), u"sent"_s);
    }

    void leavesASecondUnknownToAPerson()
    {
        Scene scene;
        for (const auto at : {5s, 10s, 190s})
            scene.lookAfter(at);
        const auto again = scene.shop.claim();
        scene.shop.outcome(again.front().attemptId, Unknown{});
        QCOMPARE(scene.state(), u"uncertain"_s);
        for (const auto at : {200s, 210s, 390s})
            scene.lookAfter(at);
        QCOMPARE(QString(wireName(scene.shop.row(scene.id).state)), u"needs_review"_s);
        QCOMPARE(scene.shop.logged(scene.id).status, DeliveryStatus::Uncertain);
        scene.shop.clock += 24h;
        QVERIFY(scene.shop.claim().empty());
        // It holds nobody back, is asked about no more, and a callback is believed all the same.
        std::ignore = scene.shop.request(scene.shop.text(u"Next"_s));
        QCOMPARE(scene.shop.claim().size(), size_t(1));
        QVERIFY(inRead(*scene.shop.store,
                       [](store::Connection &db) { return AttemptRepository().unsettled(db, 10).empty(); }));
        scene.shop.callback(kSid, u"delivered"_s, {}, again.front().attemptId);
        QCOMPARE(scene.state(), u"delivered"_s);
    }

    void leavesToAPersonWhatNobodyCanTellApart()
    {
        const std::vector strangers{listed(u"SM1"_s, kStart + 1s, u"x"_s), listed(u"SM2"_s, kStart + 1s, u"y"_s)};
        Scene scene;
        for (const auto at : {5s, 10s, 190s})
            scene.lookAfter(at, strangers);
        QCOMPARE(QString(wireName(scene.shop.row(scene.id).state)), u"needs_review"_s);
        QVERIFY(scene.shop.claim().empty());
    }

    void letsAPersonDropWhatWaitsForThem()
    {
        Scene scene;
        const std::vector strangers{listed(u"SM1"_s, kStart + 1s, u"x"_s), listed(u"SM2"_s, kStart + 1s, u"y"_s)};
        for (const auto at : {5s, 10s, 190s})
            scene.lookAfter(at, strangers);
        const auto dropped = inTx(*scene.shop.store, [&](store::Tx &tx) {
            return Outbox().cancel(tx, scene.id, scene.shop.clock.now()).has_value();
        });
        QVERIFY(dropped);
        QCOMPARE(scene.state(), u"cancelled"_s);
    }

    void neverResendsWhatATakeOverHasBarred()
    {
        Scene scene;
        inTx(*scene.shop.store, [&](store::Tx &tx) {
            auto row = SendRepository().find(tx, scene.id).value();
            SendFlow().advance(tx, row, OutboxFact::TakenOver, kStart);
            auto attempt = AttemptRepository().find(tx, scene.attempt).value();
            attempt.state = AttemptState::Barred;
            AttemptRepository().save(tx, attempt);
        });
        for (const auto at : {5s, 10s, 190s})
            scene.lookAfter(at);
        QCOMPARE(scene.state(), u"cancelled"_s);
        scene.shop.clock += 1h;
        QVERIFY(scene.shop.claim().empty());
    }

    void leavesToAnotherAttemptWhatIsItsOwn()
    {
        Scene scene; // "Hello", uncertain; taken over:
        inTx(*scene.shop.store, [&](store::Tx &tx) {
            auto row = SendRepository().find(tx, scene.id).value();
            SendFlow().advance(tx, row, OutboxFact::TakenOver, kStart);
            auto attempt = AttemptRepository().find(tx, scene.attempt).value();
            attempt.state = AttemptState::Barred;
            AttemptRepository().save(tx, attempt);
        });
        const auto own = scene.shop.request(scene.shop.text(u"A person's answer"_s)).sendId;
        const auto attempt = scene.shop.post(Unknown{}).attemptId; // accepted, but its answer was lost
        MessageListPage page;
        page.items = {listed(kSid, kStart + 1s, u"A person's answer"_s)};
        page.serverDate = kStart + 5s;
        scene.provider.lists = {page};
        QSignalSpy settled(&scene.reconciler, &Reconciler::queued);
        scene.reconciler.start();
        QTRY_VERIFY(settled.size() >= 2);
        scene.reconciler.stop();
        QCOMPARE(scene.shop.state(own), u"sent"_s);
        QCOMPARE(QString(wireName(scene.shop.row(scene.id).state)), u"barred"_s);
        scene.shop.callback(kSid, u"delivered"_s, {}, attempt);
        QCOMPARE(scene.shop.state(own), u"delivered"_s);
    }

    void datesAnAttemptOnTheProvidersClockOnceThatIsKnown()
    {
        // Our clock is an hour ahead, and nothing was known of the provider's when the request was made.
        Scene scene;
        scene.shop.clock += 5s;
        scene.look({listed(kSid, kStart - 1h + 1s)}, kStart - 1h + 5s);
        QCOMPARE(scene.state(), u"sent"_s);
        QVERIFY(scene.providerClock.isSkewed());
    }

    void looksAgainWhileTheProviderIsSilent()
    {
        Scene scene;
        scene.provider.lists = {counterbell::refuse(Reason::ProviderUnreachable)};
        scene.reconciler.start();
        QTRY_COMPARE_WITH_TIMEOUT(scene.provider.listed, 2, 8000);
        QCOMPARE(scene.state(), u"uncertain"_s);
        scene.reconciler.stop();
    }

    void looksAgainForWhatBecomesUncertainWhenItHasNothingToDo()
    {
        Scene scene;
        scene.lookAfter(5s, {listed(kSid)});
        QSignalSpy looked(&scene.reconciler, &Reconciler::looked);
        scene.reconciler.start();
        QTRY_COMPARE(looked.count(), 1); // nothing is uncertain: it sleeps
        const auto id = scene.shop.request(scene.shop.text(u"Again"_s)).sendId;
        scene.shop.post(Unknown{});
        MessageListPage page;
        page.items = {listed(FakeProvider::sidOf(8), kStart + 1s, u"Again"_s)};
        page.serverDate = kStart + 9s;
        scene.provider.lists = {page};
        scene.reconciler.noticeUncertain();
        QTRY_COMPARE(scene.shop.state(id), u"sent"_s);
    }

    void looksHoweverOftenItIsWoken()
    {
        Scene scene;
        MessageListPage page;
        page.items = {listed(kSid)};
        page.serverDate = kStart + 5s;
        scene.provider.lists = {page};
        scene.reconciler.start();
        QTimer restless;
        connect(&restless, &QTimer::timeout, &scene.reconciler, &Reconciler::wake);
        restless.start(2ms); // far more often than it takes to come to a look
        QTRY_COMPARE_WITH_TIMEOUT(scene.state(), u"sent"_s, 5000);
    }

    void settlesTheOthersWhenOneHasTooManyMessages()
    {
        Scene scene;
        auto other = scene.shop.text(u"Other"_s);
        other.contactId = inTx(*scene.shop.store,
                               [&](store::Tx &tx) { return scene.shop.addCustomer(tx, u"Ann"_s, u"+61491573002"_s); });
        other.conversationId.reset();
        const auto id = scene.shop.request(other).sendId;
        scene.shop.post(Unknown{});
        // The first one's list never ends; the second one's holds its message.
        scene.provider.onList = [](const MessageFilter &filter) {
            MessageListPage page;
            page.serverDate = kStart + 5s;
            if (filter.to == kCustomerPhone) {
                page.next = u"more"_s;
                return page;
            }
            page.items = {listed(kSid, kStart + 1s, u"Other"_s)};
            page.items.front().to = *filter.to;
            return page;
        };
        scene.reconciler.start();
        QTRY_COMPARE_WITH_TIMEOUT(scene.shop.state(id), u"sent"_s, 5000);
        QCOMPARE(scene.state(), u"uncertain"_s);
    }
};

QTEST_GUILESS_MAIN(ReconcilerTest)
#include "tst_reconciler.moc"
