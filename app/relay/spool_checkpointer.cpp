// SPDX-License-Identifier: Apache-2.0
#include "app/relay/spool_checkpointer.h"

#include <utility>

namespace counterbell::relay
{
namespace
{

/// 4 MB of log: its two syncs are shared by a thousand webhooks, and the disk is not busy with them for so long that a
/// commit beside them would feel it (16 MB in pages of 4 KiB cost 30 ms at the 99th percentile, 8 MB 9 ms, 4 MB 6 ms).
constexpr int kDue = 4'000'000;
/// What the writer copies itself takes it about as long as a commit.
constexpr int kLittle = 500'000;
constexpr int kRounds = 5;

} // namespace

SpoolCheckpointer::SpoolCheckpointer(const std::string &path, const Log &log)
    : m_log(log), m_database(path), m_pageSize(m_database.number("PRAGMA page_size")), m_thread([this] { run(); })
{
}

SpoolCheckpointer::~SpoolCheckpointer()
{
    {
        const std::scoped_lock lock(m_mutex);
        m_stopping = true;
    }
    m_wake.notify_one();
    m_thread.join();
}

bool SpoolCheckpointer::noteLog(int pages)
{
    {
        const std::scoped_lock lock(m_mutex);
        m_pages = pages;
        if (std::exchange(m_isCopied, false))
            return true;
        if (pages * m_pageSize < kDue || m_isDue)
            return false;
        m_isDue = true;
    }
    m_wake.notify_one();
    return false;
}

void SpoolCheckpointer::run()
{
    std::unique_lock lock(m_mutex);
    for (;;) {
        m_wake.wait(lock, [this] { return m_stopping || m_isDue; });
        if (m_stopping)
            return;
        lock.unlock();
        copy();
        lock.lock();
        m_isDue = false;
        m_isCopied = true;
    }
}

void SpoolCheckpointer::copy()
{
    try {
        for (int round = 0; round < kRounds; ++round) {
            const auto done = m_database.checkpoint();
            const std::scoped_lock lock(m_mutex);
            // A long read keeps pages from being copied; then there is nothing to gain by trying again at once.
            if (m_stopping || (m_pages - done.copied) * m_pageSize <= kLittle || done.copied < done.pages)
                return;
        }
    } catch (const sqlite::Fault &fault) {
        // The log goes on growing; on a full disk the next commit says so to whom it concerns.
        m_log.error("spool.checkpointFailed", {{"what", fault.what()}, {"code", fault.code()}});
    }
}

} // namespace counterbell::relay
