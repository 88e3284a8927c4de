// SPDX-License-Identifier: Apache-2.0
#include "app/core/store_event_feed.h"

#include "core/store/event_log.h"

namespace counterbell
{

QCoro::Task<Result<rpc::EventPage>> StoreEventFeed::read(qint64 after, int limit)
{
    auto reading = m_store.read([=](store::Connection &db) -> Result<rpc::EventPage> {
        rpc::EventPage page;
        for (auto &event : store::readEvents(db, after, limit))
            page.events.push_back({event.seq, std::move(event.name), std::move(event.data)});
        page.tail = store::oldestEvent(db).value_or(after + 1);
        return page;
    });
    co_return co_await std::move(reading);
}

} // namespace counterbell
