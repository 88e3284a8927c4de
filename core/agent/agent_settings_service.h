// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/agent/model_client.h"
#include "core/api/agent.h"
#include "core/api/result.h"
#include "core/store/store.h"

namespace counterbell::secrets
{
class SecretStore;
}

namespace counterbell::agent
{

/// The agent's settings, group "agent". The key lies in the SecretStore; only whether there is one is told.
class AgentSettingsService
{
public:
    AgentSettingsService(store::Store &store, const Clock &clock, secrets::SecretStore &secrets, ModelClient &model)
        : m_store(store), m_clock(clock), m_secrets(secrets), m_model(model)
    {
    }

    [[nodiscard]] QCoro::Task<Result<AgentSettings>> get();
    /// What is absent stays; an empty key removes it. A changed base URL without a key given along drops the old key:
    /// it was meant for somebody else. `invalidArgument` with details.argument as `changed` says.
    [[nodiscard]] QCoro::Task<Result<AgentSettings>> set(SetAgent change);
    /// What the model would answer to a customer's message, without history and tools. Nothing is sent or kept.
    /// `providerUnreachable` with details.problem, a word of ModelClient::ask, keyUnavailable or agentNotConfigured.
    [[nodiscard]] QCoro::Task<Result<TestReplyResult>> testReply(TestReply request);

private:
    store::Store &m_store;
    const Clock &m_clock;
    secrets::SecretStore &m_secrets;
    ModelClient &m_model;
};

/// Applies what is present. `invalidArgument` with details.argument and details.problem: baseUrl (unsafe: neither https
/// nor http to this machine; tooLong), name, model, prompt, key (tooLong, characters), maximumReplies, historyMessages
/// (range), and enabled (baseUrl or model missing).
[[nodiscard]] Result<AgentSettings> changed(AgentSettings settings, const SetAgent &change);

} // namespace counterbell::agent
