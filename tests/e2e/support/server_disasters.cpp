// SPDX-License-Identifier: Apache-2.0
// What befalls a database server, and the cores that share it.
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

using Cut = CuttingProxy::Cut;

constexpr auto kTakeOver = 45s; // a lease is 20 s long

int anyCore(ChaosWorld &world)
{
    return world.random().bounded(world.cores());
}

bool secondDies(ChaosWorld &world)
{
    world.wait(world.upTo(60));
    return killCore(world, 1) && world.steps(2) && world.recover();
}

bool secondFreezes(ChaosWorld &world)
{
    return freeze(world, world.corePid(1));
}

bool leaderDies(ChaosWorld &world)
{
    const int leader = world.rush().leader(kTakeOver);
    return leader >= 0 && world.steps(2) && killCore(world, leader) && world.steps(2) && world.recover();
}

/// The other leads meanwhile, and goes on leading when this one is back and believes for a moment that it still does.
bool leaderIsAwayPastItsLease(ChaosWorld &world, const std::function<void(int core, bool isAway)> &take)
{
    const int leader = world.rush().leader(kTakeOver);
    if (leader < 0)
        return false;
    const int other = 1 - leader;
    const bool isBusy = world.steps(2);
    take(leader, true);
    bool isLed = isBusy && world.steps(6) && waitUntil([&] { return world.rush().leads(other); }, kTakeOver);
    isLed = isLed && world.steps(4);
    take(leader, false);
    return isLed && world.steps(2) && world.recover();
}

bool leaderIsSuspended(ChaosWorld &world)
{
    return leaderIsAwayPastItsLease(
        world, [&](int core, bool isAway) { ::kill(pid_t(world.corePid(core)), isAway ? SIGSTOP : SIGCONT); });
}

/// The server's host loses power, too, while the other core is about to take over.
bool leaderIsSuspendedAndServerDies(ChaosWorld &world)
{
    bool isRunning = false;
    const bool isOver = leaderIsAwayPastItsLease(world, [&](int core, bool isAway) {
        ::kill(pid_t(world.corePid(core)), isAway ? SIGSTOP : SIGCONT);
        if (!isAway)
            return;
        world.wait(world.upTo(22'000));
        isRunning = world.branches().database().kill() && world.branches().database().start();
    });
    return isOver && isRunning;
}

bool leaderIsCutOff(ChaosWorld &world)
{
    return leaderIsAwayPastItsLease(
        world, [&](int core, bool isAway) { world.branches().wayOf(core).set(isAway ? Cut::Everything : Cut::None); });
}

bool coreIsCutOff(ChaosWorld &world)
{
    auto &way = world.branches().wayOf(anyCore(world));
    way.set(Cut::Everything);
    const bool isWorking = world.steps(4);
    world.wait(world.upTo(5000));
    way.set(Cut::None);
    return isWorking && world.recover();
}

/// So long that connections count as dead. Nobody is told: they are silent until then.
bool networkGoesForLong(ChaosWorld &world)
{
    const bool isCut = setNetwork(false);
    world.wait(12s + world.upTo(15'000));
    return setNetwork(true) && isCut && world.recover();
}

/// Connections are lost in the middle of commits, now at this core, now at that.
bool commitsAreCut(ChaosWorld &world)
{
    constexpr std::array kinds{Cut::BeforeCommit, Cut::AfterCommit, Cut::WhileCommitting};
    bool isWorking = true;
    for (int i = 0; i < 6 && isWorking; ++i) {
        const auto kind = kinds.at(size_t(world.random().bounded(int(kinds.size()))));
        const int passing = world.random().bounded(4);
        world.branches().wayOf(anyCore(world)).setAfter(passing, kind);
        isWorking = world.steps(2);
    }
    return isWorking && world.recover();
}

/// The server's host loses power.
bool serverDies(ChaosWorld &world)
{
    const int steps = world.random().bounded(4);
    const auto dark = world.upTo(2000);
    const bool isGone = world.branches().database().kill() && world.steps(steps);
    world.wait(dark);
    return isGone && world.recover();
}

bool serverStopsImmediately(ChaosWorld &world)
{
    const int steps = world.random().bounded(4);
    const bool isGone = world.branches().database().stopImmediately() && world.steps(steps);
    return isGone && world.recover();
}

bool serverFreezes(ChaosWorld &world)
{
    const auto time = 1s + world.upTo(6000);
    world.branches().database().freeze();
    const bool isWorking = world.steps(4);
    world.wait(time);
    world.branches().database().thaw();
    return isWorking && world.recover();
}

/// One host had both: neither comes back before the other core has been without a database, and a leader, for a while.
bool serverDiesWithLeader(ChaosWorld &world)
{
    const int leader = world.rush().leader(kTakeOver);
    const auto dark = world.upTo(3000);
    if (leader < 0 || !world.branches().database().kill())
        return false;
    ::kill(pid_t(world.corePid(leader)), SIGKILL);
    const bool isWorking = world.steps(3);
    world.wait(dark);
    return isWorking && world.recover();
}

bool serverDiskFills(ChaosWorld &world)
{
    const auto disk = world.disk(u"database"_s);
    if (!fillDisk(disk))
        return false;
    const bool isWorking = world.steps(8);
    world.wait(world.upTo(1500));
    return freeDisk(disk) && isWorking && world.recover();
}

bool serverDiesOnAFullDisk(ChaosWorld &world)
{
    const auto disk = world.disk(u"database"_s);
    const bool isFull = fillDisk(disk) && world.steps(3);
    const bool isGone = world.branches().database().kill();
    world.wait(1s);
    return freeDisk(disk) && isFull && isGone && world.recover();
}

} // namespace

std::vector<Disaster> disastersOfServer(bool hasOwnWorld)
{
    std::vector<Disaster> all{{"the second core dies", secondDies},
                              {"the second core freezes", secondFreezes},
                              {"the leader dies", leaderDies},
                              {"the leader is suspended past its lease", leaderIsSuspended},
                              {"the leader is suspended, the database server dies", leaderIsSuspendedAndServerDies},
                              {"the leader is cut off past its lease", leaderIsCutOff},
                              {"a core is cut off from the database", coreIsCutOff},
                              {"connections are cut in commits", commitsAreCut},
                              {"the database server dies", serverDies},
                              {"the database server stops immediately", serverStopsImmediately},
                              {"the database server freezes", serverFreezes},
                              {"the database server and the leader die", serverDiesWithLeader}};
    if (hasOwnWorld)
        all.insert(all.end(), {{"the network goes for long", networkGoesForLong},
                               {"the database's disk fills", serverDiskFills},
                               {"the database server dies on a full disk", serverDiesOnAFullDisk}});
    return all;
}

} // namespace counterbell::e2e
