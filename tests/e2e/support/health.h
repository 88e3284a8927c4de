// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/e2e/support/rpc_client.h"

namespace counterbell::e2e
{

/// One check of a core's system.health, empty when it has none of that name or doesn't answer.
[[nodiscard]] inline QJsonObject healthCheck(RpcClient &rpc, const QString &name)
{
    const auto checks = rpc.call(QLatin1StringView("system.health"))[QLatin1StringView("checks")].toArray();
    for (const auto &check : checks) {
        if (check[QLatin1StringView("name")].toString() == name)
            return check.toObject();
    }
    return {};
}

/// leads, follows, or nothing when the core doesn't say.
[[nodiscard]] inline QString leadOf(RpcClient &rpc)
{
    return healthCheck(rpc, QStringLiteral("lead"))[QLatin1StringView("detail")].toString();
}

/// What the first call to the provider with its credentials came to; empty while all is well.
[[nodiscard]] inline QString providerProblem(RpcClient &rpc)
{
    return healthCheck(rpc, QStringLiteral("provider"))[QLatin1StringView("detail")].toString();
}

} // namespace counterbell::e2e
