// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/relay/clock.h"

#include <cstdint>
#include <list>
#include <memory>
#include <optional>
#include <string>
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
    /// The relay is stopping: finish what was promised and close.
    virtual void drain() = 0;
};

/// Counts connections, in all and by address, and decides who gives way at a limit: the one that has been
/// without a complete request the longest. Connections whose request is being kept, and links, never do.
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
        /// Waiting: without a complete request, and so the first to give way.
        void setWaiting(bool waiting);

    private:
        friend class ConnectionTable;
        Slot(ConnectionTable &table, std::shared_ptr<Entry> entry);
        void release();

        ConnectionTable *m_table = nullptr;
        std::shared_ptr<Entry> m_entry;
    };

    ConnectionTable(std::uint64_t most, std::uint64_t mostPerAddress) : m_most(most), m_mostPerAddress(mostPerAddress)
    {
    }

    /// Nothing when the table is full of connections that can't give way. `counted` is false for a trusted
    /// proxy, behind which stand many clients.
    [[nodiscard]] std::optional<Slot> admit(const std::string &address, bool counted);

    void sweep(Steady::time_point now);
    void drain();
    [[nodiscard]] std::uint64_t most() const { return m_most; }
    [[nodiscard]] std::size_t size() const { return m_entries.size(); }

private:
    using Waiting = std::list<Entry *>;
    struct Entry {
        std::string address;
        Connection *owner = nullptr;
        std::list<std::shared_ptr<Entry>>::iterator place;
        std::optional<Waiting::iterator> waiting;
        bool gone = false;
    };

    void remove(Entry &entry);
    bool makeRoom(const std::string *address);

    std::uint64_t m_most;
    std::uint64_t m_mostPerAddress;
    std::list<std::shared_ptr<Entry>> m_entries;
    /// Longest without a complete request first.
    Waiting m_waiting;
    std::unordered_map<std::string, std::uint64_t> m_perAddress;
};

} // namespace counterbell::relay
