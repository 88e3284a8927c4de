// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace counterbell::store
{
class Store;
}
namespace counterbell::workspace
{
class BusinessClock;
class HealthService;
class WorkspaceService;
} // namespace counterbell::workspace

namespace counterbell::rpc
{

class MethodRegistry;

/// workspace.get and set
void addWorkspaceMethods(MethodRegistry &registry, workspace::WorkspaceService &workspace);
/// system.health
void addHealthMethods(MethodRegistry &registry, workspace::HealthService &health);
/// sandbox.advanceClock
void addClockMethods(MethodRegistry &registry, workspace::BusinessClock &clock, store::Store &store);

} // namespace counterbell::rpc
