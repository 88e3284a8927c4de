// SPDX-License-Identifier: Apache-2.0
// A shop at its busiest while everything breaks: programs die and freeze, disks fill, the network goes, the clock
// jumps, Twilio loses and doubles; where two cores share a PostgreSQL server, that dies too, and either core is cut off
// from it. When it is over, everything is there once.
//
//   COUNTERBELL_SEED=n                  the disasters of an earlier run, in its order (it prints its seed)
//   COUNTERBELL_CHAOS_SECONDS           how long they go on: 75 by default, 90 on PostgreSQL
//   COUNTERBELL_CHAOS_STORE=postgres    two cores on a server of the test's own
//   COUNTERBELL_CHAOS_LOGS=folder       where everything that was logged is to be found afterwards
//   COUNTERBELL_CHAOS_ONLY=words        of the disasters those alone whose name holds these words
#include "tests/e2e/support/disasters.h"
#include "tests/e2e/support/own_world.h"

#include <QElapsedTimer>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace counterbell::e2e
{

namespace
{

bool g_hasOwnWorld = false;

bool isPostgres()
{
    return qEnvironmentVariable("COUNTERBELL_CHAOS_STORE") == "postgres"_L1;
}

int secondsToGo()
{
    const auto given = qEnvironmentVariableIntValue("COUNTERBELL_CHAOS_SECONDS");
    return given > 0 ? given : isPostgres() ? 90 : 75;
}

quint32 seedToTake()
{
    const auto given = qEnvironmentVariableIntValue("COUNTERBELL_SEED");
    return given > 0 ? quint32(given) : QRandomGenerator::global()->bounded(1u, 1'000'000u);
}

std::vector<Disaster> disastersToSuffer(const ChaosWorld &world)
{
    auto all = disastersOf(world);
    const auto words = qEnvironmentVariable("COUNTERBELL_CHAOS_ONLY");
    std::erase_if(all, [&](const Disaster &it) { return !QString::fromUtf8(it.name).contains(words); });
    return all;
}

} // namespace

class TestChaos : public QObject
{
    Q_OBJECT
private:
    std::unique_ptr<ChaosWorld> m_world;

    /// What is wrong once the shop has come to rest; what nobody can find out is decided on by a person meanwhile.
    QStringList wrongWhenSettled()
    {
        QStringList wrong{u"not looked"_s};
        int decided = 0;
        for (int i = 0; i < 60 && !wrong.isEmpty(); ++i) {
            if (!m_world->stage().sandbox().advanceClock(35s))
                return {u"the clock does not move"_s};
            // Whatever could be found out is found out by then; the rest is for a person.
            if (i > 25)
                decided += m_world->rush().decide();
            QElapsedTimer since;
            since.start();
            do
                wrong = m_world->rush().faults(true);
            while (!wrong.isEmpty() && !since.hasExpired(700));
        }
        qInfo("%d messages that a person had to decide on", decided);
        return wrong;
    }

private Q_SLOTS:
    void init()
    {
        using enum ChaosWorld::Database;
        m_world = std::make_unique<ChaosWorld>(isPostgres() ? Postgres : Sqlite, g_hasOwnWorld);
        QVERIFY(m_world->open());
    }
    void cleanup()
    {
        m_world->stage().showLogOfFailure();
        if (const auto folder = qEnvironmentVariable("COUNTERBELL_CHAOS_LOGS"); !folder.isEmpty())
            m_world->keepLogs(folder);
        const bool isClosed = m_world->close();
        m_world.reset();
        QVERIFY(isClosed);
    }

    void everythingIsThereOnceWhenItIsOver()
    {
        if (!g_hasOwnWorld)
            qWarning("disks and network stay whole: this system lets nobody have a world of their own");
        const auto seed = seedToTake();
        qInfo("COUNTERBELL_SEED=%u", seed);
        // What happens is this generator's alone; how it goes, which takes as many numbers as it happens to need,
        // isn't.
        QRandomGenerator order(seed);
        const int jobs = std::clamp(secondsToGo() / 3, 4, 250);
        QVERIFY(m_world->beginWork(jobs));
        const auto disasters = disastersToSuffer(*m_world);
        QVERIFY(!disasters.empty());
        QElapsedTimer time;
        time.start();
        // Each once in random order, then anew.
        std::vector<Disaster> next;
        while (time.elapsed() < secondsToGo() * 1000) {
            if (next.empty()) {
                next = disasters;
                std::shuffle(next.begin(), next.end(), order);
            }
            m_world->random().seed(order.generate());
            QVERIFY(m_world->steps(m_world->random().bounded(2, 8)));
            const auto chosen = next.back();
            qInfo("%6.1f s, step %d: %s", double(time.elapsed()) / 1000, m_world->rush().steps(), chosen.name);
            if (m_world->random().bounded(3) == 0)
                (void)m_world->rush().askTheAi();
            QVERIFY2(chosen.happens(*m_world), chosen.name);
            next.pop_back();
        }
        QVERIFY(m_world->stage().sandbox().setFaults({}));
        QVERIFY(m_world->rush().finish());
        const auto wrong = wrongWhenSettled();
        QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
        const auto different = m_world->rush().differences();
        QVERIFY2(different.isEmpty(), qPrintable(different.join(u'\n')));
        const auto damage = m_world->damage();
        QVERIFY2(damage.isEmpty(), qPrintable(damage.join(u'\n')));
        qInfo("%d steps, %d jobs", m_world->rush().steps(), jobs);
    }
};

} // namespace counterbell::e2e

int main(int argc, char **argv)
{
    counterbell::e2e::g_hasOwnWorld = counterbell::e2e::enterOwnWorld();
    // Qt Test's own patience, five minutes, is shorter than what may be asked for.
    if (!qEnvironmentVariableIsSet("QTEST_FUNCTION_TIMEOUT"))
        qputenv("QTEST_FUNCTION_TIMEOUT", QByteArray::number((counterbell::e2e::secondsToGo() + 780) * 1000));
    QCoreApplication application(argc, argv);
    counterbell::e2e::TestChaos test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_chaos.moc"
