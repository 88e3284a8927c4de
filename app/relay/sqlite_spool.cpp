// SPDX-License-Identifier: Apache-2.0
#include "app/relay/sqlite_spool.h"

#include "app/relay/spool_checkpointer.h"
#include "app/relay/spool_file.h"
#include "app/relay/spool_reader.h"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <unordered_map>

namespace counterbell::relay
{
namespace
{

/// Beyond this the relay is slower than its senders for good, and says 503 rather than hoard memory.
constexpr std::size_t kBacklogEvents = 8192;
constexpr std::size_t kBacklogBytes = 64 * 1024 * 1024;
/// A commit this long already shares its fsync well; longer ones would only delay the first answers.
constexpr std::size_t kCommitEvents = 512;
constexpr std::chrono::milliseconds kPruneEvery{1000};
/// A commit waits for company at most this share of the time that the last one took, and at most this long.
constexpr int kGatherShare = 4;
constexpr std::chrono::milliseconds kGatherMost{1};

} // namespace

struct SqliteSpool::Impl {
    using Task = std::function<void(SpoolFile &)>;

    Impl(const std::string &path, SpoolLimits limits, Post post, const Log &log)
        : limits(limits), post(std::move(post)), log(log), file(path, limits), reader(path), checkpointer(path, log)
    {
        for (const auto &[tenant, stream] : file.streams())
            states[tenant] = stream.state;
    }

    // --- network thread ---
    SpoolLimits limits;
    Post post;
    const Log &log;
    std::unordered_map<std::string, StreamState> states;
    std::vector<SpoolFile::Entry> gathered;
    std::vector<Kept> gatheredKept;
    std::size_t backlogEvents = 0;
    std::size_t backlogBytes = 0;
    bool flushPosted = false;
    bool closed = false;
    bool healthy = true;
    Committed committed;
    std::shared_ptr<bool> alive = std::make_shared<bool>(true);

    // --- shared ---
    std::mutex mutex;
    std::condition_variable wake;
    std::condition_variable wakeReader;
    std::vector<SpoolFile::Entry> entries;
    std::vector<Kept> kept;
    std::vector<Task> tasks;
    std::map<std::string, std::uint64_t> acked;
    std::deque<std::function<void(SpoolReader &)>> reads;
    bool stopping = false;

    // --- writer and reader threads ---
    SpoolFile file;
    SpoolReader reader;
    SpoolCheckpointer checkpointer;
    bool writable = true;
    /// How many requests the next commit may hope for, and until when.
    std::size_t expected = 0;
    Steady::time_point expectedUntil;
    std::thread writerThread;
    std::thread readerThread;

