// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/rpc/event_feed.h"
#include "core/store/store.h"

namespace counterbell
{

/// The store's event log, as the hub reads it.
class StoreEventFeed : public rpc::EventFeed
{
public:
    explicit StoreEventFeed(store::Store &store) : m_store(store) {}

    QCoro::Task<Result<rpc::EventPage>> read(qint64 after, int limit) override;
    qint64 head() const override { return m_store.eventHead(); }
    qint64 tail() const override { return m_store.eventTail(); }

private:
    store::Store &m_store;
};

} // namespace counterbell
