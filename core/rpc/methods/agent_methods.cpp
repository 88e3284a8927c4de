// SPDX-License-Identifier: Apache-2.0
#include "core/rpc/methods/agent_methods.h"

#include "core/agent/agent_settings_service.h"
#include "core/rpc/method_registry.h"

namespace counterbell::rpc
{

using namespace Qt::StringLiterals;

void addAgentMethods(MethodRegistry &registry, agent::AgentSettingsService &agent)
{
    registry.add<Empty, AgentSettings>("agent.get"_L1, "The AI agent's settings, without its key"_L1,
                                       Permission::ManagerUp, [&agent](Caller, Empty) { return agent.get(); });
    registry.add<SetAgent, AgentSettings>("agent.set"_L1, "Changes the AI agent's settings"_L1, Permission::ManagerUp,
                                          [&agent](Caller, SetAgent p) { return agent.set(std::move(p)); });
    registry.add<TestReply, TestReplyResult>("agent.testReply"_L1, "What the AI would answer; nothing is sent"_L1,
                                             Permission::ManagerUp,
                                             [&agent](Caller, TestReply p) { return agent.testReply(std::move(p)); });
}

} // namespace counterbell::rpc
