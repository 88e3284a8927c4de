// SPDX-License-Identifier: Apache-2.0
#include "app/relay/sqlite_spool_impl.h"

namespace counterbell::relay
{
namespace
{

/// A damaged spool that could not be replaced (a full disk, most likely) is tried again after this.
constexpr std::chrono::milliseconds kReplaceAgain{5000};

} // namespace

void SqliteSpool::Impl::start()
{
    SpoolReplacement::recover(path);
    try {
        openFiles();
    } catch (const sqlite::Fault &why) {
        if (!why.corrupt())
            throw;
        log.error("spool.damaged", {{"what", why.what()}, {"code", why.code()}});
        const auto salvage = replaceClosed();
        replaced = {1, salvage.saved, salvage.lost};
    }
    id = file->id();
    states = allStates();
}

void SqliteSpool::Impl::openFiles()
{
    auto openedFile = std::make_unique<SpoolFile>(path, limits);
    auto openedReader = std::make_unique<SpoolReader>(path);
    auto openedCheckpointer = std::make_unique<SpoolCheckpointer>(path, log);
    const std::scoped_lock reading(readerMutex);
    file = std::move(openedFile);
    reader = std::move(openedReader);
    checkpointer = std::move(openedCheckpointer);
}

void SqliteSpool::Impl::needFile()
{
    if (file)
        return;
    SpoolReplacement::recover(path);
    openFiles();
    adopt({});
}

bool SqliteSpool::Impl::replace(const sqlite::Fault &why)
{
    if (!why.corrupt())
        return false;
    damage = why;
    if (isStopping() || Steady::now() < replaceNext)
        return false;
    replaceNext = Steady::now() + kReplaceAgain;
    log.error("spool.damaged", {{"what", why.what()}, {"code", why.code()}});
    tell([this] { healthy = false; });
    try {
        adopt(file ? replaceOpen() : replaceClosed());
        damage.reset();
        return true;
    } catch (const sqlite::Fault &fault) {
        log.error("spool.notReplaced", {{"what", fault.what()}, {"code", fault.code()}});
        return false;
    }
}

Salvage SqliteSpool::Impl::replaceOpen()
{
    std::vector<UnreadStream> streams;
    {
        const std::scoped_lock lock(mutex);
        for (const auto &[tenant, stream] : file->streams()) {
            const auto newer = acked.find(tenant);
            const auto last = newer == acked.end() ? stream.acked : std::max(stream.acked, newer->second);
            streams.push_back({tenant, stream.num, last, stream.state.head});
        }
    }
    SpoolReplacement replacement(path, limits);
    Salvage salvage;
    {
        const std::scoped_lock reading(readerMutex);
        // Its pages in memory, and the numbers that this process knows, are the best there is to read by.
        salvage = replacement.build(reader.get(), streams, [this] { return !isStopping(); });
        checkpointer.reset();
        reader.reset();
        file.reset();
    }
    takePlace(replacement, salvage);
    return salvage;
}

Salvage SqliteSpool::Impl::replaceClosed()
{
    SpoolReplacement replacement(path, limits);
    Salvage salvage;
    {
        std::unique_ptr<SpoolReader> damaged;
        std::vector<UnreadStream> streams;
        try {
            damaged = std::make_unique<SpoolReader>(path);
            streams = damaged->streams();
        } catch (const sqlite::Fault &) {
            // Not even whose events there were can be read.
        }
        salvage = replacement.build(damaged.get(), streams, [this] { return !isStopping(); });
    }
    takePlace(replacement, salvage);
    return salvage;
}

void SqliteSpool::Impl::takePlace(SpoolReplacement &replacement, const Salvage &salvage)
{
    const auto aside = replacement.swap();
    openFiles();
    log.warning("spool.replaced", {{"aside", aside},
                                   {"saved", static_cast<std::int64_t>(salvage.saved)},
                                   {"lost", static_cast<std::int64_t>(salvage.lost)}});
    SpoolReplacement::sweep(path, unixNow(), limits.unacknowledged);
}

/// Says that the file is another one.
void SqliteSpool::Impl::adopt(const Salvage &salvage)
{
    {
        const std::scoped_lock lock(mutex);
        ++generation;
        acked.clear();
    }
    tell([this, newId = file->id(), now = allStates(), salvage, number = generation] {
        replaced.times += id == newId ? 0 : 1;
        replaced.saved += salvage.saved;
        replaced.lost += salvage.lost;
        id = newId;
        states = now;
        seenGeneration = number;
        if (wasReplaced)
            wasReplaced();
    });
}

} // namespace counterbell::relay
