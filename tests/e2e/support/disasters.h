// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/e2e/support/chaos_world.h"

#include <functional>

namespace counterbell::e2e
{

/// Something that befalls the shop while people work, and is over when it returns. False when it could not be done, or
/// somebody could not go on afterwards.
struct Disaster {
    const char *name;
    std::function<bool(ChaosWorld &)> happens;
};

/// What can befall this world, on its database and with what the system lets a test do.
[[nodiscard]] std::vector<Disaster> disastersOf(const ChaosWorld &world);

/// Those that a server and several cores have.
[[nodiscard]] std::vector<Disaster> disastersOfServer(bool hasOwnWorld);

/// SIGSTOP for a while: the machine is suspended, or swaps. Work goes on around it.
[[nodiscard]] bool freeze(ChaosWorld &world, qint64 pid);
/// Killed; who starts it anew may take some time.
[[nodiscard]] bool killCore(ChaosWorld &world, int core);

} // namespace counterbell::e2e
