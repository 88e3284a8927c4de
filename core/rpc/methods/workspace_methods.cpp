// SPDX-License-Identifier: Apache-2.0
#include "core/rpc/methods/workspace_methods.h"

#include "core/rpc/method_registry.h"
#include "core/workspace/business_clock.h"
#include "core/workspace/health_service.h"
#include "core/workspace/workspace_service.h"

namespace counterbell::rpc
{

using namespace Qt::StringLiterals;

namespace
{

QCoro::Task<Result<Health>> presentHealth(Health health)
{
    co_return health;
}

} // namespace

void addWorkspaceMethods(MethodRegistry &registry, workspace::WorkspaceService &workspace)
{
    registry.add<Empty, Workspace>("workspace.get"_L1, "The shop: name, region, language, hours, holds, keywords"_L1,
                                   Permission::All, [&workspace](Caller, Empty) { return workspace.get(); });
    registry.add<SetWorkspace, Workspace>(
        "workspace.set"_L1, "Changes what is present"_L1, Permission::ManagerUp,
        [&workspace](Caller c, SetWorkspace p) { return workspace.set(*c.member, std::move(p)); });
}

void addHealthMethods(MethodRegistry &registry, workspace::HealthService &health)
{
    registry.add<Empty, Health>("system.health"_L1, "How the core does, check by check"_L1, Permission::Public,
                                [&health](Caller, Empty) { return presentHealth(health.health()); });
}

void addClockMethods(MethodRegistry &registry, workspace::BusinessClock &clock, store::Store &store)
{
    registry.add<AdvanceClock, ClockState>(
        "sandbox.advanceClock"_L1, "Moves the business clock ahead, in sandbox workspaces"_L1, Permission::All,
        [&clock, &store](Caller, AdvanceClock p) { return clock.advance(store, p); });
}

} // namespace counterbell::rpc
