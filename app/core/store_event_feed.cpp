// SPDX-License-Identifier: Apache-2.0
#include "app/core/store_event_feed.h"

#include "core/store/event_log.h"

namespace counterbell
{

QCoro::Task<Result<rpc::EventPage>> StoreEventFeed::read(qint64 after, int limit)
{
    struct Found {
        std::vector<store::Event> events;
        qint64 tail = 0;
    };
    auto reading = m_store.read([=](store::Connection &db) -> Result<Found> {
        return Found{store::readToldEvents(db, after, limit), store::oldestEvent(db).value_or(after + 1)};
    });
    auto found = co_await std::move(reading);
    if (!found)
        co_return tl::unexpected(found.error());
    rpc::EventPage page;
    page.events = told(std::move(found->events));
    page.tail = found->tail;
    co_return page;
}

std::vector<rpc::Event> StoreEventFeed::told(std::vector<store::Event> events) const
{
    std::vector<rpc::Event> told;
    told.reserve(events.size());
    for (auto &event : events) {
        if (!store::isTold(event))
            continue;
        const bool isHealth = event.name == wireName(store::Topic::HealthChanged);
        told.push_back(
            {event.seq, std::move(event.name), isHealth ? m_health.told(event.data) : std::move(event.data)});
    }
    return told;
}

} // namespace counterbell
