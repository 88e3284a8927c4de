// SPDX-License-Identifier: Apache-2.0
#include "app/relay/sqlite_spool_impl.h"

namespace counterbell::relay
{
namespace
{

/// Beyond this the relay is slower than its senders for good, and says 503 rather than hoard memory.
constexpr std::size_t kBacklogEvents = 8192;
constexpr std::size_t kBacklogBytes = 64 * 1024 * 1024;

} // namespace

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

void SqliteSpool::Impl::readLoop()
{
    for (;;) {
        std::function<void(SpoolReader *)> task;
        {
            std::unique_lock lock(mutex);
            wakeReader.wait(lock, [this] { return stopping || !reads.empty(); });
            if (stopping)
                return;
            task = std::move(reads.front());
            reads.pop_front();
        }
        const std::scoped_lock reading(readerMutex);
        task(reader.get());
    }
}

Outcome<std::unique_ptr<SqliteSpool>> SqliteSpool::open(const std::string &path, SpoolLimits limits, Post post,
                                                        const Log &log)
{
    try {
        auto impl = std::make_unique<Impl>(path, limits, std::move(post), log);
        impl->start();
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
    return m_impl->id;
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

Spool::Replaced SqliteSpool::replaced() const
{
    return m_impl->replaced;
}

void SqliteSpool::onReplaced(std::function<void()> replaced)
{
    m_impl->wasReplaced = std::move(replaced);
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
        const auto generation = impl.seenGeneration;
        impl.reads.emplace_back(
            [&impl, tenant, first, generation, read = std::move(read)](SpoolReader *reader) mutable {
                // Numbers of a spool that has been replaced meanwhile name other events in this one. Whoever asked is
                // told so by onReplaced.
                if (!reader || generation != impl.currentGeneration())
                    return;
                std::vector<Item> items;
                try {
                    items = reader->read(tenant, first);
                } catch (const sqlite::Fault &fault) {
                    impl.log.error("spool.readFailed", {{"what", fault.what()}, {"code", fault.code()}});
                }
                impl.tell([read = std::move(read), items = std::move(items)]() mutable { read(std::move(items)); });
            });
    }
    impl.wakeReader.notify_one();
}

void SqliteSpool::acknowledge(const std::string &tenant, std::uint64_t seq)
{
    // Not worth a commit of its own: lost in a crash, it only means that events are kept longer.
    const std::scoped_lock lock(m_impl->mutex);
    if (m_impl->seenGeneration != m_impl->generation)
        return; // it counts in a spool that has just been replaced
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
