// SPDX-License-Identifier: Apache-2.0
#include "core/rpc/methods/workspace_methods.h"

#include "core/rpc/method_registry.h"
#include "core/workspace/health_service.h"
#include "core/workspace/workspace_service.h"

namespace counterbell::rpc
{

using namespace Qt::StringLiterals;

namespace
{

QCoro::Task<Result<Health>> healthOf(workspace::HealthService *health)
{
    co_return health->health();
}

} // namespace

void addWorkspaceMethods(MethodRegistry &registry, workspace::WorkspaceService &workspace,
                         workspace::HealthService &health)
{
    registry.add<Empty, Workspace>("workspace.get"_L1, "The shop's settings"_L1, Permission::All,
                                   [&workspace](Caller, Empty) { return workspace.get(); });
    registry.add<SetWorkspace, Workspace>("workspace.set"_L1, "Changes the shop's settings"_L1, Permission::ManagerUp,
                                          [&workspace](Caller, SetWorkspace p) { return workspace.set(std::move(p)); });
    registry.add<Empty, QuickReplies>("quickReplies.list"_L1, "The shop's quick replies, by name"_L1, Permission::All,
                                      [&workspace](Caller, Empty) { return workspace.quickReplies(); });
    registry.add<QuickReplies, QuickReplies>(
        "quickReplies.set"_L1, "Replaces the shop's quick replies"_L1, Permission::AgentUp,
        [&workspace](Caller, QuickReplies p) { return workspace.setQuickReplies(std::move(p)); });
    registry.add<Empty, Health>("system.health"_L1, "How each part of the core does"_L1, Permission::Public,
                                [&health](Caller, Empty) { return healthOf(&health); });
    registry.add<AdvanceClock, ClockState>("sandbox.advanceClock"_L1, "Moves a sandbox's business clock ahead"_L1,
                                           Permission::All,
                                           [&workspace](Caller, AdvanceClock p) { return workspace.advanceClock(p); });
}

} // namespace counterbell::rpc
