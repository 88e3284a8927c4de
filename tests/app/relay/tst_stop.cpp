// SPDX-License-Identifier: Apache-2.0
#include "tests/app/relay/link_client.h"
#include "tests/app/relay/relay_process.h"

#include <QElapsedTimer>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace counterbell::relay::test;

/// SIGTERM: what has begun is finished, nothing new is taken, and the relay is gone within seconds.
class TestStop : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_relay = std::make_unique<RelayProcess>();
        QVERIFY(m_relay->start());
        QVERIFY(m_relay->pair());
    }
    void cleanup() { m_relay.reset(); }

    void aRequestThatHasBegunIsKeptAndAnswered()
    {
        LinkClient core(m_relay->port, m_relay->token);
        QCOMPARE(core.hello()["t"_L1].toString(), u"welcome"_s);
        RawClient idle(m_relay->port);
        idle.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n");
        QCOMPARE(idle.read().status, 404);
        const auto request = post(m_relay->webhook(), "Body=begun");
        RawClient begun(m_relay->port);
        begun.send(request.chopped(4));
        RawClient header(m_relay->port);
        header.send(request.left(30));
        QTRY_COMPARE(m_relay->metric("connections"), 4);
        QCOMPARE(m_relay->ops("/readyz").status, 200);

        m_relay->signal(SIGTERM);
        QTRY_COMPARE(m_relay->ops("/readyz").status, 503);
        QVERIFY(m_relay->ops("/readyz").body.contains("draining"));
        QCOMPARE(m_relay->ops("/healthz").status, 200);
        QCOMPARE(core.closeCode(), 1001);
        QVERIFY(idle.isEnded());
        QCOMPARE(m_relay->postStatus("Body=late"), 0);
        begun.send(request.right(4));
        const auto reply = begun.read();
        QCOMPARE(reply.status, 204);
        QCOMPARE(RawClient::header(reply, "Connection"), "close");
        header.send(request.mid(30));
        QCOMPARE(header.read().status, 204);
        QCOMPARE(m_relay->exitCode(), 0);

        QVERIFY(m_relay->start());
        LinkClient again(m_relay->port, m_relay->token);
        QCOMPARE(again.hello()["head"_L1].toInteger(), 2);
        for (const auto &event : again.events(2))
            QCOMPARE(event.body, "Body=begun");
    }

    void whoeverConnectedBeforeIsStillServed()
    {
        // It can't run, so connections wait in the system's queue, as those do that come just before the stop.
        m_relay->signal(SIGSTOP);
        std::vector<std::unique_ptr<RawClient>> justBefore;
        for (int i = 0; i < 30; ++i) {
            justBefore.push_back(std::make_unique<RawClient>(m_relay->port));
            justBefore.back()->send(post(m_relay->webhook(), "x"));
        }
        m_relay->signal(SIGTERM);
        m_relay->signal(SIGCONT);
        for (const auto &client : justBefore)
            QCOMPARE(client->read().status, 204);
        QCOMPARE(m_relay->exitCode(), 0);
    }

    void whoNeverFinishesDoesNotKeepItFromStopping()
    {
        RawClient silent(m_relay->port);
        RawClient stalled(m_relay->port);
        stalled.send(post(m_relay->webhook(), "x").chopped(1));
        QTRY_COMPARE(m_relay->metric("connections"), 2);
        QElapsedTimer since;
        since.start();
        m_relay->signal(SIGTERM);
        QCOMPARE(stalled.read().status, 408);
        QCOMPARE(m_relay->exitCode(), 0);
        QVERIFY2(since.elapsed() < 6500, qPrintable(QString::number(since.elapsed())));
    }

    void aHangupWithoutTlsChangesNothing()
    {
        m_relay->signal(SIGHUP);
        QCOMPARE(m_relay->postStatus("x"), 204);
        m_relay->signal(SIGINT);
        QCOMPARE(m_relay->exitCode(), 0);
    }

private:
    std::unique_ptr<RelayProcess> m_relay;
};

QTEST_GUILESS_MAIN(TestStop)
#include "tst_stop.moc"
