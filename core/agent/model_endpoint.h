// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/agent/model_client.h"
#include "core/api/agent.h"

namespace counterbell::secrets
{
class SecretStore;
}

namespace counterbell::agent
{

/// The endpoint that the settings name, with its key. The error is a stable word: agentNotConfigured (no base URL or
/// model), keyUnavailable (the settings speak of a key and the store doesn't give it: locked, or gone).
[[nodiscard]] QCoro::Task<tl::expected<ModelEndpoint, QString>> endpointOf(secrets::SecretStore *secrets,
                                                                           AgentSettings settings);

} // namespace counterbell::agent
