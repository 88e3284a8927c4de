// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/rpc/event_feed.h"
#include "core/store/store.h"
#include "core/workspace/health_service.h"

namespace counterbell
{

/// The store's event log, as the hub reads it.
class StoreEventFeed : public rpc::EventFeed
{
public:
    StoreEventFeed(store::Store &store, const workspace::HealthService &health) : m_store(store), m_health(health) {}

    QCoro::Task<Result<rpc::EventPage>> read(qint64 after, int limit) override;
    qint64 head() const override { return m_store.eventHead(); }
    qint64 tail() const override { return m_store.eventTail(); }

    /// Events of the log as this core's consoles hear them.
    [[nodiscard]] std::vector<rpc::Event> told(std::vector<store::Event> events) const;

private:
    store::Store &m_store;
    const workspace::HealthService &m_health;
};

} // namespace counterbell
