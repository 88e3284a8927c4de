// SPDX-License-Identifier: Apache-2.0
#include "app/core/store_event_feed.h"

#include "core/store/event_log.h"

namespace counterbell
{

QCoro::Task<Result<std::vector<rpc::Event>>> StoreEventFeed::read(qint64 after, int limit)
{
    co_return co_await m_store.read([=](store::Connection &db) -> Result<std::vector<rpc::Event>> {
        std::vector<rpc::Event> events;
        for (auto &event : store::readEvents(db, after, limit))
            events.push_back({event.seq, std::move(event.name), std::move(event.data)});
        return events;
    });
}

} // namespace counterbell
