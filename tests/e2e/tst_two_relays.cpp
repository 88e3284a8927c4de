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
    bool startSecond()
    {
        if (!m_second->start())
            return false;
        // Its public URL is where it listens, and that is only known now.
        m_second->publicUrl = "http://127.0.0.1:" + QByteArray::number(m_second->port);
        return m_second->start();
    }
    bool killFirst()
    {
        const auto old = m_stage->stack().relayPid();
        return m_stage->stack().killRelay() &&
               waitUntil([&] { return m_stage->stack().relayPid() > 0 && m_stage->stack().relayPid() != old; }, 12s);
    }

    std::unique_ptr<Stage> m_stage;
    std::unique_ptr<relay::test::RelayProcess> m_second;

private Q_SLOTS:
    void init()
    {
        m_stage = std::make_unique<Stage>();
        QVERIFY(m_stage->open());
        m_second = std::make_unique<relay::test::RelayProcess>();
        QVERIFY(startSecond());
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
};

} // namespace counterbell::e2e

QTEST_GUILESS_MAIN(counterbell::e2e::TestTwoRelays)
#include "tst_two_relays.moc"
