// SPDX-License-Identifier: Apache-2.0
#include "tests/app/relay/link_client.h"
#include "tests/app/relay/relay_under_test.h"

#include <QElapsedTimer>
#include <QTest>

#include <memory>
#include <vector>

using namespace Qt::StringLiterals;
using namespace counterbell::relay::test;
using namespace std::chrono_literals;

/// Connections, deadlines and rates: what a stranger may cost.
class TestLimits : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_relay = std::make_unique<RelayUnderTest>(); }
    void cleanup() { m_relay.reset(); }

    void theOldestConnectionWithoutACompleteRequestGivesWay_data()
    {
        QTest::addColumn<bool>("perAddress");
        QTest::newRow("in all") << false;
        QTest::newRow("of one address") << true;
    }
    void theOldestConnectionWithoutACompleteRequestGivesWay()
    {
        QFETCH(bool, perAddress);
        auto &limits = m_relay->config.limits;
        (perAddress ? limits.connectionsPerAddress : limits.connections) = 4;
        QVERIFY(m_relay->start());
        const auto shop = m_relay->addShop();
        // A link has its request and never gives way, though it is the oldest.
        LinkClient link(m_relay->port, shop.token);
        link.hello();
        std::vector<std::unique_ptr<RawClient>> slow;
        for (int i = 0; i < 3; ++i) {
            slow.push_back(std::make_unique<RawClient>(m_relay->port));
            // Answered once, so that the relay is sure to have seen them in this order.
            slow.back()->send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
            QCOMPARE(slow.back()->read().status, 404);
            slow.back()->send("POST / HT");
        }
        QCOMPARE(m_relay->postStatus(shop, "still served"), 204);
        QVERIFY(slow[0]->isEnded());
        QVERIFY(slow[1]->isOpen());
        QVERIFY(slow[2]->isOpen());
        QCOMPARE(link.events(1).size(), 1);
    }

    void closesTheNewcomerWhenNobodyCanGiveWay()
    {
        m_relay->config.limits.connections = 1;
        QVERIFY(m_relay->start());
        const auto shop = m_relay->addShop();
        LinkClient link(m_relay->port, shop.token);
        QCOMPARE(link.hello()["t"_L1].toString(), u"welcome"_s);
        RawClient newcomer(m_relay->port);
        QVERIFY(newcomer.isEnded());
        QVERIFY(!link.isClosed());
    }

    void proxiesAreNotCountedByAddress()
    {
        m_relay->config.limits.connectionsPerAddress = 1;
        m_relay->config.proxies = *counterbell::relay::TrustedProxies::parse({"127.0.0.1"});
        QVERIFY(m_relay->start());
        const auto shop = m_relay->addShop();
        RawClient one(m_relay->port);
        one.send("POST / HT");
        RawClient two(m_relay->port);
        two.send(post(shop.webhook(), "x", "X-Forwarded-For: 203.0.113.9\r\n"));
        QCOMPARE(two.read().status, 204);
        QVERIFY(one.isOpen());
        LinkClient link(m_relay->port, shop.token);
        link.hello();
        QCOMPARE(link.events(1)[0].header["peer"_L1].toString(), u"203.0.113.9"_s);
    }

    void aForwardedAddressOfAStrangerIsNotBelieved()
    {
        QVERIFY(m_relay->start());
        const auto shop = m_relay->addShop();
        RawClient client(m_relay->port);
        client.send(post(shop.webhook(), "x", "X-Forwarded-For: 203.0.113.9\r\n"));
        QCOMPARE(client.read().status, 204);
        LinkClient link(m_relay->port, shop.token);
        link.hello();
        QCOMPARE(link.events(1)[0].header["peer"_L1].toString(), u"127.0.0.1"_s);
    }

    void deadlinesEndWhatTakesTooLong_data()
    {
        QTest::addColumn<QByteArray>("sent");
        QTest::addColumn<int>("status");
        QTest::newRow("half a header") << QByteArray("POST /t/T HTTP/1.1\r\nHo") << 408;
        QTest::newRow("half a body") << QByteArray("POST /t/T/x HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nhe")
                                     << 408;
        QTest::newRow("nothing at all") << QByteArray() << 0;
        QTest::newRow("nothing after a request") << QByteArray("GET / HTTP/1.1\r\nHost: h\r\n\r\n") << 404;
    }
    void deadlinesEndWhatTakesTooLong()
    {
        QFETCH(QByteArray, sent);
        QFETCH(int, status);
        auto &limits = m_relay->config.limits;
        limits.header = limits.body = limits.idle = 600ms;
        QVERIFY(m_relay->start());
        sent.replace("/T", "/" + m_relay->addShop().tenant);
        RawClient client(m_relay->port);
        QElapsedTimer since;
        since.start();
        client.send(sent);
        QCOMPARE(client.read(false, 3000).status, status);
        QVERIFY(client.isEnded(3000));
        QVERIFY2(since.elapsed() >= 500, "not before its time");
    }

    void drippingBytesDoesNotMoveTheDeadline()
    {
        m_relay->config.limits.header = 800ms;
        QVERIFY(m_relay->start());
        RawClient client(m_relay->port);
        QElapsedTimer since;
        since.start();
        client.send("POST / HTTP/1.1\r\nX: ");
        while (client.isOpen() && client.heard().isEmpty() && since.elapsed() < 5000) {
            client.send("y");
            client.isEnded(50);
            client.drop();
        }
        QVERIFY(client.heard().startsWith("HTTP/1.1 408"));
        QVERIFY(since.elapsed() < 4000);
    }

    void aTenantsRateIsItsOwn()
    {
        m_relay->config.limits.requestsPerSecond = 5;
        QVERIFY(m_relay->start());
        const auto loud = m_relay->addShop("Loud");
        const auto calm = m_relay->addShop("Calm");
        RawClient client(m_relay->port);
        QList<int> statuses;
        for (int i = 0; i < 12; ++i)
            client.send(post(loud.webhook(), "x"));
        QByteArray retryAfter;
        for (int i = 0; i < 12; ++i) {
            const auto reply = client.read();
            statuses << reply.status;
            if (reply.status == 429)
                retryAfter = RawClient::header(reply, "Retry-After");
        }
        QCOMPARE(statuses.mid(0, 5), QList<int>(5, 204));
        QVERIFY(statuses.count(429) >= 5);
        QCOMPARE(statuses.count(429) + statuses.count(204), 12);
        QCOMPARE(retryAfter, "1");
        QCOMPARE(m_relay->postStatus(calm, "x"), 204);
        bool again = false;
        QTRY_VERIFY_WITH_TIMEOUT(again = again || m_relay->postStatus(loud, "later") == 204, 3000);
    }

    void says503ForWhatCantBeKeptAndGoesOn()
    {
        m_relay->config.spoolLimits.bytesPerTenant = 2000;
        QVERIFY(m_relay->start());
        const auto shop = m_relay->addShop();
        RawClient client(m_relay->port);
        client.send(post(shop.webhook(), QByteArray(3000, 'x')));
        const auto reply = client.read();
        QCOMPARE(reply.status, 503);
        QCOMPARE(RawClient::header(reply, "Retry-After"), "1");
        QVERIFY(reply.body.isEmpty());
        client.send(post(shop.webhook(), "fits"));
        QCOMPARE(client.read().status, 204);
        LinkClient core(m_relay->port, shop.token);
        core.hello();
        const auto events = core.events(1);
        QCOMPARE(events[0].seq, 1);
        QCOMPARE(events[0].body, "fits");
    }

    void tellsTheCoreWhatTheQuotaPushedOut()
    {
        m_relay->config.spoolLimits.bytesPerTenant = 3000;
        QVERIFY(m_relay->start());
        const auto shop = m_relay->addShop();
        for (int i = 0; i < 5; ++i)
            QCOMPARE(m_relay->postStatus(shop, QByteArray(1000, char('a' + i))), 204);
        LinkClient core(m_relay->port, shop.token);
        core.hello();
        const auto gap = core.next().control;
        QCOMPARE(gap["t"_L1].toString(), u"gap"_s);
        QCOMPARE(gap["reason"_L1].toString(), u"quota"_s);
        QCOMPARE(gap["from"_L1].toInteger(), 1);
        const auto to = gap["to"_L1].toInteger();
        const auto events = core.events(int(5 - to));
        QCOMPARE(events.size(), 5 - to);
        QCOMPARE(events[0].seq, to + 1);
        QCOMPARE(events.last().body[0], 'e');
        // The core acknowledges past the gap as it does past events.
        core.ack(5);
        QVERIFY(core.isSilent());
    }

private:
    std::unique_ptr<RelayUnderTest> m_relay;
};

QTEST_GUILESS_MAIN(TestLimits)
#include "tst_limits.moc"
