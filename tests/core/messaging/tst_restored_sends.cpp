// SPDX-License-Identifier: Apache-2.0
#include "core/messaging/restored_sends.h"
#include "tests/support/fake_provider.h"
#include "tests/support/shop_fixture.h"

#include <QTest>

using namespace counterbell;
using namespace counterbell::test;
using namespace std::chrono_literals;

/// What a backup says of unfinished sends is old news (DESIGN 4.5).
class RestoredSendsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyUnfinishedSendWaitsForAPerson()
    {
        Shop shop;
        const auto sent = request(shop, u"Sent before"_s);
        shop.post(FakeProvider::accepted(u"SM00000000000000000000000000000001"_s));
        const auto sending = request(shop, u"Being posted"_s);
        QCOMPARE(shop.claim().size(), size_t(1));
        const auto queued = request(shop, u"Waits for that one"_s);
        const auto held = request(shop, u"Behind Undo"_s, 10s);
        QCOMPARE(shop.state(sending), u"sending"_s);
        QCOMPARE(shop.state(queued), u"queued"_s);
        QCOMPARE(shop.state(held), u"held"_s);

        const auto moved =
            inTx(*shop.store, [&](store::Tx &tx) { return messaging::reviewUnfinished(tx, shop.clock.now()); });
        QCOMPARE(moved, 3);
        for (const auto id : {sending, queued, held})
            QCOMPARE(shop.state(id), u"needs_review"_s);
        QCOMPARE(shop.state(sent), u"accepted"_s);
        // Neither time nor another start sends them.
        shop.clock += 1h;
        QVERIFY(shop.claim(100, 2).empty());
        QCOMPARE(inTx(*shop.store, [&](store::Tx &tx) { return messaging::adoptOlderTerms(tx, 3, shop.clock.now()); }),
                 0);
        QCOMPARE(inRead(*shop.store,
                        [](store::Connection &db) { return messaging::AttemptRepository().unsettled(db, 10).size(); }),
                 size_t(0));
        QCOMPARE(inTx(*shop.store, [&](store::Tx &tx) { return messaging::reviewUnfinished(tx, shop.clock.now()); }),
                 0);
    }

    void whatWasDeliveredAfterAllIsStillBelieved()
    {
        Shop shop;
        const auto id = request(shop, u"Being posted"_s);
        const auto claimed = shop.claim();
        QCOMPARE(claimed.size(), size_t(1));
        inTx(*shop.store, [&](store::Tx &tx) { return messaging::reviewUnfinished(tx, shop.clock.now()); });
        shop.outcome(claimed.front().attemptId, FakeProvider::accepted(u"SM00000000000000000000000000000002"_s));
        QCOMPARE(shop.state(id), u"accepted"_s);
    }

    void moreThanAPageOfThem()
    {
        Shop shop;
        for (int i = 0; i < 230; ++i)
            (void)request(shop, u"Number %1"_s.arg(i));
        QCOMPARE(inTx(*shop.store, [&](store::Tx &tx) { return messaging::reviewUnfinished(tx, shop.clock.now()); }),
                 230);
    }

private:
    static SendId request(Shop &shop, const QString &body, std::chrono::seconds hold = 0s)
    {
        return inTx(*shop.store, [&](store::Tx &tx) {
            auto send = shop.text(body);
            if (hold > 0s)
                send.holdUntil = shop.clock.now() + hold;
            return messaging::Outbox().request(tx, send, shop.clock.now()).sendId;
        });
    }
};

QTEST_GUILESS_MAIN(RestoredSendsTest)
#include "tst_restored_sends.moc"
