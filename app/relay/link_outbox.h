// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/relay/spool.h"

#include <cstdint>
#include <deque>
#include <optional>
#include <span>
#include <string>

namespace counterbell::relay
{

/// What one link has still to send, and what of it is unacknowledged: the flow control of CONTRACT 4. Events are
/// offered from memory as they are committed; what didn't fit, or came before the link, is read from the spool.
/// Pure bookkeeping: the link session does the sending and the reading.
class LinkOutbox
{
public:
    /// `cursor` is the last event the core has; `head` the last there is.
    LinkOutbox(std::uint64_t cursor, std::uint64_t head, std::uint64_t windowEvents, std::uint64_t windowBytes);

    /// Newly committed events, in order.
    void offer(std::span<const EventPtr> events);
    /// The first number to read from the spool, when nothing in memory is next; then `loaded` must follow.
    [[nodiscard]] std::optional<std::uint64_t> startRead();
    void loaded(std::vector<Item> items);

    /// The next gap, when one is due.
    [[nodiscard]] std::optional<Gap> takeGap();
    /// As many events as fit a frame and the window; empty when there are none or the window is full.
    [[nodiscard]] std::vector<EventPtr> takeFrame();
    /// Something is due but the window has no room for it.
    [[nodiscard]] bool blocked() const;

    /// False for a number that was never sent.
    [[nodiscard]] bool acknowledge(std::uint64_t seq);

private:
    struct Sent {
        std::uint64_t seq;
        std::size_t bytes;
    };

    [[nodiscard]] bool fits(const Event &event) const;
    void push(EventPtr event);

    std::uint64_t m_next;
    std::uint64_t m_head;
    std::uint64_t m_windowEvents;
    std::uint64_t m_windowBytes;
    std::uint64_t m_lastSent;
    bool m_reading = false;
    std::deque<Item> m_pending;
    std::size_t m_pendingBytes = 0;
    /// Committed while a read was under way: they join behind it, so that a link that catches up stays caught up.
    std::deque<EventPtr> m_behindRead;
    std::deque<Sent> m_unacknowledged;
    std::size_t m_unacknowledgedBytes = 0;
};

} // namespace counterbell::relay
