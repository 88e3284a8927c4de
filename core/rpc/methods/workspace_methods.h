// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace counterbell::workspace
{
class HealthService;
class WorkspaceService;
} // namespace counterbell::workspace

namespace counterbell::rpc
{

class MethodRegistry;

/// workspace.*, system.health and sandbox.advanceClock
void addWorkspaceMethods(MethodRegistry &registry, workspace::WorkspaceService &workspace,
                         workspace::HealthService &health);

} // namespace counterbell::rpc
