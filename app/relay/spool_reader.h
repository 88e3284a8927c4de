// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/relay/crypto.h"
#include "app/relay/spool.h"
#include "app/relay/sqlite.h"

#include <memory>
#include <string>
#include <vector>

namespace counterbell::relay
{

/// Where a tenant's stream stands in the file: what lies behind `acked` no core has acknowledged yet.
struct UnreadStream {
    std::string tenant;
    std::int64_t num = 0;
    std::uint64_t acked = 0;
    std::uint64_t head = 0;
};

/// The reading side of the spool's file, for resume, on a connection and a thread of its own: a slow read never
/// holds up a commit. Every record's sum is checked; one that fails is a gap, not an error.
class SpoolReader
{
public:
    static constexpr std::size_t kPageEvents = 256;
    static constexpr std::size_t kPageBytes = 1024 * 1024;

    explicit SpoolReader(const std::string &path);
    ~SpoolReader();

    /// Items from `first` on without holes, to the head or the end of a page. Throws sqlite::Fault.
    [[nodiscard]] std::vector<Item> read(const std::string &tenant, std::uint64_t first);
    /// The same of a stream whose number and head are known, for a file where they can't be read any more.
    [[nodiscard]] std::vector<Item> read(std::int64_t stream, std::uint64_t head, std::uint64_t first);

    /// As many as can be read. Throws sqlite::Fault.
    [[nodiscard]] std::vector<UnreadStream> streams();

private:
    struct Statements;
    struct Page;

    std::vector<Item> page(std::int64_t stream, std::uint64_t head, std::uint64_t first);
    void readRows(Page &page, std::int64_t stream, std::uint64_t head);
    void readOneByOne(Page &page, std::int64_t stream, std::uint64_t head);
    void addMissing(Page &page, std::int64_t stream, std::uint64_t upTo, GapReason otherwise);
    EventPtr eventOf(sqlite::Statement &row);

    sqlite::Database m_database;
    RecordSum m_sum;
    std::unique_ptr<Statements> m_statements;
};

} // namespace counterbell::relay
