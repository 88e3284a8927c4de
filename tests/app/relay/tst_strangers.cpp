// SPDX-License-Identifier: Apache-2.0
#include "tests/app/relay/crowd.h"
#include "tests/app/relay/link_client.h"
#include "tests/app/relay/relay_process.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace counterbell::relay::test;

namespace
{

constexpr qsizetype kFile = 16 * 1024 * 1024;

QByteArray upgrade(const QByteArray &token)
{
    return "GET /link/1 HTTP/1.1\r\nHost: h\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
           "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
           "Sec-WebSocket-Protocol: counterbell.link.1\r\nAuthorization: Bearer " +
           token + "\r\n\r\n";
}

/// A text frame as a client sends it, masked with zeros.
QByteArray textFrame(const QByteArray &text)
{
    QByteArray frame("\x81", 1);
    frame += char(0x80 | text.size());
    return frame + QByteArray(4, '\0') + text;
}

} // namespace

/// What somebody can do who has found the relay on the internet, or has got hold of one shop's token: nothing that
/// keeps another shop's webhooks out, or costs memory without end.
class TestStrangers : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_relay = std::make_unique<RelayProcess>();
        m_relay->extra = "[limits]\nconnections = 24\n";
        QVERIFY(m_relay->start());
        QVERIFY(m_relay->pair());
    }
    void cleanup()
    {
        if (QTest::currentTestFailed())
            qWarning("%s", m_relay->log().right(1500).constData());
        m_relay.reset();
    }

    void upgradesWithoutATokenTurnNobodyAway()
    {
        Crowd crowd(m_relay->port);
        QCOMPARE(crowd.come(24), 24);
        crowd.say(upgrade("wrong"));
        QTRY_COMPARE(m_relay->metric("connections"), 24);
        QCOMPARE(m_relay->postStatus("genuine"), 204);
    }

    void upgradesWithATokenThatNeverSayHelloTurnNobodyAway()
    {
        Crowd crowd(m_relay->port);
        QCOMPARE(crowd.come(24), 24);
        crowd.say(upgrade(m_relay->token));
        QTRY_COMPARE(m_relay->metric("connections"), 24);
        QCOMPARE(m_relay->postStatus("genuine"), 204);
    }

    void aLinkThatIsUpNeverGivesWay()
    {
        LinkClient core(m_relay->port, m_relay->token);
        QCOMPARE(core.hello()["t"_L1], u"welcome"_s);
        Crowd crowd(m_relay->port);
        for (int wave = 0; wave < 3; ++wave)
            QCOMPARE(crowd.come(24), 24);
        QCOMPARE(m_relay->postStatus("genuine"), 204);
        QCOMPARE(core.events(1).size(), 1);
    }

    void whoeverHasNoTokenIsNoLinkWhateverHeSays()
    {
        for (int i = 0; i < 20; ++i) {
            RawClient stranger(m_relay->port);
            stranger.send(upgrade("wrong") + (i % 2 == 0 ? QByteArray() : textFrame("{}")));
            QCOMPARE(stranger.read().status, i % 2 == 0 ? 101 : 400);
            stranger.send(textFrame("{\"t\":\"hello\",\"store\":\"s\",\"term\":1}"));
            QVERIFY(stranger.isEnded() || !stranger.heard().contains("welcome"));
        }
        QCOMPARE(m_relay->metric("links_opened_total"), 0);
        QVERIFY(!m_relay->log().contains("link.opened"));
    }

    void aStolenTokenOpensAHandfulOfLinks()
    {
        std::vector<std::unique_ptr<LinkClient>> links;
        for (int i = 0; i < 16; ++i) {
            links.push_back(std::make_unique<LinkClient>(m_relay->port, m_relay->token));
            QCOMPARE(links.back()->hello({}, "store-" + QByteArray::number(i))["t"_L1], u"welcome"_s);
        }
        LinkClient more(m_relay->port, m_relay->token);
        QCOMPARE(more.hello({}, "one more"), QJsonObject());
        QCOMPARE(more.closeCode(), 4409);
        // The shop's own core comes back to its place.
        LinkClient again(m_relay->port, m_relay->token);
        QCOMPARE(again.hello({}, "store-3", 2)["t"_L1], u"welcome"_s);
        QCOMPARE(links[3]->closeCode(), 4409);
        QCOMPARE(m_relay->metric("links"), 16);
    }

    void guessesAtCodesKeepNobodyFromPairing()
    {
        const auto code = m_relay->tenant({u"add"_s, u"Another shop"_s});
        for (int i = 0; i < 100; ++i)
            QCOMPARE(redeem(QByteArray(32, 'a') + ".guess" + QByteArray::number(i)), 404);
        // Somebody who knows a tenant, as Twilio does, is slowed.
        RawClient client(m_relay->port);
        for (int i = 0; i < 60; ++i)
            client.send(post("/pair", "{\"code\":\"" + m_relay->tenantId + ".guess" + QByteArray::number(i) + "\"}"));
        int slowed = 0;
        for (int i = 0; i < 60; ++i)
            slowed += client.read().status == 429;
        QVERIFY(slowed > 0);
        QCOMPARE(m_relay->metric("refused_total{limit=\"pairing\"}"), slowed);
        int paired = 429;
        const auto tried = [&] { return paired == 429 ? paired = redeem(code.mid(code.indexOf('#') + 1)) : paired; };
        QTRY_COMPARE(tried(), 200);
    }

    void downloadsThatNobodyTakesTurnNobodyAway()
    {
        const auto path = host("film");
        const auto before = m_relay->memory();
        Crowd crowd(m_relay->port);
        QCOMPARE(crowd.come(24), 24);
        crowd.say("GET " + path + " HTTP/1.1\r\nHost: h\r\n\r\n");
        QTRY_COMPARE(m_relay->metric("connections"), 24);
        QTRY_COMPARE(m_relay->metric("answers_total{status=\"200\"}"), 25);
        QCOMPARE(m_relay->postStatus("genuine"), 204);
#ifndef __SANITIZE_ADDRESS__
        // All of them read one copy.
        QVERIFY2(m_relay->memory() - before < 96 * 1024, qPrintable(QString::number(m_relay->memory() - before)));
#else
        Q_UNUSED(before);
#endif
    }

    void aStolenTokensFilesFillNoMemory()
    {
        m_relay->extra = "[limits]\nmedia_store_bytes = 200000000\n";
        QVERIFY(m_relay->start());
        std::vector<std::unique_ptr<Crowd>> readers;
        int served = 0;
        for (int i = 0; i < 8; ++i) {
            const auto path = host(QByteArray::number(i));
            readers.push_back(std::make_unique<Crowd>(m_relay->port));
            QCOMPARE(readers.back()->come(1), 1);
            readers.back()->say("GET " + path + " HTTP/1.1\r\nHost: h\r\n\r\n");
            QTRY_COMPARE(m_relay->metric("answers_total{status=\"200\"}") +
                             std::max<qint64>(0, m_relay->metric("answers_total{status=\"503\"}")),
                         i + 1);
            served = int(m_relay->metric("answers_total{status=\"200\"}"));
        }
        QCOMPARE(served, 4);
        // Those who have read theirs make room.
        readers.clear();
        const auto path = host("later");
        const auto status = [&] {
            RawClient client(m_relay->port);
            client.send("GET " + path + " HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
            return client.read().status;
        };
        QTRY_COMPARE(status(), 200);
    }

    void aLogLineStaysALine()
    {
        LinkClient core(m_relay->port, m_relay->token);
        // And what is no control stays readable: an accent, an emoji.
        core.hello(",\"software\":\"\\u00e9 \\ud83d\\udc8d "
                   "x\\n{\\\"level\\\":\\\"error\\\"}\\u001b[31m\\u0085\\u2028\\u0000\"",
                   "a\\nb");
        QTRY_VERIFY(m_relay->log().contains("link.opened"));
        const auto log = m_relay->log().trimmed();
        for (const auto &line : log.split('\n'))
            QVERIFY2(QJsonDocument::fromJson(line).isObject(), line.constData());
        for (const char c : log)
            QVERIFY(c == '\n' || quint8(c) >= 0x20);
        // Nor does a terminal take what a stranger said for its own.
        for (const auto *control : {"\xc2\x85", "\xc2\x9b", "\xe2\x80\xa8"})
            QVERIFY(!log.contains(control));
        const auto last = QJsonDocument::fromJson(log.mid(log.lastIndexOf('\n') + 1)).object();
        QVERIFY(last["software"_L1].toString().startsWith(u"\u00e9 \U0001f48d x\n"_s));
    }

private:
    int redeem(const QByteArray &code) const
    {
        RawClient client(m_relay->port);
        client.send(post("/pair", "{\"code\":\"" + code + "\"}"));
        return client.read().status;
    }
    /// A file as large as it may be; its path.
    QByteArray host(const QByteArray &id) const
    {
        RawClient client(m_relay->port);
        client.send("PUT /media/" + m_relay->tenantId + "/" + id +
                    " HTTP/1.1\r\nHost: h\r\nContent-Type: video/mp4\r\nAuthorization: Bearer " + m_relay->token +
                    "\r\nContent-Length: " + QByteArray::number(kFile) + "\r\n\r\n" + QByteArray(kFile, 'v'));
        const auto url = QJsonDocument::fromJson(client.read().body).object()["url"_L1].toString().toLatin1();
        return url.mid(m_relay->publicUrl.size());
    }

    std::unique_ptr<RelayProcess> m_relay;
};

QTEST_GUILESS_MAIN(TestStrangers)
#include "tst_strangers.moc"
