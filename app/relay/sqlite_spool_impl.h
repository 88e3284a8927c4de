// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/relay/sqlite_spool.h"

#include "app/relay/spool_checkpointer.h"
#include "app/relay/spool_file.h"
#include "app/relay/spool_reader.h"
#include "app/relay/spool_replacement.h"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <unordered_map>

namespace counterbell::relay
{

/// Which thread owns what. The network thread's functions stand in sqlite_spool.cpp, the writer's in spool_writer.cpp
/// and, for a damaged file, spool_repair.cpp.
struct SqliteSpool::Impl {
    using Task = std::function<void(SpoolFile &)>;

    Impl(std::string path, SpoolLimits limits, Post post, const Log &log)
        : path(std::move(path)), limits(limits), post(std::move(post)), log(log)
    {
    }

    const std::string path;

    // --- network thread ---
    SpoolLimits limits;
    Post post;
    const Log &log;
    std::string id;
    std::map<std::string, StreamState> states;
    Replaced replaced;
    std::function<void()> wasReplaced;
    /// Of the spool that the numbers on this thread belong to.
    std::uint64_t seenGeneration = 0;
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
    std::deque<std::function<void(SpoolReader *)>> reads;
    bool stopping = false;
    /// Rises when the spool becomes another: what was said of the one before means nothing to it.
    std::uint64_t generation = 0;

    // --- writer and reader threads ---
    /// Null only while a replacement has not come to its end.
    std::unique_ptr<SpoolFile> file;
    std::mutex readerMutex; ///< the writer takes the reader away to replace the file
    std::unique_ptr<SpoolReader> reader;
    std::unique_ptr<SpoolCheckpointer> checkpointer;
    bool writable = true;
    /// Met, and not out of the way yet.
    std::optional<sqlite::Fault> damage;
    Steady::time_point replaceNext;
    UnixMs sweptAt = 0;
    /// How many requests the next commit may hope for, and until when.
    std::size_t expected = 0;
    Steady::time_point expectedUntil;
    std::thread writerThread;
    std::thread readerThread;

    /// Opens the file, or a new one where it is damaged. Throws sqlite::Fault, as do those that follow.
    void start();
    void openFiles();
    /// A replacement that came to no end is ended first.
    void needFile();
    /// Whether the fault was damage, and a new spool stands in its place now.
    bool replace(const sqlite::Fault &why);
    Salvage replaceOpen();
    Salvage replaceClosed();
    void takePlace(SpoolReplacement &replacement, const Salvage &salvage);
    void adopt(const Salvage &salvage);
    [[nodiscard]] std::uint64_t currentGeneration()
    {
        const std::scoped_lock lock(mutex);
        return generation;
    }
    [[nodiscard]] bool isStopping()
    {
        const std::scoped_lock lock(mutex);
        return stopping;
    }
    void flush();
    void write();
    bool appendNow(std::span<SpoolFile::Entry> part);
    void runTasks(std::vector<Task> due);
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
        if (!file)
            return now;
        for (const auto &entry : batch)
            if (const auto found = file->streams().find(entry.tenant); found != file->streams().end())
                now[entry.tenant] = found->second.state;
        return now;
    }
    std::map<std::string, StreamState> allStates() const
    {
        std::map<std::string, StreamState> now;
        if (file)
            for (const auto &[tenant, stream] : file->streams())
                now[tenant] = stream.state;
        return now;
    }
};

} // namespace counterbell::relay
