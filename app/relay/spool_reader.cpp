// SPDX-License-Identifier: Apache-2.0
#include "app/relay/spool_reader.h"

#include "app/relay/spool_file.h"

#include <algorithm>

namespace counterbell::relay
{

struct SpoolReader::Statements {
    explicit Statements(sqlite::Database &db)
        : stream(db, "SELECT num, head FROM streams WHERE tenant = ?"),
          rows(db, "SELECT key, at, sum, header, body FROM events WHERE key >= ? AND key < ? ORDER BY key LIMIT ?"),
          lost(db, "SELECT first, last, reason FROM lost WHERE num = ? AND last >= ? AND first <= ? ORDER BY first")
    {
    }

    sqlite::Statement stream, rows, lost;
};

/// What has been collected, and the number that comes next.
struct SpoolReader::Page {
    std::vector<Item> items;
    std::uint64_t next = 0;
    std::size_t bytes = 0;

    void gap(std::uint64_t last, GapReason reason)
    {
        if (last < next)
            return;
        auto *previous = items.empty() ? nullptr : std::get_if<Gap>(&items.back());
        if (previous && previous->reason == reason)
            previous->last = last;
        else
            items.emplace_back(Gap{next, last, reason});
        next = last + 1;
    }
};

SpoolReader::SpoolReader(const std::string &path) : m_database(path)
{
    m_database.exec("PRAGMA query_only = 1");
    m_statements = std::make_unique<Statements>(m_database);
}

SpoolReader::~SpoolReader() = default;

std::vector<Item> SpoolReader::read(const std::string &tenant, std::uint64_t first)
{
    // One snapshot for the head, the rows and the losses, else a deletion in between would look like damage.
    sqlite::Transaction snapshot(m_database, false);
    std::int64_t stream = 0;
    std::uint64_t head = 0;
    {
        sqlite::Use row(m_statements->stream);
        row->bindText(1, tenant);
        if (!row->step())
            return {};
        stream = row->number(0);
        head = static_cast<std::uint64_t>(row->number(1));
    }
    return page(stream, head, first);
}

std::vector<Item> SpoolReader::read(std::int64_t stream, std::uint64_t head, std::uint64_t first)
{
    sqlite::Transaction snapshot(m_database, false);
    return page(stream, head, first);
}

std::vector<UnreadStream> SpoolReader::streams()
{
    std::vector<UnreadStream> found;
    try {
        sqlite::Statement all(m_database, "SELECT tenant, num, acked, head FROM streams");
        while (all.step())
            found.push_back({std::string(all.bytes(0)), all.number(1), static_cast<std::uint64_t>(all.number(2)),
                             static_cast<std::uint64_t>(all.number(3))});
    } catch (const sqlite::Fault &fault) {
        if (!fault.corrupt())
            throw;
    }
    return found;
}

std::vector<Item> SpoolReader::page(std::int64_t stream, std::uint64_t head, std::uint64_t first)
{
    Page page;
    page.next = std::max<std::uint64_t>(first, 1);
    try {
        readRows(page, stream, head);
    } catch (const sqlite::Fault &fault) {
        if (!fault.corrupt())
            throw;
        readOneByOne(page, stream, head);
    }
    return std::move(page.items);
}

EventPtr SpoolReader::eventOf(sqlite::Statement &row)
{
    const auto key = row.number(0);
    const auto at = row.number(1);
    const auto header = row.bytes(3);
    const auto body = row.bytes(4);
    if (m_sum.of(key, at, header, body) != row.number(2))
        return nullptr;
    auto event = std::make_shared<Event>();
    event->seq = seqOf(key);
    event->at = at;
    // Only the wall clock outlives a restart; a clock that was set back makes an event new, not of negative age.
    event->received = Steady::now() - std::chrono::milliseconds(std::max<UnixMs>(0, unixNow() - at));
    event->header = header;
    event->body = body;
    return event;
}

void SpoolReader::addMissing(Page &page, std::int64_t stream, std::uint64_t upTo, GapReason otherwise)
{
    if (page.next > upTo)
        return;
    sqlite::Use lost(m_statements->lost);
    lost->bind(1, stream).bind(2, static_cast<std::int64_t>(page.next)).bind(3, static_cast<std::int64_t>(upTo));
    while (lost->step()) {
        const auto from = static_cast<std::uint64_t>(lost->number(0));
        const auto to = std::min(static_cast<std::uint64_t>(lost->number(1)), upTo);
        page.gap(std::min(from - 1, upTo), otherwise);
        page.gap(to, gapReason(lost->bytes(2)));
    }
    page.gap(upTo, otherwise);
}

void SpoolReader::readRows(Page &page, std::int64_t stream, std::uint64_t head)
{
    sqlite::Use rows(m_statements->rows);
    rows->bind(1, eventKey(stream, page.next))
        .bind(2, eventKey(stream, head + 1))
        .bind(3, static_cast<std::int64_t>(kPageEvents));
    bool any = false;
    std::size_t count = 0;
    while (page.bytes < kPageBytes && rows->step()) {
        const auto seq = seqOf(rows->number(0));
        // Deletion takes from the front only, so a hole behind a kept event is damage.
        addMissing(page, stream, seq - 1, any ? GapReason::Corrupt : GapReason::Expired);
        any = true;
        ++count;
        if (auto event = eventOf(*rows.operator->())) {
            page.bytes += event->size();
            page.items.emplace_back(std::move(event));
            page.next = seq + 1;
        } else {
            page.gap(seq, GapReason::Corrupt);
        }
    }
    if (page.bytes < kPageBytes && count < kPageEvents)
        addMissing(page, stream, head, any ? GapReason::Corrupt : GapReason::Expired);
}

void SpoolReader::readOneByOne(Page &page, std::int64_t stream, std::uint64_t head)
{
    const auto last = std::min<std::uint64_t>(head, page.next + kPageEvents - 1);
    while (page.next <= last && page.bytes < kPageBytes) {
        EventPtr event;
        try {
            sqlite::Use row(m_statements->rows);
            row->bind(1, eventKey(stream, page.next)).bind(2, eventKey(stream, page.next + 1)).bind(3, 1);
            if (row->step())
                event = eventOf(*row.operator->());
        } catch (const sqlite::Fault &fault) {
            if (!fault.corrupt())
                throw;
        }
        if (!event) {
            page.gap(page.next, GapReason::Corrupt);
            continue;
        }
        page.bytes += event->size();
        page.items.emplace_back(std::move(event));
        ++page.next;
    }
}

} // namespace counterbell::relay
