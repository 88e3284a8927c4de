// SPDX-License-Identifier: Apache-2.0
#include "core/rpc/permissions.h"

namespace counterbell::rpc
{

bool permits(Permission permission, Role role)
{
    switch (permission) {
    case Permission::Public:
    case Permission::All:
    case Permission::AgentUpOrAssignedStaff:
    case Permission::AgentUpOrStaffAtIntake:
    case Permission::SelfOrManagerUp:
    case Permission::OwnPinOrManagerUp:
        return true;
    case Permission::AgentUp:
        return role == Role::Owner || role == Role::Manager || role == Role::Agent;
    case Permission::ManagerUp:
        return role == Role::Owner || role == Role::Manager;
    case Permission::Owner:
        return role == Role::Owner;
    }
    return false;
}

std::vector<QString> permissionsOf(Role role)
{
    std::vector<QString> words;
    for (const auto &[permission, word] : WireNames<Permission>::values) {
        if (permits(permission, role))
            words.emplace_back(word);
    }
    return words;
}

} // namespace counterbell::rpc
