// SPDX-License-Identifier: Apache-2.0
#include "app/relay/connection_table.h"

#include <QTest>

using namespace counterbell::relay;

namespace
{

struct Visitor : Connection {
    Visitor(ConnectionTable &table, const std::string &address, bool counted = true)
        : slot(table.admit(address, counted))
    {
        if (slot)
            slot->setOwner(this);
    }
    void giveWay() override { hasGivenWay = true; }
    void sweep(Steady::time_point) override {}
    void drain() override {}

    std::optional<ConnectionTable::Slot> slot;
    bool hasGivenWay = false;
};

} // namespace

/// Who gives way when there is no room (CONTRACT 4).
class TestConnectionTable : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theOneThatWaitedLongestGivesWayWhateverItSentMeanwhile()
    {
        ConnectionTable table(3, 9, 1000);
        Visitor first(table, "a");
        Visitor second(table, "b");
        Visitor third(table, "c");
        // The first goes from its header to its body: that makes it no younger.
        first.slot->setWaiting(true);
        Visitor fourth(table, "d");
        QVERIFY(first.hasGivenWay);
        QVERIFY(fourth.slot);
        QVERIFY(!second.hasGivenWay && !third.hasGivenWay);
        QCOMPARE(table.size(), 3u);
    }

    void aHomesAddressesOfVersion6CountAsOne()
    {
        ConnectionTable table(9, 2, 1000);
        Visitor first(table, "2001:db8:0:7::1");
        const Visitor second(table, "2001:db8:0:7::2");
        const Visitor nextDoor(table, "2001:db8:0:8::1");
        QVERIFY(!first.hasGivenWay);
        const Visitor third(table, "2001:db8:0:7:1:2:3:4");
        QVERIFY(first.hasGivenWay);
        QVERIFY(!second.hasGivenWay && !nextDoor.hasGivenWay);
    }

    void aCompleteRequestMakesAConnectionTheYoungest()
    {
        ConnectionTable table(2, 9, 1000);
        Visitor first(table, "a");
        Visitor second(table, "b");
        first.slot->setWaiting(false);
        first.slot->setWaiting(true);
        const Visitor third(table, "c");
        QVERIFY(second.hasGivenWay);
        QVERIFY(!first.hasGivenWay);
    }

    void whoseRequestIsBeingKeptStays()
    {
        ConnectionTable table(2, 9, 1000);
        Visitor first(table, "a");
        Visitor second(table, "b");
        first.slot->setWaiting(false);
        second.slot->setWaiting(false);
        const Visitor third(table, "c");
        QVERIFY(!third.slot);
        QVERIFY(!first.hasGivenWay && !second.hasGivenWay);
    }

    void anAddressAtItsLimitCostsNobodyElseTheirPlace()
    {
        ConnectionTable table(10, 2, 1000);
        std::vector<std::string> refused;
        table.onRefused([&](std::string_view limit) { refused.emplace_back(limit); });
        Visitor other(table, "other");
        Visitor first(table, "a");
        Visitor second(table, "a");
        const Visitor third(table, "a");
        QVERIFY(first.hasGivenWay);
        QVERIFY(!other.hasGivenWay && !second.hasGivenWay);
        QCOMPARE(refused, std::vector<std::string>{"connections_per_address"});
        const Visitor proxied(table, "a", false);
        QVERIFY(!second.hasGivenWay);
    }

    void beyondTheMemoryForBodiesTheOldestHalfGivesWay()
    {
        ConnectionTable table(10, 10, 1000);
        std::vector<std::string> refused;
        table.onRefused([&](std::string_view limit) { refused.emplace_back(limit); });
        Visitor idle(table, "idle");
        Visitor first(table, "a");
        Visitor second(table, "b");
        Visitor third(table, "c");
        first.slot->setHeld(400);
        second.slot->setHeld(300);
        third.slot->setHeld(300);
        QCOMPARE(table.held(), 1000u);
        QVERIFY(refused.empty());
        third.slot->setHeld(301);
        QVERIFY2(first.hasGivenWay, "it holds something and waited longest");
        QVERIFY2(!idle.hasGivenWay, "it holds nothing");
        QVERIFY(!second.hasGivenWay && !third.hasGivenWay);
        QCOMPARE(table.held(), 601u);
        QCOMPARE(refused, std::vector<std::string>{"held_bytes"});
        second.slot->setHeld(0);
        third.slot.reset();
        QCOMPARE(table.held(), 0u);
    }

    void oneThatAloneIsTooMuchGivesWayItself()
    {
        ConnectionTable table(10, 10, 1000);
        Visitor greedy(table, "a");
        greedy.slot->setHeld(1001);
        QVERIFY(greedy.hasGivenWay);
        QCOMPARE(table.held(), 0u);
        greedy.slot->setHeld(5000);
        QCOMPARE(table.held(), 0u);
    }
};

QTEST_GUILESS_MAIN(TestConnectionTable)
#include "tst_connection_table.moc"
