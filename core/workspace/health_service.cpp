// SPDX-License-Identifier: Apache-2.0
#include "core/workspace/health_service.h"

namespace counterbell::workspace
{

void HealthService::set(const QString &name, HealthStatus status, const std::optional<QString> &detail)
{
    const HealthCheck check{name, status, detail};
    auto &known = m_checks[name];
    if (known == check)
        return;
    known = check;
    // The database's own trouble can't be written to it; whoever asks still learns of it.
    (void)m_store.write([health = toJson(health())](store::Tx &tx) -> Result<> {
        tx.record(store::Topic::HealthChanged, health);
        return {};
    });
}

Health HealthService::health() const
{
    Health health;
    for (const auto &[name, check] : m_checks) {
        health.checks.push_back(check);
        health.status = std::max(health.status, check.status);
    }
    return health;
}

} // namespace counterbell::workspace
