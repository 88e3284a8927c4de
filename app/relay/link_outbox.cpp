// SPDX-License-Identifier: Apache-2.0
#include "app/relay/link_outbox.h"

#include "core/webhooks/link_protocol.h"

namespace counterbell::relay
{
namespace
{

/// What a slow link may hold in memory; the rest waits in the spool.
constexpr std::size_t kPendingEvents = 1024;
constexpr std::size_t kPendingBytes = 2 * 1024 * 1024;
constexpr std::size_t kEventOverhead = 64;

} // namespace

LinkOutbox::LinkOutbox(std::uint64_t cursor, std::uint64_t head, std::uint64_t windowEvents, std::uint64_t windowBytes)
    : m_next(cursor + 1), m_head(head), m_windowEvents(windowEvents), m_windowBytes(windowBytes), m_lastSent(cursor)
{
}

void LinkOutbox::push(EventPtr event)
{
    m_next = event->seq + 1;
    m_pendingBytes += event->size();
    m_pending.emplace_back(std::move(event));
}

void LinkOutbox::offer(std::span<const EventPtr> events)
{
    for (const auto &event : events) {
        m_head = std::max(m_head, event->seq);
        const bool room = m_pending.size() + m_behindRead.size() < kPendingEvents && m_pendingBytes < kPendingBytes;
        if (m_reading && room)
            m_behindRead.push_back(event);
        else if (!m_reading && room && event->seq == m_next)
            push(event);
    }
}

std::optional<std::uint64_t> LinkOutbox::startRead()
{
    if (m_reading || !m_pending.empty() || m_next > m_head)
        return std::nullopt;
    m_reading = true;
    return m_next;
}

void LinkOutbox::loaded(std::vector<Item> items)
{
    m_reading = false;
    for (auto &item : items) {
        if (auto *event = std::get_if<EventPtr>(&item)) {
            push(std::move(*event));
        } else {
            m_next = std::get<Gap>(item).last + 1;
            m_pending.push_back(item);
        }
    }
    for (auto &event : m_behindRead)
        if (event->seq == m_next)
            push(std::move(event));
    m_behindRead.clear();
}

std::optional<Gap> LinkOutbox::takeGap()
{
    const auto *gap = m_pending.empty() ? nullptr : std::get_if<Gap>(&m_pending.front());
    if (!gap)
        return std::nullopt;
    const auto taken = *gap;
    m_pending.pop_front();
    m_lastSent = taken.last;
    return taken;
}

bool LinkOutbox::fits(const Event &event) const
{
    // One always fits, however large, or a window smaller than an event would stand still for ever.
    return m_unacknowledged.empty() ||
           (m_unacknowledged.size() < m_windowEvents && m_unacknowledgedBytes + event.size() <= m_windowBytes);
}

std::vector<EventPtr> LinkOutbox::takeFrame()
{
    std::vector<EventPtr> frame;
    std::size_t bytes = 0;
    while (!m_pending.empty() && frame.size() < link::kFrameEvents) {
        const auto *event = std::get_if<EventPtr>(&m_pending.front());
        if (!event || !fits(**event))
            break;
        const auto size = (*event)->size() + kEventOverhead;
        if (!frame.empty() && bytes + size > link::kFrameBytes)
            break;
        bytes += size;
        m_pendingBytes -= (*event)->size();
        m_unacknowledged.push_back({(*event)->seq, (*event)->size()});
        m_unacknowledgedBytes += (*event)->size();
        m_lastSent = (*event)->seq;
        frame.push_back(*event);
        m_pending.pop_front();
    }
    return frame;
}

bool LinkOutbox::blocked() const
{
    const auto *event = m_pending.empty() ? nullptr : std::get_if<EventPtr>(&m_pending.front());
    return event && !fits(**event);
}

bool LinkOutbox::acknowledge(std::uint64_t seq)
{
    if (seq > m_lastSent)
        return false;
    while (!m_unacknowledged.empty() && m_unacknowledged.front().seq <= seq) {
        m_unacknowledgedBytes -= m_unacknowledged.front().bytes;
        m_unacknowledged.pop_front();
    }
    return true;
}

} // namespace counterbell::relay
