// SPDX-License-Identifier: Apache-2.0
#include "core/media/unused_files.h"

#include "core/media/attachment_repository.h"

namespace counterbell::media
{

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

constexpr auto kInterval = 1h;
constexpr auto kUnsentFor = 24h;
constexpr qsizetype kPerRead = 500;

} // namespace

UnusedFiles::UnusedFiles(store::Store &store, const Clock &clock, FileStore &files, TaskGroup &tasks)
    : m_store(store), m_clock(clock), m_files(files), m_tasks(tasks)
{
    m_timer.setInterval(kInterval);
    connect(&m_timer, &QTimer::timeout, this, &UnusedFiles::wake);
}

void UnusedFiles::start()
{
    m_isRunning = true;
    m_timer.start();
    wake();
}

void UnusedFiles::stop()
{
    m_isRunning = false;
    m_timer.stop();
}

void UnusedFiles::wake()
{
    m_isWoken = true;
    if (m_isRunning && !std::exchange(m_isBusy, true))
        m_tasks.spawn(u"unused-files"_s, run());
}

QCoro::Task<> UnusedFiles::run()
{
    while (m_isRunning && std::exchange(m_isWoken, false)) {
        const int removed = co_await pass();
        Q_EMIT passEnded(removed);
    }
    m_isBusy = false;
}

QCoro::Task<int> UnusedFiles::pass()
{
    auto dropping = m_store.write(
        [before = m_clock.now() - kUnsentFor](store::Tx &tx) -> Result<int> {
            return AttachmentRepository().dropUploadsBefore(tx, before);
        },
        store::Lane::Background);
    (void)co_await std::move(dropping);
    (void)co_await m_files.clearShared();
    // The files first: one that is kept after this list was made is in no danger, whatever the rows said before.
    const auto files = co_await m_files.list();
    int removed = 0;
    for (qsizetype at = 0; at < files.size() && m_isRunning; at += kPerRead) {
        auto some = files.mid(at, kPerRead);
        auto reading = m_store.read(
            [some](store::Connection &db) -> Result<QSet<QString>> { return AttachmentRepository().needed(db, some); });
        const auto needed = co_await std::move(reading);
        if (!needed)
            break;
        some.removeIf([&](const QString &sha256) { return needed->contains(sha256); });
        if (!some.isEmpty())
            removed += co_await m_files.removeUnheld(some);
        co_await m_files.shareLacking(needed->values());
    }
    co_return removed;
}

} // namespace counterbell::media
