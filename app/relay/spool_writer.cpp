// SPDX-License-Identifier: Apache-2.0
#include "app/relay/sqlite_spool_impl.h"

namespace counterbell::relay
{
namespace
{

/// A commit this long already shares its fsync well; longer ones would only delay the first answers.
constexpr std::size_t kCommitEvents = 512;
constexpr std::chrono::milliseconds kPruneEvery{1000};
/// A commit waits for company at most this share of the time that the last one took, and at most this long.
constexpr int kGatherShare = 4;
constexpr std::chrono::milliseconds kGatherMost{1};
constexpr std::chrono::milliseconds kSweepEvery = std::chrono::hours(1);

} // namespace

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
        runTasks(std::move(due));
        if (Steady::now() >= pruneAt || !newlyAcked.empty()) {
            bool more = false;
            keepHouse(std::move(newlyAcked), more);
            pruneAt = Steady::now() + (more ? std::chrono::milliseconds(0) : kPruneEvery);
        }
    }
}

void SqliteSpool::Impl::runTasks(std::vector<Task> due)
{
    for (const auto &task : due) {
        try {
            needFile();
            task(*file);
        } catch (const sqlite::Fault &fault) {
            log.error("spool.failed", {{"what", fault.what()}});
            replace(fault);
        }
    }
}

/// True once they are durable. A file that turns out to be damaged is replaced, and they go into the new one.
bool SqliteSpool::Impl::appendNow(std::span<SpoolFile::Entry> part)
{
    for (bool again = true; again;) {
        try {
            needFile();
            file->append(part);
            return true;
        } catch (const sqlite::Fault &fault) {
            log.error("spool.commitFailed", {{"what", fault.what()}, {"code", fault.code()}});
            again = replace(fault);
        }
    }
    return false;
}

void SqliteSpool::Impl::commit(std::vector<SpoolFile::Entry> batch, std::vector<Kept> batchKept)
{
    for (std::size_t from = 0; from < batch.size(); from += kCommitEvents) {
        const auto count = std::min(kCommitEvents, batch.size() - from);
        const std::span part(batch.data() + from, count);
        const bool fine = appendNow(part);
        writable = fine;
        auto told = std::make_shared<std::vector<SpoolFile::Entry>>(std::make_move_iterator(part.begin()),
                                                                    std::make_move_iterator(part.end()));
        auto toldKept = std::make_shared<std::vector<Kept>>(
            std::make_move_iterator(batchKept.begin() + static_cast<std::ptrdiff_t>(from)),
            std::make_move_iterator(batchKept.begin() + static_cast<std::ptrdiff_t>(from + count)));
        auto now = statesOf(*told);
        // Moved, to the last reference: connections hang on them, and may only end on the network thread.
        tell([this, told = std::move(told), toldKept = std::move(toldKept), fine, now = std::move(now)] {
            settled(*told, *toldKept, fine, now);
        });
        tidyLog();
    }
}

void SqliteSpool::Impl::tidyLog()
{
    if (!file || !checkpointer->noteLog(file->logPages()))
        return;
    try {
        file->checkpoint();
    } catch (const sqlite::Fault &fault) {
        log.error("spool.checkpointFailed", {{"what", fault.what()}, {"code", fault.code()}});
    }
}

void SqliteSpool::Impl::keepHouse(std::map<std::string, std::uint64_t> newlyAcked, bool &more)
{
    const auto now = unixNow();
    try {
        needFile();
        if (!newlyAcked.empty())
            file->acknowledge(newlyAcked);
        more = file->prune(now);
        if (damage)
            throw sqlite::Fault(*damage);
        // Whoever watches /readyz keeps senders away while commits fail; without a try nobody would see it end.
        if (!writable)
            file->probe();
        writable = true;
        tidyLog();
    } catch (const sqlite::Fault &fault) {
        log.error("spool.pruneFailed", {{"what", fault.what()}, {"code", fault.code()}});
        if (fault.corrupt())
            writable = replace(fault);
    }
    if (now - sweptAt >= kSweepEvery.count()) {
        sweptAt = now;
        SpoolReplacement::sweep(path, now, limits.unacknowledged);
    }
    tell([this, now = allStates(), fine = writable] {
        healthy = fine;
        for (const auto &[tenant, state] : now)
            states[tenant] = state;
    });
}

} // namespace counterbell::relay
