// SPDX-License-Identifier: Apache-2.0
#include "tests/app/relay/link_client.h"
#include "tests/app/relay/relay_under_test.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace counterbell::relay::test;
using namespace std::chrono_literals;

/// The link's time-outs, with short clocks.
class TestLinkClocks : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_relay = std::make_unique<RelayUnderTest>(); }
    void cleanup() { m_relay.reset(); }

    void closesALinkThatAcknowledgesNothingWithAFullWindow()
    {
        m_relay->timings.stalled = 500ms;
        QVERIFY(m_relay->start());
        const auto shop = m_relay->addShop();
        LinkClient core(m_relay->port, shop.token);
        core.hello(",\"window\":{\"events\":1,\"bytes\":1000}");
        QCOMPARE(m_relay->postStatus(shop, "1"), 204);
        QCOMPARE(m_relay->postStatus(shop, "2"), 204);
        QCOMPARE(core.events(1).size(), 1);
        QCOMPARE(core.closeCode(), 4408);
    }

    void leavesALinkAloneWhoseWindowHasRoom()
    {
        m_relay->timings.stalled = 300ms;
        m_relay->timings.status = 1200ms;
        QVERIFY(m_relay->start());
        const auto shop = m_relay->addShop();
        LinkClient core(m_relay->port, shop.token);
        core.hello();
        QCOMPARE(m_relay->postStatus(shop, "unacknowledged"), 204);
        QCOMPARE(core.events(1).size(), 1);
        // The status frame comes long after the stall would have been noticed.
        QCOMPARE(core.next().control["t"_L1].toString(), u"status"_s);
        QVERIFY(!core.isClosed());
    }

    void tellsQuotaAndRefusalsInItsStatus()
    {
        m_relay->timings.status = 700ms;
        m_relay->config.limits.bodyBytes = 100;
        QVERIFY(m_relay->start());
        const auto shop = m_relay->addShop();
        QCOMPARE(m_relay->postStatus(shop, QByteArray(101, 'x')), 413);
        QCOMPARE(m_relay->postStatus(shop, "kept"), 204);
        LinkClient core(m_relay->port, shop.token);
        core.hello();
        core.ack(core.events(1)[0].seq);
        const auto status = core.next().control;
        QCOMPARE(status["t"_L1].toString(), u"status"_s);
        QVERIFY(status["quota"_L1]["used"_L1].toInteger() > 0);
        QVERIFY(status["quota"_L1]["max"_L1].toInteger() > status["quota"_L1]["used"_L1].toInteger());
        QCOMPARE(status["refused"_L1].toObject(), (QJsonObject{{"body_bytes"_L1, 1}}));
    }

    void pingsAndGivesUpOnAPeerThatMissesTwo()
    {
        m_relay->timings.ping = 300ms;
        QVERIFY(m_relay->start());
        const auto shop = m_relay->addShop();
        // A raw socket that upgrades and says hello, but never answers a ping.
        RawClient mute(m_relay->port);
        mute.send("GET /link/1 HTTP/1.1\r\nHost: r\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                  "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                  "Sec-WebSocket-Protocol: counterbell.link.1\r\nAuthorization: Bearer " +
                  shop.token + "\r\n\r\n");
        QCOMPARE(mute.read(true).status, 101);
        const QByteArray hello = R"({"t":"hello","store":"s","term":1})";
        QByteArray frame("\x81", 1);
        frame += char(0x80 | hello.size());
        frame += QByteArray(4, '\0') + hello;
        QElapsedTimer since;
        since.start();
        mute.send(frame);
        while (!mute.isEnded(100) && since.elapsed() < 6000)
            mute.drop();
        QVERIFY(mute.isEnded(0));
        QVERIFY2(since.elapsed() > 700, "it must miss two pings first");
        QVERIFY(mute.heard().contains("\x89"));
    }

    void keepsALinkThatAnswersItsPings()
    {
        m_relay->timings.ping = 100ms;
        m_relay->timings.status = 1500ms;
        QVERIFY(m_relay->start());
        const auto shop = m_relay->addShop();
        LinkClient core(m_relay->port, shop.token);
        core.hello();
        QCOMPARE(core.next().control["t"_L1].toString(), u"status"_s);
        QVERIFY(!core.isClosed());
    }

private:
    std::unique_ptr<RelayUnderTest> m_relay;
};

QTEST_GUILESS_MAIN(TestLinkClocks)
#include "tst_link_clocks.moc"
