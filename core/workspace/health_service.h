// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/workspace.h"
#include "core/store/store.h"

namespace counterbell::workspace
{

/// How each part of the core does. Parts report, consoles read and are told of changes by health.changed.
/// Names: database, relayLink, templates, provider, webhooks, seed, clock, sending, journal, catchUp.
class HealthService : public QObject
{
    Q_OBJECT

public:
    explicit HealthService(store::Store &store) : m_store(store) {}

    /// Nothing happens when the check said so already.
    void set(const QString &name, HealthStatus status, const std::optional<QString> &detail = {});
    [[nodiscard]] Health health() const;

private:
    store::Store &m_store;
    std::map<QString, HealthCheck> m_checks;
};

} // namespace counterbell::workspace
