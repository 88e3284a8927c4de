// SPDX-License-Identifier: Apache-2.0
#include "core/rpc/methods/relay_methods.h"

#include "core/rpc/method_registry.h"
#include "core/webhooks/relay_service.h"

namespace counterbell::rpc
{

using namespace Qt::StringLiterals;
using webhooks::RelayService;

void addRelayMethods(MethodRegistry &registry, RelayService &relays)
{
    registry.add<Empty, Relays>("relays.list"_L1, "The relays of this shop and how their links do"_L1,
                                Permission::ManagerUp, [&relays](Caller, Empty) { return relays.list(); });
    registry.add<PairRelay, Relays>(
        "relays.pair"_L1, "Redeems a relay's pairing code; a second relay is the provider's fallback"_L1,
        Permission::ManagerUp, [&relays](Caller, PairRelay p) { return relays.pair(std::move(p.code)); });
    registry.add<RemoveRelay, Relays>(
        "relays.remove"_L1, "Leaves a relay: the provider is told, what it has still unread is taken in"_L1,
        Permission::ManagerUp, [&relays](Caller, RemoveRelay p) { return relays.remove(std::move(p.tenant)); });
}

} // namespace counterbell::rpc
