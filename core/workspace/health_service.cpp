// SPDX-License-Identifier: Apache-2.0
#include "core/workspace/health_service.h"

#include <QUuid>

namespace counterbell::workspace
{

using namespace Qt::StringLiterals;

HealthService::HealthService(store::Store &store)
    : m_store(store), m_core(store.isShared() ? QUuid::createUuid().toString(QUuid::WithoutBraces) : QString())
{
}

void HealthService::set(const QString &name, HealthStatus status, const std::optional<QString> &detail)
{
    const HealthCheck check{name, status, detail};
    auto &known = m_checks[name];
    if (known == check)
        return;
    known = check;
    // The database's own trouble can't be written to it; whoever asks still learns of it.
    auto logged = toJson(health());
    if (!m_core.isEmpty())
        logged.insert(u"core"_s, m_core);
    (void)m_store.write([health = std::move(logged)](store::Tx &tx) -> Result<> {
        tx.record(store::Topic::HealthChanged, health);
        return {};
    });
}

QJsonObject HealthService::told(const QJsonObject &logged) const
{
    if (logged.value("core"_L1).toString() != m_core)
        return toJson(health());
    auto health = logged;
    health.remove("core"_L1);
    return health;
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
