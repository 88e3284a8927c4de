// SPDX-License-Identifier: Apache-2.0
#include "tests/e2e/support/disasters.h"

#include "tests/e2e/support/own_world.h"
#include "tests/e2e/support/waiting.h"

#include <csignal>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace counterbell::e2e
{

namespace
{

/// SIGKILL, as of a crash; `up` brings it back.
bool relayDies(ChaosWorld &world)
{
    auto &stack = world.stack();
    const auto old = stack.relayPid();
    world.wait(world.upTo(60)); // calls have been written to the socket; a moment decides how far they have come
    return stack.killRelay() && waitUntil([&] { return stack.relayPid() > 0 && stack.relayPid() != old; }, 20s) &&
           world.recover();
}

bool coreDies(ChaosWorld &world)
{
    world.wait(world.upTo(60));
    return killCore(world, 0) && world.recover();
}

bool bothDie(ChaosWorld &world)
{
    return world.stack().killRelay() && killCore(world, 0) && world.recover();
}

/// The power goes: Twilio's stand-in, relay and core at once.
bool allDie(ChaosWorld &world)
{
    return world.stack().kill() && world.stage().open() && world.recover();
}

bool allAreStopped(ChaosWorld &world)
{
    const bool isStopped = world.stage().close();
    return isStopped && world.stage().open() && world.recover();
}

bool coreFreezes(ChaosWorld &world)
{
    return freeze(world, world.corePid(0));
}

bool relayFreezes(ChaosWorld &world)
{
    return freeze(world, world.stack().relayPid());
}

bool clockJumps(ChaosWorld &world)
{
    return world.stage().sandbox().advanceClock(std::chrono::seconds(world.random().bounded(1, 90)));
}

bool twilioMisbehaves(ChaosWorld &world)
{
    static const QStringList some{u"loseAnswers"_s,    u"dropCallbacks"_s, u"doubleCallbacks"_s, u"shuffleCallbacks"_s,
                                  u"earlyCallbacks"_s, u"dropWebhooks"_s,  u"doubleWebhooks"_s,  u"forgedWebhooks"_s,
                                  u"loseRequests"_s,   u"serverErrors"_s};
    auto &random = world.random();
    QJsonObject faults{{u"delayMs"_s, random.bounded(400)}};
    for (int i = 0; i < 3; ++i)
        faults.insert(some.at(random.bounded(int(some.size()))), random.bounded(1, 4));
    if (random.bounded(3) == 0)
        faults.insert(u"rateLimit"_s, QJsonObject{{u"count"_s, random.bounded(1, 6)}});
    return world.stage().sandbox().setFaults(faults);
}

bool diskFills(ChaosWorld &world, const QString &of)
{
    if (!fillDisk(world.disk(of)))
        return false;
    const bool isWorking = world.steps(8);
    world.wait(world.upTo(1500));
    return freeDisk(world.disk(of)) && isWorking && world.recover();
}

/// Killed while nothing can be written: what it had begun to write is half there.
bool coreDiesOnAFullDisk(ChaosWorld &world)
{
    if (!fillDisk(world.disk(u"core"_s)) || !world.steps(3))
        return false;
    const bool isKilled = world.stack().killCore();
    world.wait(1s);
    return freeDisk(world.disk(u"core"_s)) && isKilled && world.recover();
}

bool networkGoes(ChaosWorld &world)
{
    const bool isCut = setNetwork(false);
    world.wait(200ms + world.upTo(4000));
    return setNetwork(true) && isCut && world.recover();
}

} // namespace

bool freeze(ChaosWorld &world, qint64 pid)
{
    ::kill(pid_t(pid), SIGSTOP);
    bool isWorking = true;
    for (int i = 0; i < 6 && isWorking; ++i) {
        isWorking = world.rush().step();
        world.wait(world.upTo(500));
    }
    ::kill(pid_t(pid), SIGCONT);
    return isWorking && world.recover();
}

bool killCore(ChaosWorld &world, int core)
{
    const auto old = world.corePid(core);
    if (old <= 0 || ::kill(pid_t(old), SIGKILL) != 0)
        return false;
    // The stack's comes back by itself, the other when the world recovers.
    return waitUntil([&] { return world.corePid(core) != old && (core == 1 || world.corePid(core) > 0); }, 30s);
}

std::vector<Disaster> disastersOf(const ChaosWorld &world)
{
    std::vector<Disaster> all{{"the core dies", coreDies},
                              {"the relay dies", relayDies},
                              {"core and relay die", bothDie},
                              {"the power goes", allDie},
                              {"everything is stopped", allAreStopped},
                              {"the core freezes", coreFreezes},
                              {"the relay freezes", relayFreezes},
                              {"the clock jumps", clockJumps},
                              {"Twilio misbehaves", twilioMisbehaves},
                              {"Twilio misbehaves again", twilioMisbehaves}};
    if (world.hasOwnWorld())
        all.insert(all.end(), {{"the relay's disk fills", [](auto &it) { return diskFills(it, u"relay"_s); }},
                               {"the network goes", networkGoes}});
    // What a core on PostgreSQL keeps on its own disk is logs.
    if (world.hasOwnWorld() && !world.isPostgres())
        all.insert(all.end(), {{"the core's disk fills", [](auto &it) { return diskFills(it, u"core"_s); }},
                               {"the core dies on a full disk", coreDiesOnAFullDisk}});
    if (world.isPostgres()) {
        const auto more = disastersOfServer(world.hasOwnWorld());
        all.insert(all.end(), more.begin(), more.end());
    }
    return all;
}

} // namespace counterbell::e2e
