// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/relay/crypto.h"
#include "app/relay/spool.h"
#include "app/relay/sqlite.h"

#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>

namespace counterbell::relay
{

/// Sequence numbers and tenants share the integer key of a row, so that a tenant's events lie together and
/// appending is appending: 2^23 tenants, 2^40 events each.
inline constexpr int kSeqBits = 40;
[[nodiscard]] constexpr std::int64_t eventKey(std::int64_t stream, std::uint64_t seq)
{
    return stream << kSeqBits | static_cast<std::int64_t>(seq);
}
[[nodiscard]] constexpr std::uint64_t seqOf(std::int64_t key)
{
    return static_cast<std::uint64_t>(key) & ((1ull << kSeqBits) - 1);
}

[[nodiscard]] std::string_view wireName(GapReason reason);
[[nodiscard]] GapReason gapReason(std::string_view name);

/// The writing side of the spool's file, for the one writer thread: numbering, quota, retention.
/// Throws sqlite::Fault; the file and the numbers in memory are then as before the call.
class SpoolFile
{
public:
    /// One event on its way in; `seq` and `kept` are set by `append`.
    struct Entry {
        std::string tenant;
        std::shared_ptr<Event> event;
        bool kept = false;
    };
    struct Stream {
        std::int64_t num = 0;
        std::uint64_t acked = 0;
        StreamState state;
    };

    SpoolFile(const std::string &path, SpoolLimits limits);
    ~SpoolFile();

    [[nodiscard]] const std::string &id() const { return m_id; }
    [[nodiscard]] const std::map<std::string, Stream> &streams() const { return m_streams; }

    /// One transaction, one fsync for all of them. An event that alone exceeds the quota is not kept.
    void append(std::span<Entry> entries);
    /// These numbers, the next of the stream, were events that can't be given any more.
    void lose(const std::string &tenant, std::uint64_t count, GapReason reason);
    void acknowledge(const std::map<std::string, std::uint64_t> &acked);
    /// Deletes what has outlived its retention, a bounded number of rows a call; true when there is more.
    bool prune(UnixMs now);
    void drop(const std::string &tenant);
    /// For tests: no page beyond these, as on a full disk.
    void limitPages(std::int64_t pages);
    [[nodiscard]] std::int64_t pages();
    /// The write-ahead log's length after the latest change.
    [[nodiscard]] int logPages() const { return m_database.logPages(); }
    /// Copies the log into the database, so that it begins anew; quick when most of it has been copied already.
    void checkpoint() { m_database.checkpoint(); }
    /// Writes something and takes it back, to learn whether writing works again.
    void probe();

private:
    struct Statements;

    void load();
    Stream &stream(const std::string &tenant);
    void evict(Stream &stream, std::uint64_t needed);
    std::size_t forget(Stream &stream, std::size_t most, UnixMs now);
    void removeOldest(Stream &stream, std::uint64_t seq, std::uint64_t bytes, GapReason reason);
    void save(const Stream &stream);
    void touch(const std::string &tenant);
    template <class Change>
    void transact(Change change);

    sqlite::Database m_database;
    SpoolLimits m_limits;
    std::string m_id;
    RecordSum m_sum;
    std::map<std::string, Stream> m_streams;
    /// What the running transaction has changed, as it was before.
    std::map<std::string, std::optional<Stream>> m_before;
    std::unique_ptr<Statements> m_statements;
};

} // namespace counterbell::relay
