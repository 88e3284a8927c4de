// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/team.h"

namespace counterbell::rpc
{

/// Who may call a method (CONTRACT 3, column "may"). The first five are decided here alone. In the others the
/// role is half of the answer: every signed-in member passes, and the service looks at the row (is the
/// conversation assigned to them, is it their own PIN) and answers `notPermitted` itself.
enum class Permission {
    Public, ///< before login too
    All,    ///< every signed-in member
    AgentUp,
    ManagerUp,
    Owner,
    AgentUpOrAssignedStaff,
    AgentUpOrStaffAtIntake,
    SelfOrManagerUp,
    OwnPinOrManagerUp,
};

/// The role's half of the decision, for a member who is signed in.
[[nodiscard]] bool permits(Permission permission, Role role);

/// The words of all permissions that `role` passes, as session.login answers them.
[[nodiscard]] std::vector<QString> permissionsOf(Role role);

} // namespace counterbell::rpc

COUNTERBELL_WIRE_NAMES(
    counterbell::rpc::Permission, {counterbell::rpc::Permission::Public, QLatin1StringView("public")},
    {counterbell::rpc::Permission::All, QLatin1StringView("all")},
    {counterbell::rpc::Permission::AgentUp, QLatin1StringView("agent_up")},
    {counterbell::rpc::Permission::ManagerUp, QLatin1StringView("manager_up")},
    {counterbell::rpc::Permission::Owner, QLatin1StringView("owner")},
    {counterbell::rpc::Permission::AgentUpOrAssignedStaff, QLatin1StringView("agent_up_or_assigned_staff")},
    {counterbell::rpc::Permission::AgentUpOrStaffAtIntake, QLatin1StringView("agent_up_or_staff_at_intake")},
    {counterbell::rpc::Permission::SelfOrManagerUp, QLatin1StringView("self_or_manager_up")},
    {counterbell::rpc::Permission::OwnPinOrManagerUp, QLatin1StringView("own_pin_or_manager_up")})
