// SPDX-License-Identifier: Apache-2.0
// A shop at its busiest while everything breaks: programs die and freeze, disks fill, the network goes, the clock
// jumps, Twilio loses and doubles. When it is over, everything is there once.
//
//   COUNTERBELL_SEED=n          the disasters of an earlier run (it prints its seed)
//   COUNTERBELL_CHAOS_SECONDS   how long they go on, 75 by default
#include "tests/e2e/support/own_world.h"
#include "tests/e2e/support/processes.h"
#include "tests/e2e/support/rush.h"
#include "tests/e2e/support/verify.h"
#include "tests/e2e/support/waiting.h"

#include <QElapsedTimer>
#include <QRandomGenerator>

#include <csignal>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace counterbell::e2e
{

namespace
{

constexpr int kDiskMegabytes = 64;
constexpr auto kBetweenSteps = 60ms;

bool g_hasOwnWorld = false;

int secondsToGo()
{
    const auto given = qEnvironmentVariableIntValue("COUNTERBELL_CHAOS_SECONDS");
    return given > 0 ? given : 75;
}

} // namespace

class TestChaos : public QObject
{
    Q_OBJECT
private:
    using Disaster = bool (TestChaos::*)();

    StackUnderTest &stack() { return m_stage->stack(); }
    QString disk(const QString &program) { return stack().dataDir() + u'/' + program; }
    std::chrono::milliseconds upTo(int ms) { return std::chrono::milliseconds(m_random.bounded(ms)); }
    void wait(std::chrono::milliseconds time)
    {
        (void)waitUntil([] { return false; }, time);
    }

    bool steps(int count)
    {
        for (int i = 0; i < count; ++i) {
            if (!m_rush->step())
                return false;
            wait(kBetweenSteps);
        }
        return true;
    }

    /// SIGKILL, as of a crash; `up` brings it back.
    bool kill(bool isCore)
    {
        const auto pidOf = [&] { return isCore ? stack().corePid() : stack().relayPid(); };
        const auto old = pidOf();
        wait(upTo(60)); // calls have been written to the socket; a moment decides how far they have come
        return (isCore ? stack().killCore() : stack().killRelay()) &&
               waitUntil([&] { return pidOf() > 0 && pidOf() != old; }, 20s) && m_rush->goOn();
    }
    bool coreDies() { return kill(true); }
    bool relayDies() { return kill(false); }
    bool bothDie()
    {
        const auto before = stack().corePid();
        return stack().killCore() && stack().killRelay() &&
               waitUntil([&] { return stack().corePid() > 0 && stack().corePid() != before; }, 20s) && m_rush->goOn();
    }
    /// The power goes: Twilio's stand-in, relay and core at once.
    bool allDie() { return stack().kill() && m_stage->open() && m_rush->goOn(); }
    bool allAreStopped()
    {
        const bool isStopped = m_stage->close();
        return isStopped && m_stage->open() && m_rush->goOn();
    }
    /// SIGSTOP for a while: the machine is suspended, or swaps. Work goes on around it.
    bool freeze(qint64 pid)
    {
        ::kill(pid_t(pid), SIGSTOP);
        bool isWorking = true;
        for (int i = 0; i < 6 && isWorking; ++i) {
            isWorking = m_rush->step();
            wait(upTo(500));
        }
        ::kill(pid_t(pid), SIGCONT);
        return isWorking && m_rush->goOn();
    }
    bool coreFreezes() { return freeze(stack().corePid()); }
    bool relayFreezes() { return freeze(stack().relayPid()); }
    bool diskFills(const QString &program)
    {
        if (!fillDisk(disk(program)))
            return false;
        const bool isWorking = steps(8);
        wait(upTo(1500));
        return freeDisk(disk(program)) && isWorking && m_rush->goOn();
    }
    bool coreDiskFills() { return diskFills(u"core"_s); }
    bool relayDiskFills() { return diskFills(u"relay"_s); }
    /// Killed while nothing can be written: what it had begun to write is half there.
    bool coreDiesOnAFullDisk()
    {
        if (!fillDisk(disk(u"core"_s)) || !steps(3))
            return false;
        const bool isKilled = stack().killCore();
        wait(1s);
        return freeDisk(disk(u"core"_s)) && isKilled && m_rush->goOn();
    }
    bool networkGoes()
    {
        const bool isCut = setNetwork(false);
        wait(200ms + upTo(4000));
        return setNetwork(true) && isCut && m_rush->goOn();
    }
    bool clockJumps() { return m_stage->sandbox().advanceClock(std::chrono::seconds(m_random.bounded(1, 90))); }
    bool twilioMisbehaves()
    {
        static const QStringList some{
            u"loseAnswers"_s,  u"dropCallbacks"_s,  u"doubleCallbacks"_s, u"shuffleCallbacks"_s, u"earlyCallbacks"_s,
            u"dropWebhooks"_s, u"doubleWebhooks"_s, u"forgedWebhooks"_s,  u"loseRequests"_s,     u"serverErrors"_s};
        QJsonObject faults{{u"delayMs"_s, m_random.bounded(400)}};
        for (int i = 0; i < 3; ++i)
            faults.insert(some.at(m_random.bounded(int(some.size()))), m_random.bounded(1, 4));
        if (m_random.bounded(3) == 0)
            faults.insert(u"rateLimit"_s, QJsonObject{{u"count"_s, m_random.bounded(1, 6)}});
        return m_stage->sandbox().setFaults(faults);
    }

    std::unique_ptr<Stage> m_stage;
    std::unique_ptr<Rush> m_rush;
    QRandomGenerator m_random;

private Q_SLOTS:
    void init()
    {
        m_stage = std::make_unique<Stage>();
        if (g_hasOwnWorld) {
            QVERIFY(mountSmallDisk(disk(u"core"_s), kDiskMegabytes));
            QVERIFY(mountSmallDisk(disk(u"relay"_s), kDiskMegabytes));
        }
        QVERIFY(m_stage->open());
    }
    void cleanup()
    {
        m_stage->showLogOfFailure();
        m_rush.reset();
        const bool isClosed = m_stage->close();
        for (const auto &program : {u"core"_s, u"relay"_s}) {
            if (g_hasOwnWorld)
                unmountSmallDisk(disk(program));
        }
        QVERIFY(isClosed);
    }

    void everythingIsThereOnceWhenItIsOver()
    {
        const auto given = qEnvironmentVariableIntValue("COUNTERBELL_SEED");
        const auto seed = given > 0 ? quint32(given) : QRandomGenerator::global()->bounded(1u, 1'000'000u);
        qInfo("COUNTERBELL_SEED=%u", seed);
        m_random.seed(seed);

        struct Named {
            const char *name;
            Disaster disaster;
        };
        std::vector<Named> disasters{{"the core dies", &TestChaos::coreDies},
                                     {"the relay dies", &TestChaos::relayDies},
                                     {"core and relay die", &TestChaos::bothDie},
                                     {"the power goes", &TestChaos::allDie},
                                     {"everything is stopped", &TestChaos::allAreStopped},
                                     {"the core freezes", &TestChaos::coreFreezes},
                                     {"the relay freezes", &TestChaos::relayFreezes},
                                     {"the clock jumps", &TestChaos::clockJumps},
                                     {"Twilio misbehaves", &TestChaos::twilioMisbehaves},
                                     {"Twilio misbehaves again", &TestChaos::twilioMisbehaves}};
        if (g_hasOwnWorld)
            disasters.insert(disasters.end(), {{"the core's disk fills", &TestChaos::coreDiskFills},
                                               {"the relay's disk fills", &TestChaos::relayDiskFills},
                                               {"the core dies on a full disk", &TestChaos::coreDiesOnAFullDisk},
                                               {"the network goes", &TestChaos::networkGoes}});
        else
            qWarning("disks and network stay whole: this system lets nobody have a world of their own");

        const int jobs = std::clamp(secondsToGo() / 3, 4, 250);
        m_rush = std::make_unique<Rush>(*m_stage, jobs);
        QVERIFY(m_rush->begin());
        QElapsedTimer time;
        time.start();
        // Each once in random order, then anew.
        std::vector<Named> next;
        while (time.elapsed() < secondsToGo() * 1000) {
            if (next.empty()) {
                next = disasters;
                std::shuffle(next.begin(), next.end(), m_random);
            }
            QVERIFY(steps(m_random.bounded(2, 8)));
            const auto &chosen = next.back();
            qInfo("%6.1f s, step %d: %s", double(time.elapsed()) / 1000, m_rush->steps(), chosen.name);
            if (m_random.bounded(3) == 0)
                (void)m_rush->askTheAi();
            QVERIFY2((this->*chosen.disaster)(), chosen.name);
            next.pop_back();
        }
        QVERIFY(m_stage->sandbox().setFaults({}));
        QVERIFY(m_rush->finish());

        QStringList wrong{u"not looked"_s};
        int decided = 0;
        for (int i = 0; i < 60 && !wrong.isEmpty(); ++i) {
            QVERIFY(m_stage->sandbox().advanceClock(35s));
            // Whatever could be found out is found out by then; the rest is for a person.
            if (i > 25)
                decided += m_rush->decide();
            QElapsedTimer since;
            since.start();
            do
                wrong = m_rush->faults(true);
            while (!wrong.isEmpty() && !since.hasExpired(700));
        }
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
        qInfo("%d steps, %d jobs, %d messages that a person had to decide on", m_rush->steps(), jobs, decided);
        lookInside();
    }

private:
    /// The database and the ledgers in it, by the program's own doctor.
    void lookInside()
    {
        QProcess doctor;
        doctor.start(QStringLiteral(COUNTERBELL_BIN_DIR "/counterbell-core"),
                     {u"doctor"_s, u"--data"_s, disk(u"core"_s), u"--json"_s});
        QVERIFY(doctor.waitForFinished(60'000));
        const auto report = QJsonDocument::fromJson(doctor.readAllStandardOutput()).object();
        for (const auto check : report["checks"_L1].toArray()) {
            const auto name = check["name"_L1].toString();
            // A small disk is this test's own doing.
            if (name != "disk"_L1)
                QVERIFY2(check["status"_L1].toString() != "failed"_L1,
                         QJsonDocument(check.toObject()).toJson(QJsonDocument::Compact).constData());
        }
        QVERIFY(!report["checks"_L1].toArray().isEmpty());
    }
};

} // namespace counterbell::e2e

int main(int argc, char **argv)
{
    counterbell::e2e::g_hasOwnWorld = counterbell::e2e::enterOwnWorld();
    QCoreApplication application(argc, argv);
    counterbell::e2e::TestChaos test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_chaos.moc"
