// SPDX-License-Identifier: Apache-2.0
#include "core/rpc/methods/provider_methods.h"

#include "core/messaging/setup/provider_service.h"
#include "core/rpc/method_registry.h"

namespace counterbell::rpc
{

using namespace Qt::StringLiterals;
using messaging::ProviderService;

void addProviderMethods(MethodRegistry &registry, ProviderService &providers)
{
    registry.add<Empty, Providers>("providers.list"_L1,
                                   "The account at the provider and its senders, without secrets"_L1,
                                   Permission::ManagerUp, [&providers](Caller, Empty) { return providers.list(); });
    registry.add<ProviderCredentials, ProviderTest>(
        "providers.test"_L1, "Asks the provider whether credentials and senders work; those given are not kept"_L1,
        Permission::ManagerUp, [&providers](Caller, ProviderCredentials p) { return providers.test(std::move(p)); });
    registry.add<ProviderCredentials, Providers>(
        "providers.setCredentials"_L1, "Keeps other credentials and takes them up at once"_L1, Permission::ManagerUp,
        [&providers](Caller c, ProviderCredentials p) { return providers.setCredentials(*c.member, std::move(p)); });
    registry.add<SetSenders, Providers>(
        "providers.setSenders"_L1, "The numbers and names that the shop sends from, in order of choice"_L1,
        Permission::ManagerUp,
        [&providers](Caller c, SetSenders p) { return providers.setSenders(*c.member, std::move(p)); });
}

} // namespace counterbell::rpc
