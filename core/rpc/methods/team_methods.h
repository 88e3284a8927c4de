// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace counterbell::team
{
class TeamService;
}

namespace counterbell::rpc
{

class MethodRegistry;
class Sessions;

/// team.*; sessions of a changed member carry the change from the next call on.
void addTeamMethods(MethodRegistry &registry, team::TeamService &team, Sessions &sessions);

} // namespace counterbell::rpc