    void flush();
    void write();
    void commit(std::vector<SpoolFile::Entry> batch, std::vector<Kept> batchKept);
    void tidyLog();
    void keepHouse(std::map<std::string, std::uint64_t> newlyAcked, bool &more);
    void settled(std::span<SpoolFile::Entry> batch, std::span<Kept> batchKept, bool fine,
                 const std::map<std::string, StreamState> &now);
    void readLoop();
    /// Runs on the network thread unless the spool has gone by then.
    void tell(std::function<void()> fn)
    {
        post([alive = std::weak_ptr<bool>(alive), fn = std::move(fn)] {
            if (!alive.expired())
                fn();
        });
    }
    std::map<std::string, StreamState> statesOf(std::span<const SpoolFile::Entry> batch) const
    {
        std::map<std::string, StreamState> now;
        for (const auto &entry : batch)
            if (const auto found = file.streams().find(entry.tenant); found != file.streams().end())
                now[entry.tenant] = found->second.state;
        return now;
    }
};

void SqliteSpool::Impl::flush()
{
    flushPosted = false;
    if (gathered.empty())
        return;
    {
        const std::scoped_lock lock(mutex);
        std::move(gathered.begin(), gathered.end(), std::back_inserter(entries));
        std::move(gatheredKept.begin(), gatheredKept.end(), std::back_inserter(kept));
    }
    gathered.clear();
    gatheredKept.clear();
    wake.notify_one();
}

void SqliteSpool::Impl::write()
{
    auto pruneAt = Steady::now() + kPruneEvery;
    for (;;) {
        std::vector<SpoolFile::Entry> batch;
        std::vector<Kept> batchKept;
        std::vector<Task> due;
        std::map<std::string, std::uint64_t> newlyAcked;
        {
            std::unique_lock lock(mutex);
            wake.wait_until(lock, pruneAt, [this] { return stopping || !entries.empty() || !tasks.empty(); });
            // Whoever was answered a moment ago is about to ask again. Together they cost one sync, one after the other
            // two; what the wait may cost is a fraction of what the last sync did.
            wake.wait_until(lock, expectedUntil, [this] { return stopping || entries.size() >= expected; });
            batch.swap(entries);
            batchKept.swap(kept);
            due.swap(tasks);
            if (Steady::now() >= pruneAt || stopping)
                newlyAcked.swap(acked);
            if (stopping && batch.empty() && due.empty() && newlyAcked.empty())
                return;
        }
        if (!batch.empty()) {
            const auto count = batch.size();
            const auto begun = Steady::now();
            commit(std::move(batch), std::move(batchKept));
            const auto ended = Steady::now();
            expectedUntil = ended + std::min<Steady::duration>((ended - begun) / kGatherShare, kGatherMost);
            const std::scoped_lock lock(mutex);
            expected = std::min(count + entries.size(), kCommitEvents);
        }
        for (const auto &task : due) {
            try {
                task(file);
            } catch (const sqlite::Fault &fault) {
                log.error("spool.failed", {{"what", fault.what()}});
            }
        }
        if (Steady::now() >= pruneAt || !newlyAcked.empty()) {
            bool more = false;
            keepHouse(std::move(newlyAcked), more);
            pruneAt = Steady::now() + (more ? std::chrono::milliseconds(0) : kPruneEvery);
        }
    }
}

void SqliteSpool::Impl::commit(std::vector<SpoolFile::Entry> batch, std::vector<Kept> batchKept)
{
    for (std::size_t from = 0; from < batch.size(); from += kCommitEvents) {
        const auto count = std::min(kCommitEvents, batch.size() - from);
        const std::span part(batch.data() + from, count);
        bool fine = true;
        try {
            file.append(part);
        } catch (const sqlite::Fault &fault) {
            fine = false;
            log.error("spool.commitFailed", {{"what", fault.what()}, {"code", fault.code()}});
        }
        writable = fine;
        auto told = std::make_shared<std::vector<SpoolFile::Entry>>(std::make_move_iterator(part.begin()),
                                                                    std::make_move_iterator(part.end()));
        auto toldKept = std::make_shared<std::vector<Kept>>(
            std::make_move_iterator(batchKept.begin() + static_cast<std::ptrdiff_t>(from)),
            std::make_move_iterator(batchKept.begin() + static_cast<std::ptrdiff_t>(from + count)));
        tell([this, told, toldKept, fine, now = statesOf(*told)] { settled(*told, *toldKept, fine, now); });
        tidyLog();
    }
}

void SqliteSpool::Impl::settled(std::span<SpoolFile::Entry> batch, std::span<Kept> batchKept, bool fine,
                                const std::map<std::string, StreamState> &now)
{
    healthy = fine;
    for (const auto &[tenant, state] : now)
        states[tenant] = state;
    // Answers first: the sender waits for its 204, the core does not know yet that anything came.
    for (std::size_t i = 0; i < batch.size(); ++i) {
        backlogBytes -= batch[i].event->size();
        batchKept[i](fine && batch[i].kept);
    }
    backlogEvents -= batch.size();
    if (!fine || !committed)
        return;
    std::unordered_map<std::string, std::vector<EventPtr>> events;
    for (auto &entry : batch)
        if (entry.kept)
            events[entry.tenant].push_back(std::move(entry.event));
    for (const auto &[tenant, list] : events)
        committed(tenant, list);
}

void SqliteSpool::Impl::tidyLog()
{
    if (!checkpointer.noteLog(file.logPages()))
        return;
    try {
        file.checkpoint();
    } catch (const sqlite::Fault &fault) {
        log.error("spool.checkpointFailed", {{"what", fault.what()}, {"code", fault.code()}});
    }
}

void SqliteSpool::Impl::keepHouse(std::map<std::string, std::uint64_t> newlyAcked, bool &more)
{
    try {
        if (!newlyAcked.empty())
            file.acknowledge(newlyAcked);
        more = file.prune(unixNow());
        // Whoever watches /readyz keeps senders away while commits fail; without a try nobody would see it end.
        if (!writable)
            file.probe();
        writable = true;
        tidyLog();
    } catch (const sqlite::Fault &fault) {
        log.error("spool.pruneFailed", {{"what", fault.what()}, {"code", fault.code()}});
    }
    std::map<std::string, StreamState> now;
    for (const auto &[tenant, stream] : file.streams())
        now[tenant] = stream.state;
    tell([this, now = std::move(now), fine = writable] {
        healthy = fine;
        for (const auto &[tenant, state] : now)
            states[tenant] = state;
    });
}

void SqliteSpool::Impl::readLoop()
{
    for (;;) {
        std::function<void(SpoolReader &)> task;
        {
            std::unique_lock lock(mutex);
            wakeReader.wait(lock, [this] { return stopping || !reads.empty(); });
            if (stopping)
                return;
            task = std::move(reads.front());
            reads.pop_front();
        }
        task(reader);
    }
}

Outcome<std::unique_ptr<SqliteSpool>> SqliteSpool::open(const std::string &path, SpoolLimits limits, Post post,
                                                        const Log &log)
{
    try {
        auto impl = std::make_unique<Impl>(path, limits, std::move(post), log);
        return std::unique_ptr<SqliteSpool>(new SqliteSpool(std::move(impl)));
    } catch (const sqlite::Fault &why) {
        return fault("spool: " + path + " can't be used: " + why.what());
    }
}

SqliteSpool::SqliteSpool(std::unique_ptr<Impl> impl) : m_impl(std::move(impl))
{
    m_impl->writerThread = std::thread([this] { m_impl->write(); });
    m_impl->readerThread = std::thread([this] { m_impl->readLoop(); });
}

SqliteSpool::~SqliteSpool()
{
    close();
}

const std::string &SqliteSpool::id() const
{
    return m_impl->file.id();
}

StreamState SqliteSpool::state(const std::string &tenant) const
{
    const auto found = m_impl->states.find(tenant);
    return found == m_impl->states.end() ? StreamState{} : found->second;
}

std::uint64_t SqliteSpool::quota() const
{
    return m_impl->limits.bytesPerTenant;
}

bool SqliteSpool::healthy() const
{
    return m_impl->healthy;
}

void SqliteSpool::append(const std::string &tenant, Event event, Kept kept)
{
    auto &impl = *m_impl;
    if (impl.closed || impl.backlogEvents >= kBacklogEvents || impl.backlogBytes >= kBacklogBytes) {
        kept(false);
        return;
    }
    ++impl.backlogEvents;
    impl.backlogBytes += event.size();
    impl.gathered.push_back({tenant, std::make_shared<Event>(std::move(event))});
    impl.gatheredKept.push_back(std::move(kept));
    // Handed over once per turn of the loop: everything that became readable together shares a commit.
    if (!std::exchange(impl.flushPosted, true))
        impl.tell([&impl] { impl.flush(); });
}

void SqliteSpool::onCommitted(Committed committed)
{
    m_impl->committed = std::move(committed);
}

void SqliteSpool::read(const std::string &tenant, std::uint64_t first, Read read)
{
    auto &impl = *m_impl;
    {
        const std::scoped_lock lock(impl.mutex);
        impl.reads.emplace_back([&impl, tenant, first, read = std::move(read)](SpoolReader &reader) {
            std::vector<Item> items;
            try {
                items = reader.read(tenant, first);
            } catch (const sqlite::Fault &fault) {
                impl.log.error("spool.readFailed", {{"what", fault.what()}, {"code", fault.code()}});
            }
            impl.tell([read, items = std::move(items)]() mutable { read(std::move(items)); });
        });
    }
    impl.wakeReader.notify_one();
}

void SqliteSpool::acknowledge(const std::string &tenant, std::uint64_t seq)
{
    // Not worth a commit of its own: lost in a crash, it only means that events are kept longer.
    const std::scoped_lock lock(m_impl->mutex);
    auto &acked = m_impl->acked[tenant];
    acked = std::max(acked, seq);
}

void SqliteSpool::drop(const std::string &tenant)
{
    m_impl->states.erase(tenant);
    {
        const std::scoped_lock lock(m_impl->mutex);
        m_impl->acked.erase(tenant);
        m_impl->tasks.emplace_back([tenant](SpoolFile &file) { file.drop(tenant); });
    }
    m_impl->wake.notify_one();
}

void SqliteSpool::limitPages(std::int64_t pages, std::function<void()> done)
{
    {
        const std::scoped_lock lock(m_impl->mutex);
        m_impl->tasks.emplace_back([impl = m_impl.get(), pages, done = std::move(done)](SpoolFile &file) {
            file.limitPages(pages);
            impl->tell(done);
        });
    }
    m_impl->wake.notify_one();
}

void SqliteSpool::close()
{
    if (std::exchange(m_impl->closed, true))
        return;
    m_impl->flush();
    {
        const std::scoped_lock lock(m_impl->mutex);
        m_impl->stopping = true;
    }
    m_impl->wake.notify_one();
    m_impl->wakeReader.notify_one();
    m_impl->writerThread.join();
    m_impl->readerThread.join();
}

} // namespace counterbell::relay
