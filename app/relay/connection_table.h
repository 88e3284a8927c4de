// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/relay/clock.h"

#include <cstdint>
#include <functional>
#include <list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace counterbell::relay
{

/// A connection as the table sees it.
class Connection
{
public:
    virtual ~Connection() = default;
    /// Its place is needed for a newer one: close now.
    virtual void giveWay() = 0;
    /// Called a few times a second: acts on deadlines that have passed.
    virtual void sweep(Steady::time_point now) = 0;
    /// The relay is stopping: finish what has begun and close. May be said more than once.
    virtual void drain() = 0;
};

/// Counts connections, in all and by address, and what half-received bodies hold in memory, and decides who gives
/// way at a limit: the one that has been without a complete request the longest. Connections whose request is being
/// kept or answered, and links that have said hello, never do; whoever downloads a file does.
class ConnectionTable
{
    struct Entry;

public:
    /// A connection's place; given back when it is destroyed. One owner at a time.
    class Slot
    {
    public:
        Slot() = default;
        Slot(Slot &&) noexcept = default;
        Slot &operator=(Slot &&other) noexcept;
        ~Slot() { release(); }

        void setOwner(Connection *owner);
        /// Waiting: without a complete request, and so the first to give way. Since when is what counts: going from
        /// one part of a request to the next doesn't make a connection any younger.
        void setWaiting(bool waiting);
        /// What this connection keeps in memory of a body that isn't complete. Beyond the limit for all of them the
        /// one that has waited longest gives way, be it this one.
        void setHeld(std::uint64_t bytes);

    private:
        friend class ConnectionTable;
        Slot(ConnectionTable &table, std::shared_ptr<Entry> entry);
        void release();

        ConnectionTable *m_table = nullptr;
        std::shared_ptr<Entry> m_entry;
    };

    /// Which limit a connection was refused for, or had to give way to: "connections", "connections_per_address" or
    /// "held_bytes".
    using Refused = std::function<void(std::string_view limit)>;

    ConnectionTable(std::uint64_t most, std::uint64_t mostPerAddress, std::uint64_t mostHeld)
        : m_most(most), m_mostPerAddress(mostPerAddress), m_mostHeld(mostHeld)
    {
    }

    void onRefused(Refused refused) { m_refused = std::move(refused); }

    /// Nothing when the table is full of connections that can't give way. `counted` is false for a trusted
    /// proxy, behind which stand many clients.
    [[nodiscard]] std::optional<Slot> admit(const std::string &address, bool counted);

    void sweep(Steady::time_point now);
    void drain();
    [[nodiscard]] std::uint64_t most() const { return m_most; }
    [[nodiscard]] std::size_t size() const { return m_entries.size(); }
    [[nodiscard]] std::uint64_t held() const { return m_held; }

private:
    using Waiting = std::list<Entry *>;
    struct Entry {
        std::string home; ///< as neighbourhoodOf; empty for one that isn't counted
        Connection *owner = nullptr;
        std::list<std::shared_ptr<Entry>>::iterator place;
        std::optional<Waiting::iterator> waiting;
        std::uint64_t held = 0;
        bool gone = false;
    };

    void remove(Entry &entry);
    /// False when nobody who is waiting and fits the description can go.
    bool makeRoom(std::string_view limit, const std::function<bool(const Entry &)> &fits);

    std::uint64_t m_most;
    std::uint64_t m_mostPerAddress;
    std::uint64_t m_mostHeld;
    std::uint64_t m_held = 0;
    Refused m_refused;
    std::list<std::shared_ptr<Entry>> m_entries;
    /// Longest without a complete request first.
    Waiting m_waiting;
    std::unordered_map<std::string, std::uint64_t> m_perAddress;
};

} // namespace counterbell::relay
