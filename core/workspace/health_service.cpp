// SPDX-License-Identifier: Apache-2.0
#include "core/workspace/health_service.h"

namespace counterbell::workspace
{

HealthService::HealthService(store::Store *store) : m_store(store) {}

void HealthService::set(QLatin1StringView name, HealthStatus status, std::optional<QString> detail)
{
    const HealthCheck check{QString(name), status, std::move(detail)};
    auto &checks = m_health.checks;
    const auto place =
        std::lower_bound(checks.begin(), checks.end(), check.name,
                         [](const HealthCheck &other, const QString &wanted) { return other.name < wanted; });
    const bool isKnown = place != checks.end() && place->name == check.name;
    if (isKnown && *place == check)
        return;
    if (isKnown)
        *place = check;
    else
        checks.insert(place, check);
    m_health.status = HealthStatus::Ok;
    for (const auto &one : checks)
        m_health.status = std::max(m_health.status, one.status);
    Q_EMIT changed(m_health);
    if (!m_store)
        return;
    // Nobody waits for it: where the database is the trouble, the event is lost and system.health tells.
    std::ignore = m_store->write([data = toJson(m_health)](store::Tx &tx) -> Result<> {
        tx.record(store::Topic::HealthChanged, data);
        return {};
    });
}

} // namespace counterbell::workspace
