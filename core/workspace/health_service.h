// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/workspace.h"
#include "core/store/store.h"

namespace counterbell::workspace
{

/// How each part of the core does. Parts report, consoles read and are told of changes by health.changed.
/// Names: database, relayLink, templates, provider, webhooks, seed, clock, sending, journal, catchUp, lead, backup.
class HealthService : public QObject
{
    Q_OBJECT

public:
    explicit HealthService(store::Store &store);

    /// Nothing happens when the check said so already.
    void set(const QString &name, HealthStatus status, const std::optional<QString> &detail = {});
    [[nodiscard]] Health health() const;

    /// What health.changed says to this core's consoles. Cores on one database share its event log, not their health:
    /// where another one's has changed, they hear once more of this one's.
    [[nodiscard]] QJsonObject told(const QJsonObject &logged) const;

private:
    store::Store &m_store;
    QString m_core; ///< in the log, whose health it is; empty where there is one core only
    std::map<QString, HealthCheck> m_checks;
};

} // namespace counterbell::workspace
