// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/relay/log.h"
#include "app/relay/sqlite.h"

#include <condition_variable>
#include <mutex>
#include <string>
#include <thread>

namespace counterbell::relay
{

/// Copies the spool's write-ahead log into its database on a thread and a connection of its own, so that commits go on
/// meanwhile. What they add is copied in further rounds, until so little is left that the writer can finish it between
/// two commits; only then does the log begin anew, else it would grow for as long as webhooks come without a pause.
class SpoolCheckpointer
{
public:
    SpoolCheckpointer(const std::string &path, const Log &log);
    ~SpoolCheckpointer();

    /// On the writer's thread after each change: how long the log is now. True when the writer shall finish.
    [[nodiscard]] bool noteLog(int pages);

private:
    void run();
    void copy();

    const Log &m_log;
    sqlite::Database m_database;
    std::int64_t m_pageSize;
    std::mutex m_mutex;
    std::condition_variable m_wake;
    int m_pages = 0;
    bool m_isDue = false;
    bool m_isCopied = false;
    bool m_stopping = false;
    std::thread m_thread;
};

} // namespace counterbell::relay
