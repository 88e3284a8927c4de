// SPDX-License-Identifier: Apache-2.0
#include "core/agent/model_endpoint.h"

#include "core/agent/model_key.h"
#include "core/secrets/secret_store.h"

namespace counterbell::agent
{

using namespace Qt::StringLiterals;

QCoro::Task<tl::expected<ModelEndpoint, QString>> endpointOf(secrets::SecretStore *secrets, AgentSettings settings)
{
    if (settings.baseUrl.isEmpty() || settings.model.isEmpty())
        co_return tl::unexpected(u"agentNotConfigured"_s);
    ModelEndpoint endpoint{settings.baseUrl, settings.model, {}};
    if (settings.hasKey) {
        const auto key = co_await secrets->read(QString(kModelKeySecret));
        if (!key || !*key)
            co_return tl::unexpected(u"keyUnavailable"_s);
        endpoint.key = **key;
    }
    co_return endpoint;
}

} // namespace counterbell::agent
