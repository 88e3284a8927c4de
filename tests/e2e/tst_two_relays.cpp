// SPDX-License-Identifier: Apache-2.0
// One core, two relays, each with a spool of its own (DESIGN 1). Either of them dies in the middle of traffic.
#include "tests/app/relay/relay_process.h"
#include "tests/e2e/support/rush.h"
#include "tests/e2e/support/verify.h"
#include "tests/e2e/support/waiting.h"

#include <QElapsedTimer>
#include <QRandomGenerator>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace counterbell::e2e
{

class TestTwoRelays : public QObject
{
    Q_OBJECT
private:
    static constexpr int kSteps = 26;

    /// Both links, by the core's own word, in the order of the relays.
    QList<bool> linksUp()
    {
        QList<bool> up;
        for (const auto relay : m_stage->manager().call("relays.list"_L1)["items"_L1].toArray())
            up << relay["isUp"_L1].toBool();
        return up;
    }
    static std::unique_ptr<relay::test::RelayProcess> anotherRelay()
    {
        auto made = std::make_unique<relay::test::RelayProcess>();
        if (!made->start())
            return nullptr;
        // Its public URL is where it listens, and that is only known now.
        made->publicUrl = "http://127.0.0.1:" + QByteArray::number(made->port);
        return made->start() ? std::move(made) : nullptr;
    }
    bool pairWith(relay::test::RelayProcess &relay)
    {
        const auto code = relay.tenant({u"add"_s, u"Halden & Rowe"_s});
        return m_stage->manager().call("relays.pair"_L1, {{u"code"_s, QString::fromLatin1(code)}}).ok();
    }
    QString tenantOf(qsizetype place)
    {
        return m_stage->manager().call("relays.list"_L1)["items"_L1][place]["tenant"_L1].toString();
    }
    /// A word about the webhooks' health; empty when all is well.
    QString webhooksProblem()
    {
        for (const auto check : m_stage->manager().call("system.health"_L1)["checks"_L1].toArray())
            if (check["name"_L1] == "webhooks"_L1)
                return check["detail"_L1].toString();
        return u"unknown"_s;
    }
    bool killFirst()
    {
        const auto old = m_stage->stack().relayPid();
        return m_stage->stack().killRelay() &&
               waitUntil([&] { return m_stage->stack().relayPid() > 0 && m_stage->stack().relayPid() != old; }, 12s);
    }

    /// Moves the clock until nothing is wrong any more.
    void settle(Rush &rush)
    {
        QStringList wrong{u"not looked"_s};
        for (int i = 0; i < 40 && !wrong.isEmpty(); ++i) {
            QVERIFY(m_stage->sandbox().advanceClock(35s));
            QElapsedTimer since;
            since.start();
            do
                wrong = rush.faults(false);
            while (!wrong.isEmpty() && !since.hasExpired(700));
        }
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
    }

    std::unique_ptr<Stage> m_stage;
    std::unique_ptr<relay::test::RelayProcess> m_second;
    std::unique_ptr<relay::test::RelayProcess> m_third;

private Q_SLOTS:
    void init()
    {
        m_stage = std::make_unique<Stage>();
        QVERIFY(m_stage->open());
        m_second = anotherRelay();
        QVERIFY(m_second);
        const auto code = m_second->tenant({u"add"_s, u"Halden & Rowe"_s});
        VERIFY_REFUSED(m_stage->agent().call("relays.pair"_L1, {{u"code"_s, QString::fromLatin1(code)}}),
                       "notPermitted");
        VERIFY_REFUSED(m_stage->manager().call("relays.pair"_L1, {{u"code"_s, u"no code"_s}}), "invalidArgument");
        VERIFY_OK(m_stage->manager().call("relays.pair"_L1, {{u"code"_s, QString::fromLatin1(code)}}));
        QTRY_COMPARE_WITH_TIMEOUT(linksUp(), (QList<bool>{true, true}), 10000);
    }
    void cleanup()
    {
        m_stage->showLogOfFailure();
        m_second.reset();
        m_third.reset();
        QVERIFY(m_stage->close());
    }

    void eitherIsKilledInTheMiddleOfTraffic_data()
    {
        QTest::addColumn<bool>("first");
        QTest::newRow("the first") << true;
        QTest::newRow("the second") << false;
    }
    void eitherIsKilledInTheMiddleOfTraffic()
    {
        QFETCH(bool, first);
        const auto given = qEnvironmentVariableIntValue("COUNTERBELL_SEED");
        const auto seed = given > 0 ? quint32(given) : QRandomGenerator::global()->bounded(1u, 1'000'000u);
        qInfo("COUNTERBELL_SEED=%u", seed);
        QRandomGenerator random(seed);
        Rush rush(*m_stage);
        QVERIFY(rush.begin());
        const int dies = random.bounded(6, 12);
        const int diesAgain = random.bounded(15, 22);
        for (int i = 0; i < kSteps; ++i) {
            QVERIFY(rush.step());
            if (i != dies && i != diesAgain)
                continue;
            QVERIFY(rush.askTheAi());
            if (first) {
                QVERIFY(killFirst());
            } else {
                m_second->kill();
                QTRY_COMPARE(linksUp(), (QList<bool>{true, false}));
                QVERIFY(rush.step());
                QVERIFY(m_second->start());
            }
        }
        QVERIFY(rush.finish());
        QTRY_COMPARE_WITH_TIMEOUT(linksUp(), (QList<bool>{true, true}), 40000);
        settle(rush);
    }

    void whatTheFirstCannotTakeComesThroughTheSecond()
    {
        auto phone = m_stage->phone(u"+61491573960"_s);
        QStringList written{phone.writes(u"Hello"_s)};
        Desk desk(m_stage->agent());
        QTRY_VERIFY_WITH_TIMEOUT(!desk.conversationWith(phone.number()).isEmpty(), 10000);
        const auto id = desk.conversationWith(phone.number())["id"_L1].toString();
        QCOMPARE(m_second->metric("webhooks_kept_total"), 0);

        // It comes back again and again, and dies each time, for longer than Twilio tries.
        QTimer killer;
        QObject::connect(&killer, &QTimer::timeout, &killer, [this] { (void)m_stage->stack().killRelay(); });
        QVERIFY(m_stage->stack().killRelay());
        killer.start(5ms);
        for (const auto &channel : {u"whatsapp"_s, u"sms"_s, u"whatsapp"_s})
            written << phone.writes(u"Through the other on "_s + channel, channel);
        const auto heard = [&] { return column(where(desk.messages(id), {{u"direction"_s, u"inbound"_s}}), "sid"_L1); };
        QTRY_COMPARE_WITH_TIMEOUT(heard().size(), written.size(), 40000);
        killer.stop();
        QVERIFY(m_second->metric("webhooks_kept_total") >= 3);

        // The first is back, with what it kept and couldn't say so.
        QTRY_COMPARE_WITH_TIMEOUT(linksUp(), (QList<bool>{true, true}), 40000);
        written << phone.writes(u"Back again"_s);
        QTRY_COMPARE_WITH_TIMEOUT(heard().size(), written.size(), 10000);
        auto sids = heard();
        sids.sort();
        written.sort();
        QCOMPARE(sids, written);
    }

    void whatIsSentAfterTheFirstHasGoneForGoodIsToldOfByTheSecond()
    {
        // The sandbox would start its own relay again and again, so the shop leaves it for two that nobody looks after.
        m_third = anotherRelay();
        QVERIFY(m_third);
        QVERIFY(pairWith(*m_third));
        VERIFY_REFUSED(m_stage->agent().call("relays.remove"_L1, {{u"tenant"_s, tenantOf(0)}}), "notPermitted");
        VERIFY_REFUSED(m_stage->manager().call("relays.remove"_L1, {{u"tenant"_s, u"none"_s}}), "notFound");
        VERIFY_OK(m_stage->manager().call("relays.remove"_L1, {{u"tenant"_s, tenantOf(0)}}));
        QTRY_COMPARE_WITH_TIMEOUT(linksUp(), (QList<bool>{true, true}), 10000);
        auto phone = m_stage->phone(u"+61491573961"_s);
        phone.writes(u"Hello"_s, u"sms"_s);
        Desk desk(m_stage->agent());
        QTRY_VERIFY_WITH_TIMEOUT(!desk.conversationWith(phone.number()).isEmpty(), 10000);
        const auto id = desk.conversationWith(phone.number())["id"_L1].toString();
        VERIFY_OK(m_stage->agent().call("inbox.takeOver"_L1, {{u"conversationId"_s, id}}));
        QVERIFY(m_second->metric("webhooks_kept_total") > 0);

        m_second->kill();
        QTRY_COMPARE_WITH_TIMEOUT(linksUp(), (QList<bool>{false, true}), 10000);
        const QDeadlineTimer moment(6000);
        QTRY_VERIFY_WITH_TIMEOUT(moment.hasExpired(), 8000);
        VERIFY_OK(desk.sendText(id, u"sms"_s, u"Your ring is ready"_s));
        // Long before catch-up lists anything: it leaves what is younger than two minutes alone.
        const auto status = [&] { return desk.messageWithBody(id, u"Your ring is ready"_s)["status"_L1].toString(); };
        QTRY_COMPARE_WITH_TIMEOUT(status(), u"delivered"_s, 15000);
        QVERIFY(m_third->metric("webhooks_kept_total") >= 2);

        // The one that has gone is left, and the customer comes in by the other at once.
        VERIFY_OK(m_stage->manager().call("relays.remove"_L1, {{u"tenant"_s, tenantOf(0)}}));
        QTRY_COMPARE_WITH_TIMEOUT(linksUp(), QList<bool>{true}, 10000);
        const auto sid = phone.writes(u"On my way"_s, u"sms"_s);
        QTRY_VERIFY_WITH_TIMEOUT(!desk.messageWithSid(id, sid).isEmpty(), 3000);
        VERIFY_OK(m_stage->manager().call("relays.remove"_L1, {{u"tenant"_s, tenantOf(0)}}));
        QCOMPARE(linksUp(), QList<bool>());
        QTRY_COMPARE_WITH_TIMEOUT(webhooksProblem(), u"noRelay"_s, 10000);
    }

    void aSpoolThatIsRuinedIsReplacedAndWhatItHeldIsCaughtUpWith()
    {
        VERIFY_OK(m_stage->manager().call("relays.remove"_L1, {{u"tenant"_s, tenantOf(0)}}));
        auto phone = m_stage->phone(u"+61491573962"_s);
        QStringList written{phone.writes(u"Hello"_s, u"sms"_s)};
        Desk desk(m_stage->agent());
        QTRY_VERIFY_WITH_TIMEOUT(!desk.conversationWith(phone.number()).isEmpty(), 10000);
        const auto id = desk.conversationWith(phone.number())["id"_L1].toString();
        // The relay has it, and the core has not: it stands still, and then there is nothing left to read it from.
        const auto core = pid_t(m_stage->stack().corePid());
        const auto kept = m_second->metric("webhooks_kept_total");
        QVERIFY(::kill(core, SIGSTOP) == 0);
        written << phone.writes(u"Is it ready?"_s, u"sms"_s);
        QTRY_VERIFY(m_second->metric("webhooks_kept_total") > kept);
        m_second->signal(SIGTERM);
        QCOMPARE(m_second->exitCode(), 0);
        QFile spool(m_second->spoolPath());
        QVERIFY(spool.open(QIODevice::ReadWrite));
        QCOMPARE(spool.write(QByteArray(100, 'x')), 100);
        spool.close();
        QVERIFY(m_second->start());
        QVERIFY(::kill(core, SIGCONT) == 0);
        QCOMPARE(m_second->metric("spool_replaced_total"), 1);

        // The shop is still known to the relay, and what the core had read of the old spool hides nothing in the new
        // one.
        QTRY_COMPARE_WITH_TIMEOUT(linksUp(), QList<bool>{true}, 40000);
        written << phone.writes(u"Hello?"_s, u"sms"_s);
        const auto heard = [&] { return column(where(desk.messages(id), {{u"direction"_s, u"inbound"_s}}), "sid"_L1); };
        QTRY_VERIFY_WITH_TIMEOUT(heard().contains(written.back()), 10000);
        QVERIFY(m_stage->sandbox().advanceClock(200s));
        written.sort();
        const auto all = [&] {
            auto sids = heard();
            sids.sort();
            return sids;
        };
        QTRY_COMPARE_WITH_TIMEOUT(all(), written, 15000);
    }

    void theFirstIsLeftInTheMiddleOfTraffic()
    {
        Rush rush(*m_stage);
        QVERIFY(rush.begin());
        for (int i = 0; i < kSteps; ++i) {
            QVERIFY(rush.step());
            if (i == kSteps / 2)
                VERIFY_OK(m_stage->manager().call("relays.remove"_L1, {{u"tenant"_s, tenantOf(0)}}));
        }
        QVERIFY(rush.finish());
        QCOMPARE(linksUp(), QList<bool>{true});
        settle(rush);
    }
};

} // namespace counterbell::e2e

QTEST_GUILESS_MAIN(counterbell::e2e::TestTwoRelays)
#include "tst_two_relays.moc"
