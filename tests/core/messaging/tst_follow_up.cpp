// SPDX-License-Identifier: Apache-2.0
#include "core/messaging/follow_up.h"
#include "core/messaging/follow_up_rules.h"
#include "core/messaging/status_precedence.h"
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

/// A message that the provider has, and what it tells when asked.
struct Scene {
    Scene() : followUp(*shop.store, shop.clock, provider, tasks)
    {
        id = shop.request(shop.text(u"Hello"_s)).sendId;
        shop.post(FakeProvider::accepted(kSid));
    }
    void says(const QString &status, std::optional<Money> price = {})
    {
        ListedMessage message;
        message.sid = kSid;
        message.status = status;
        message.price = price;
        message.segments = 2;
        provider.messages[kSid] = message;
    }
    /// One pass; how many messages were asked for.
    int pass()
    {
        QSignalSpy ended(&followUp, &FollowUp::passEnded);
        followUp.start();
        if (!ended.wait(5000))
            qFatal("the pass did not end");
        followUp.stop();
        return ended.first().first().toInt();
    }
    [[nodiscard]] bool isOpen()
    {
        return inRead(*shop.store, [](store::Connection &db) { return FollowUpRepository().nextDue(db).has_value(); });
    }

    Shop shop;
    FakeProvider provider;
    TaskGroup tasks;
    FollowUp followUp;
    SendId id;
};

} // namespace

class FollowUpTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void endsWhenThereIsNothingMoreToLearn_data()
    {
        QTest::addColumn<QString>("status");
        QTest::addColumn<bool>("withoutCost");
        QTest::addColumn<bool>("withCost");
        QTest::newRow("accepted") << u"accepted"_s << false << false;
        QTest::newRow("sent") << u"sent"_s << false << false;
        QTest::newRow("delivered") << u"delivered"_s << false << true;
        QTest::newRow("read") << u"read"_s << false << true;
        QTest::newRow("undelivered") << u"undelivered"_s << false << true;
        QTest::newRow("failed") << u"failed"_s << true << true;
    }
    void endsWhenThereIsNothingMoreToLearn()
    {
        QFETCH(QString, status);
        const auto shown = fromTwilioStatus(status).value();
        QTEST(isStoryComplete(shown, false), "withoutCost");
        QTEST(isStoryComplete(shown, true), "withCost");
    }

    void asksLessAndLessOftenAndGivesUp()
    {
        auto before = 0s;
        int tries = 0;
        for (auto wait = nextAsk(0); wait; wait = nextAsk(++tries)) {
            QVERIFY(*wait > before);
            before = *wait;
        }
        QCOMPARE(tries, 6);
        QVERIFY(!nextAsk(-1));
    }

    void booksTheCostSoonAfterACallback()
    {
        Scene scene;
        scene.says(u"delivered"_s, Money{51'500, u"USD"_s});
        scene.shop.callback(kSid, u"delivered"_s);
        QCOMPARE(scene.pass(), 0); // not before two seconds have passed
        scene.shop.clock += 2s;
        QCOMPARE(scene.pass(), 1);
        const auto send = scene.shop.logged(scene.id);
        QCOMPARE(send.cost, std::optional(Money{51'500, u"USD"_s}));
        QCOMPARE(send.segments, std::optional(2));
        QVERIFY(!scene.isOpen());
    }

    void learnsAStatusWhoseCallbackWasLost()
    {
        Scene scene;
        scene.says(u"delivered"_s, Money{51'500, u"USD"_s});
        scene.shop.clock += 179s;
        QCOMPARE(scene.pass(), 0);
        scene.shop.clock += 1s;
        QCOMPARE(scene.pass(), 1);
        QCOMPARE(scene.shop.state(scene.id), u"delivered"_s);
        QVERIFY(!scene.isOpen());
    }

    void neverLowersAStatus()
    {
        Scene scene;
        scene.shop.callback(kSid, u"read"_s);
        scene.says(u"sent"_s, Money{51'500, u"USD"_s});
        scene.shop.clock += 1min;
        QCOMPARE(scene.pass(), 1);
        QCOMPARE(scene.shop.state(scene.id), u"read"_s);
    }

    void asksAgainWhileTheCostIsUnknown()
    {
        Scene scene;
        scene.shop.callback(kSid, u"delivered"_s);
        scene.says(u"delivered"_s);
        scene.shop.clock += 2s;
        QCOMPARE(scene.pass(), 1);
        QCOMPARE(scene.pass(), 0);
        scene.says(u"delivered"_s, Money{7'000, u"USD"_s});
        scene.shop.clock += 30s;
        QCOMPARE(scene.pass(), 1);
        QCOMPARE(scene.shop.logged(scene.id).cost, std::optional(Money{7'000, u"USD"_s}));
    }

    void givesUpInTheEnd()
    {
        Scene scene;
        scene.shop.callback(kSid, u"delivered"_s);
        scene.says(u"delivered"_s);
        int asked = 0;
        for (int i = 0; i < 20; ++i) {
            scene.shop.clock += 25h;
            asked += scene.pass();
        }
        QCOMPARE(asked, 7);
        QVERIFY(!scene.isOpen());
    }

    void waitsForAProviderThatCanNotBeReached()
    {
        Scene scene;
        scene.shop.clock += 1h;
        scene.provider.isUnreachable = true;
        QCOMPARE(scene.pass(), 0);
        QVERIFY(scene.isOpen());
        scene.provider.isUnreachable = false;
        scene.says(u"delivered"_s, Money{7'000, u"USD"_s});
        QCOMPARE(scene.pass(), 1);
    }

    void forgetsAMessageThatTheProviderNoLongerHas()
    {
        Scene scene;
        scene.shop.clock += 1h;
        QCOMPARE(scene.pass(), 1);
        QVERIFY(!scene.isOpen());
    }
};

QTEST_GUILESS_MAIN(FollowUpTest)
#include "tst_follow_up.moc"
