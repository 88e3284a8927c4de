// SPDX-License-Identifier: Apache-2.0
#include "tests/app/relay/link_client.h"
#include "tests/app/relay/relay_under_test.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace counterbell::relay::test;
using namespace std::chrono_literals;

/// The link's dialogue, both ends scripted (CONTRACT 4).
class TestLink : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_relay = std::make_unique<RelayUnderTest>();
        m_relay->timings.hello = 600ms;
        QVERIFY(m_relay->start());
        m_shop = m_relay->addShop();
        QCOMPARE(m_shop.token.size(), 64);
    }
    void cleanup() { m_relay.reset(); }

    void welcomesWithSpoolTenantAndBounds()
    {
        QCOMPARE(m_relay->postStatus(m_shop, "one"), 204);
        LinkClient core(m_relay->port, m_shop.token);
        QCOMPARE(core.socket().subprotocol(), u"counterbell.link.1"_s);
        const auto welcome = core.hello();
        QCOMPARE(welcome["t"_L1].toString(), u"welcome"_s);
        QCOMPARE(welcome["tenant"_L1].toString().toLatin1(), m_shop.tenant);
        QCOMPARE(welcome["oldest"_L1].toInteger(), 1);
        QCOMPARE(welcome["head"_L1].toInteger(), 1);
        QCOMPARE(welcome["publicUrl"_L1].toString(), u"https://hooks.example/base"_s);
        QCOMPARE(welcome["spool"_L1].toString().size(), 36);
        QVERIFY(QDateTime::fromString(welcome["now"_L1].toString(), Qt::ISODateWithMs).isValid());
        QVERIFY(welcome["quota"_L1]["used"_L1].toInteger() > 0);
        QCOMPARE(welcome["quota"_L1]["max"_L1].toInteger(), 512 * 1024 * 1024);
    }

    void pushesWhatWasKeptBeforeAndWhatComesLater()
    {
        QCOMPARE(m_relay->postStatus(m_shop, "before"), 204);
        LinkClient core(m_relay->port, m_shop.token);
        core.hello();
        auto events = core.events(1);
        QCOMPARE(events.size(), 1);
        QCOMPARE(events[0].body, "before");
        core.ack(1);
        QCOMPARE(m_relay->postStatus(m_shop, "later"), 204);
        events = core.events(1);
        QCOMPARE(events.size(), 1);
        QCOMPARE(events[0].seq, 2);
        QCOMPARE(events[0].body, "later");
        QVERIFY(core.isSilent());
    }

    void handsOverUrlHeadersAndBodyByteForByte()
    {
        LinkClient core(m_relay->port, m_shop.token);
        core.hello();
        const QByteArray target = m_shop.webhook("twilio/status") + "?attempt=%7e%2F&x=a+b&&y";
        const QByteArray body("a=%00\0\r\n\xff\xc3\xa9 =&", 14);
        RawClient client(m_relay->port);
        client.send(
            post(target, body,
                 "X-Twilio-Signature: 0/KCTR6DLpKmkAf8muzZqo1nDgQ=\r\ncontent-TYPE: text/x; charset=utf-8\r\n"
                 "X-Latin: caf\xe9\r\nX-Quote: a\"b\\c\r\nConnection: keep-alive\r\nHost-Like: evil.example\r\n"));
        QCOMPARE(client.read().status, 204);
        const auto events = core.events(1);
        QCOMPARE(events.size(), 1);
        const auto &header = events[0].header;
        QCOMPARE(header["url"_L1].toString().toLatin1(), "https://hooks.example/base" + target);
        QCOMPARE(header["method"_L1].toString(), u"POST"_s);
        QCOMPARE(header["peer"_L1].toString(), u"127.0.0.1"_s);
        QCOMPARE(events[0].body, body);
        const QJsonArray expected{QJsonArray{"Host"_L1, "relay"_L1},
                                  QJsonArray{"X-Twilio-Signature"_L1, "0/KCTR6DLpKmkAf8muzZqo1nDgQ="_L1},
                                  QJsonArray{"content-TYPE"_L1, "text/x; charset=utf-8"_L1},
                                  QJsonArray{"X-Latin"_L1, u"café"_s},
                                  QJsonArray{"X-Quote"_L1, "a\"b\\c"_L1},
                                  QJsonArray{"Host-Like"_L1, "evil.example"_L1}};
        QCOMPARE(header["headers"_L1].toArray(), expected);
        QVERIFY(header["age"_L1].toInteger(-1) >= 0);
        QVERIFY(header["age"_L1].toInteger() < 5000);
        QVERIFY(QDateTime::fromString(header["at"_L1].toString(), Qt::ISODateWithMs).isValid());
    }

    void stopsAtAFullWindowAndGoesOnAfterAnAck()
    {
        LinkClient core(m_relay->port, m_shop.token);
        core.hello(",\"window\":{\"events\":2,\"bytes\":1000000}");
        for (int i = 1; i <= 5; ++i)
            QCOMPARE(m_relay->postStatus(m_shop, QByteArray::number(i)), 204);
        QCOMPARE(core.events(2).size(), 2);
        QVERIFY(core.isSilent());
        core.ack(1);
        auto more = core.events(1);
        QCOMPARE(more.size(), 1);
        QCOMPARE(more[0].seq, 3);
        QVERIFY(core.isSilent());
        core.ack(3);
        more = core.events(2);
        QCOMPARE(more.size(), 2);
        QCOMPARE(more[1].seq, 5);
    }

    void oneEventAlwaysFitsTheWindow()
    {
        LinkClient core(m_relay->port, m_shop.token);
        core.hello(",\"window\":{\"events\":10,\"bytes\":1}");
        QCOMPARE(m_relay->postStatus(m_shop, QByteArray(700'000, 'x')), 204);
        QCOMPARE(m_relay->postStatus(m_shop, "y"), 204);
        QCOMPARE(core.events(1)[0].body.size(), 700'000);
        QVERIFY(core.isSilent());
        core.ack(1);
        QCOMPARE(core.events(1)[0].body, "y");
    }

    void framesEndAt64EventsOr256KiB()
    {
        RawClient client(m_relay->port);
        for (int i = 0; i < 100; ++i) {
            client.send(post(m_shop.webhook(), "small"));
            QCOMPARE(client.read().status, 204);
        }
        for (int i = 0; i < 4; ++i) {
            client.send(post(m_shop.webhook(), QByteArray(100'000, 'x')));
            QCOMPARE(client.read().status, 204);
        }
        LinkClient core(m_relay->port, m_shop.token);
        core.hello();
        qint64 last = 0;
        while (last < 104) {
            const auto frame = core.next();
            QVERIFY(!frame.events.isEmpty());
            QVERIFY(frame.events.size() <= 64);
            QVERIFY(frame.size <= 256 * 1024);
            for (const auto &event : frame.events)
                QCOMPARE(event.seq, ++last);
        }
    }

    void resumesAfterACutBehindTheCursor()
    {
        QByteArray spool;
        {
            LinkClient core(m_relay->port, m_shop.token);
            spool = core.hello()["spool"_L1].toString().toLatin1();
            for (const auto *body : {"1", "2", "3"})
                QCOMPARE(m_relay->postStatus(m_shop, body), 204);
            QCOMPARE(core.events(3).size(), 3);
            core.ack(2);
            core.cut();
        }
        QCOMPARE(m_relay->postStatus(m_shop, "4"), 204);
        LinkClient core(m_relay->port, m_shop.token);
        core.hello(",\"cursors\":{\"another-spool\":77,\"" + spool + "\":2}");
        const auto events = core.events(2);
        QCOMPARE(events.size(), 2);
        QCOMPARE(events[0].body, "3");
        QCOMPARE(events[1].body, "4");
        QVERIFY(core.isSilent());
    }

    void keepsEventsAndIdentityAcrossARestart()
    {
        QCOMPARE(m_relay->postStatus(m_shop, "1"), 204);
        QString spool;
        {
            LinkClient core(m_relay->port, m_shop.token);
            spool = core.hello()["spool"_L1].toString();
            core.ack(core.events(1)[0].seq);
            m_relay->stop();
            QCOMPARE(core.closeCode(), 1001);
        }
        QVERIFY(m_relay->start());
        QCOMPARE(m_relay->postStatus(m_shop, "2"), 204);
        LinkClient core(m_relay->port, m_shop.token);
        const auto welcome = core.hello(",\"cursors\":{\"" + spool.toLatin1() + "\":1}");
        QCOMPARE(welcome["spool"_L1].toString(), spool);
        QCOMPARE(welcome["head"_L1].toInteger(), 2);
        const auto events = core.events(1);
        QCOMPARE(events[0].seq, 2);
        QCOMPARE(events[0].body, "2");
    }

    void refusesWithItsCloseCode_data()
    {
        QTest::addColumn<QByteArray>("said");
        QTest::addColumn<int>("code");
        QTest::newRow("no JSON") << QByteArray("hello?") << 4400;
        QTest::newRow("no type") << QByteArray("{}") << 4400;
        QTest::newRow("an ack before hello") << QByteArray(R"({"t":"ack","seq":1})") << 4400;
        QTest::newRow("something unknown before hello") << QByteArray(R"({"t":"later"})") << 4400;
        QTest::newRow("hello without a store") << QByteArray(R"({"t":"hello","term":1})") << 4400;
        QTest::newRow("a negative term") << QByteArray(R"({"t":"hello","store":"s","term":-1})") << 4400;
        QTest::newRow("a cursor that is no number")
            << QByteArray(R"({"t":"hello","store":"s","term":1,"cursors":{"a":"1"}})") << 4400;
        QTest::newRow("a window that is no object")
            << QByteArray(R"({"t":"hello","store":"s","term":1,"window":5})") << 4400;
        QTest::newRow("longer than 64 KiB") << QByteArray(70'000, ' ') << 4413;
    }
    void refusesWithItsCloseCode()
    {
        QFETCH(QByteArray, said);
        QFETCH(int, code);
        LinkClient core(m_relay->port, m_shop.token);
        core.say(said);
        QCOMPARE(core.closeCode(), code);
    }

    void refusesAWrongTokenWith4401()
    {
        LinkClient wrong(m_relay->port, m_shop.token.left(63) + "x");
        QCOMPARE(wrong.closeCode(), 4401);
        LinkClient none(m_relay->port, "");
        QCOMPARE(none.closeCode(), 4401);
    }

    void refusesAnotherVersionWith4426()
    {
        LinkClient core(m_relay->port, m_shop.token, u"counterbell.link.2"_s);
        QCOMPARE(core.closeCode(), 4426);
    }

    void refusesACursorBeyondTheHeadWith4410()
    {
        QByteArray spool;
        {
            LinkClient core(m_relay->port, m_shop.token);
            spool = core.hello()["spool"_L1].toString().toLatin1();
        }
        LinkClient core(m_relay->port, m_shop.token);
        core.hello(",\"cursors\":{\"" + spool + "\":1}");
        QCOMPARE(core.closeCode(), 4410);
        // There was no welcome to say which of the core's spools this is.
        QCOMPARE(core.socket().closeReason(), QString::fromLatin1(spool));
    }

    void closesALinkThatSaysNoHelloInTime()
    {
        LinkClient core(m_relay->port, m_shop.token);
        QCOMPARE(core.closeCode(3000), 4400);
    }

    void refusesASecondHelloAndABinaryFrame()
    {
        LinkClient twice(m_relay->port, m_shop.token);
        twice.hello();
        twice.hello();
        QCOMPARE(twice.closeCode(), 4400);
        LinkClient binary(m_relay->port, m_shop.token);
        binary.hello();
        binary.sayBinary("x");
        QCOMPARE(binary.closeCode(), 4400);
    }

    void refusesAnAckOfWhatWasNeverSent()
    {
        LinkClient core(m_relay->port, m_shop.token);
        core.hello();
        core.ack(1);
        QCOMPARE(core.closeCode(), 4400);
    }

    void passesOverUnknownMessagesAndFields()
    {
        LinkClient core(m_relay->port, m_shop.token);
        core.hello(",\"future\":{\"deep\":[1,2.5,null]}");
        core.say(R"({"t":"laterInvention","x":1})");
        QVERIFY(core.isSilent());
        QVERIFY(!core.isClosed());
    }

    void displacesTheOlderLinkOfTheSameStoreByTerm_data()
    {
        QTest::addColumn<int>("term");
        QTest::addColumn<bool>("displaces");
        QTest::newRow("a lower term") << 4 << false;
        QTest::newRow("the same term") << 5 << true;
        QTest::newRow("a higher term") << 6 << true;
    }
    void displacesTheOlderLinkOfTheSameStoreByTerm()
    {
        QFETCH(int, term);
        QFETCH(bool, displaces);
        LinkClient older(m_relay->port, m_shop.token);
        older.hello({}, "store-1", 5);
        LinkClient newer(m_relay->port, m_shop.token);
        newer.hello({}, "store-1", term);
        auto &loser = displaces ? older : newer;
        auto &winner = displaces ? newer : older;
        QCOMPARE(loser.closeCode(), 4409);
        QCOMPARE(m_relay->postStatus(m_shop, "for the winner"), 204);
        QCOMPARE(winner.events(1).size(), 1);
    }

    void serves2StoresOfOneTenant()
    {
        LinkClient one(m_relay->port, m_shop.token);
        one.hello({}, "store-1");
        LinkClient two(m_relay->port, m_shop.token);
        two.hello({}, "store-2");
        QCOMPARE(m_relay->postStatus(m_shop, "both"), 204);
        QCOMPARE(one.events(1).size(), 1);
        QCOMPARE(two.events(1).size(), 1);
    }

    void keepsTenantsApart()
    {
        const auto other = m_relay->addShop("Other shop");
        LinkClient core(m_relay->port, m_shop.token);
        core.hello();
        QCOMPARE(m_relay->postStatus(other, "not for you"), 204);
        QVERIFY(core.isSilent());
        QCOMPARE(m_relay->postStatus(m_shop, "for you"), 204);
        const auto events = core.events(1);
        QCOMPARE(events[0].seq, 1);
        QCOMPARE(events[0].body, "for you");
    }

    void closesTheLinkOfATenantThatIsTurnedOff()
    {
        LinkClient core(m_relay->port, m_shop.token);
        core.hello();
        QVERIFY(m_relay->tenants()->revoke(m_shop.tenant.toStdString()).has_value());
        QCOMPARE(core.closeCode(), 4403);
        QCOMPARE(m_relay->postStatus(m_shop, "x"), 404);
        LinkClient again(m_relay->port, m_shop.token);
        QCOMPARE(again.closeCode(), 4403);
    }

    void catchesUpWithALongBacklogWhileMoreArrives()
    {
        RawClient client(m_relay->port);
        for (int i = 1; i <= 700; ++i) {
            client.send(post(m_shop.webhook(), QByteArray::number(i)));
            QCOMPARE(client.read().status, 204);
        }
        LinkClient core(m_relay->port, m_shop.token);
        core.hello(",\"window\":{\"events\":100,\"bytes\":1000000}");
        qint64 expected = 0;
        int sent = 700;
        while (expected < 800) {
            if (sent < 800) {
                client.send(post(m_shop.webhook(), QByteArray::number(++sent)));
                QCOMPARE(client.read().status, 204);
            }
            const auto frame = core.next();
            QVERIFY(!frame.events.isEmpty());
            for (const auto &event : frame.events) {
                QCOMPARE(event.seq, ++expected);
                QCOMPARE(event.body, QByteArray::number(expected));
            }
            core.ack(expected);
        }
        QVERIFY(core.isSilent());
    }

private:
    std::unique_ptr<RelayUnderTest> m_relay;
    RelayUnderTest::Shop m_shop;
};

QTEST_GUILESS_MAIN(TestLink)
#include "tst_link.moc"
