// SPDX-License-Identifier: Apache-2.0
#include "app/relay/connection_table.h"

#include "app/relay/peers.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace counterbell::relay
{

ConnectionTable::Slot::Slot(ConnectionTable &table, std::shared_ptr<Entry> entry)
    : m_table(&table), m_entry(std::move(entry))
{
}

ConnectionTable::Slot &ConnectionTable::Slot::operator=(Slot &&other) noexcept
{
    release();
    m_table = other.m_table;
    m_entry = std::move(other.m_entry);
    return *this;
}

void ConnectionTable::Slot::release()
{
    if (!m_entry)
        return;
    m_entry->owner = nullptr;
    m_table->remove(*m_entry);
    m_entry.reset();
}

void ConnectionTable::Slot::setOwner(Connection *owner)
{
    m_entry->owner = owner;
}

void ConnectionTable::Slot::setWaiting(bool waiting)
{
    if (m_entry->gone)
        return;
    if (waiting == m_entry->waiting.has_value())
        return;
    if (waiting) {
        m_entry->waiting = m_table->m_waiting.insert(m_table->m_waiting.end(), m_entry.get());
        return;
    }
    m_table->m_waiting.erase(*m_entry->waiting);
    m_entry->waiting.reset();
}

void ConnectionTable::Slot::setHeld(std::uint64_t bytes)
{
    if (m_entry->gone)
        return;
    auto &table = *m_table;
    table.m_held += bytes - std::exchange(m_entry->held, bytes);
    while (table.m_held > table.m_mostHeld)
        if (!table.makeRoom("held_bytes", [](const Entry &entry) { return entry.held > 0; }))
            return;
}

void ConnectionTable::remove(Entry &entry)
{
    if (std::exchange(entry.gone, true))
        return;
    if (entry.waiting)
        m_waiting.erase(*entry.waiting);
    if (!entry.home.empty())
        if (const auto found = m_perAddress.find(entry.home); found != m_perAddress.end() && --found->second == 0)
            m_perAddress.erase(found);
    m_held -= std::exchange(entry.held, 0);
    m_entries.erase(entry.place);
}

bool ConnectionTable::makeRoom(std::string_view limit, const std::function<bool(const Entry &)> &fits)
{
    const auto oldest = std::find_if(m_waiting.begin(), m_waiting.end(),
                                     [&](const Entry *entry) { return entry->owner && fits(*entry); });
    if (m_refused)
        m_refused(limit);
    if (oldest == m_waiting.end())
        return false;
    // Its place is free at once, though its handlers end a little later.
    const auto entry = *(*oldest)->place;
    remove(*entry);
    entry->owner->giveWay();
    return true;
}

std::optional<ConnectionTable::Slot> ConnectionTable::admit(const std::string &address, bool counted)
{
    const auto home = neighbourhoodOf(address);
    if (counted) {
        const auto found = m_perAddress.find(home);
        if (found != m_perAddress.end() && found->second >= m_mostPerAddress &&
            !makeRoom("connections_per_address", [&](const Entry &entry) { return entry.home == home; }))
            return std::nullopt;
    }
    if (m_entries.size() >= m_most && !makeRoom("connections", [](const Entry &) { return true; }))
        return std::nullopt;
    auto entry = std::make_shared<Entry>();
    if (counted) {
        entry->home = home;
        ++m_perAddress[home];
    }
    entry->place = m_entries.insert(m_entries.end(), entry);
    Slot slot(*this, entry);
    slot.setWaiting(true);
    return slot;
}

void ConnectionTable::sweep(Steady::time_point now)
{
    const std::vector<std::shared_ptr<Entry>> all(m_entries.begin(), m_entries.end());
    for (const auto &entry : all)
        if (entry->owner)
            entry->owner->sweep(now);
}

void ConnectionTable::drain()
{
    const std::vector<std::shared_ptr<Entry>> all(m_entries.begin(), m_entries.end());
    for (const auto &entry : all)
        if (entry->owner)
            entry->owner->drain();
}

} // namespace counterbell::relay
