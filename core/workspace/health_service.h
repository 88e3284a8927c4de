// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/workspace.h"
#include "core/store/store.h"

#include <QObject>

namespace counterbell::workspace
{

/// The named checks of system.health.
namespace check
{
inline constexpr QLatin1StringView kDatabase("database");
inline constexpr QLatin1StringView kRelayLink("relayLink");
inline constexpr QLatin1StringView kTemplates("templates");
inline constexpr QLatin1StringView kProvider("provider");
inline constexpr QLatin1StringView kWebhooks("webhooks");
inline constexpr QLatin1StringView kSeed("seed");
inline constexpr QLatin1StringView kClock("clock");
} // namespace check

/// How the core does, in named checks that its parts set. The whole is as well as its worst check. Main thread.
class HealthService : public QObject
{
    Q_OBJECT

public:
    /// With a store, changes are also events; without one (before it is open) they are signals alone.
    explicit HealthService(store::Store *store = nullptr);

    void set(QLatin1StringView name, HealthStatus status, std::optional<QString> detail = {});
    [[nodiscard]] const Health &health() const { return m_health; }

Q_SIGNALS:
    /// Something is other than before: health.changed with the whole of it.
    void changed(const counterbell::Health &health);

private:
    store::Store *m_store;
    Health m_health;
};

} // namespace counterbell::workspace
