// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace counterbell::agent
{
class AgentSettingsService;
} // namespace counterbell::agent

namespace counterbell::rpc
{

class MethodRegistry;

/// agent.get, agent.set, agent.testReply
void addAgentMethods(MethodRegistry &registry, agent::AgentSettingsService &agent);

} // namespace counterbell::rpc
