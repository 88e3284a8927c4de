// SPDX-License-Identifier: Apache-2.0
#include "core/media/transfer/downloads.h"

#include "core/media/content_types.h"
#include "core/media/download_rules.h"

#include <QPointer>
#include <QRandomGenerator>

namespace counterbell::media
{

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

constexpr int kPerRead = 20;
// The business clock may be moved by hand, so a wait is never longer than this.
constexpr auto kLongestWait = 1min;
constexpr std::chrono::milliseconds kShortestWait = 50ms;
constexpr std::chrono::milliseconds kStorageRetry = 5s;

} // namespace

Downloads::Downloads(store::Store &store, const Clock &clock, messaging::Provider &provider, FileStore &files,
                     TaskGroup &tasks)
    : m_store(store), m_clock(clock), m_provider(provider), m_files(files), m_tasks(tasks)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &Downloads::wake);
}

void Downloads::start()
{
    m_isRunning = true;
    wake();
}

void Downloads::stop()
{
    m_isRunning = false;
    m_timer.stop();
}

void Downloads::wake()
{
    m_isWoken = true;
    if (m_isRunning && !std::exchange(m_isBusy, true))
        m_tasks.spawn(u"downloads"_s, run());
}

QCoro::Task<> Downloads::run()
{
    const QPointer self(this);
    std::chrono::milliseconds least = kShortestWait;
    while (m_isRunning && std::exchange(m_isWoken, false)) {
        const auto asked = co_await pass();
        if (!self)
            co_return;
        least = asked ? kShortestWait : kStorageRetry;
        Q_EMIT passEnded(asked.value_or(0));
    }
    m_isBusy = false;
    co_await arm(least);
}

QCoro::Task<std::optional<int>> Downloads::pass()
{
    const QPointer self(this);
    int asked = 0;
    while (m_isRunning) {
        auto reading = m_store.read([now = m_clock.now()](store::Connection &db) -> Result<std::vector<DueDownload>> {
            return AttachmentRepository().due(db, now, kPerRead);
        });
        const auto due = co_await std::move(reading);
        if (!self || !due)
            co_return std::nullopt;
        if (due->empty())
            break;
        for (const auto &one : *due) {
            if (!m_isRunning)
                break;
            ++asked;
            const bool isWritten = co_await fetch(one);
            if (!self || !isWritten)
                co_return std::nullopt;
        }
    }
    co_return asked;
}

QCoro::Task<bool> Downloads::fetch(DueDownload due)
{
    const QPointer self(this);
    const QUrl url(due.url, QUrl::StrictMode);
    auto content = co_await m_provider.fetchMedia(url, kLargestInbound);
    if (!self || !m_isRunning)
        co_return false;
    if (!content)
        co_return co_await fail(due, content.error());
    co_return co_await keep(due, *std::move(content));
}

QCoro::Task<bool> Downloads::keep(DueDownload due, messaging::MediaContent content)
{
    const QPointer self(this);
    const auto checked = checkContent(due.contentType, content.contentType, content.bytes);
    if (!checked)
        co_return co_await end(due.id, checked.error());
    const auto kept = co_await m_files.keep(std::move(content.bytes));
    if (!self)
        co_return false;
    if (!kept)
        co_return co_await fail(due, kept.error());
    auto file = *checked;
    file.sha256 = kept->sha256;
    auto writing = m_store.write([id = due.id, file, &files = m_files](store::Tx &tx) -> Result<bool> {
        const bool isAwaited = AttachmentRepository().stored(tx, id, file);
        return files.claim(tx, file.sha256).map([isAwaited] { return isAwaited; });
    });
    const auto written = co_await std::move(writing);
    if (self && written && !*written)
        Q_EMIT fileUnused();
    co_return written.has_value();
}

QCoro::Task<bool> Downloads::fail(DueDownload due, Error error)
{
    const auto next = afterFailure(error, due.tries, QRandomGenerator::global()->generateDouble());
    if (!next.wait)
        co_return co_await end(due.id, next.problem);
    auto writing = m_store.write([id = due.id, dueAt = m_clock.now() + *next.wait](store::Tx &tx) -> Result<> {
        AttachmentRepository().postpone(tx, id, dueAt);
        return {};
    });
    const auto written = co_await std::move(writing);
    co_return written.has_value();
}

QCoro::Task<bool> Downloads::end(AttachmentId id, QString problem)
{
    qInfo("media: a file could not be fetched: %s", qUtf8Printable(problem));
    auto writing = m_store.write([id, problem](store::Tx &tx) -> Result<> {
        AttachmentRepository().failed(tx, id, problem);
        return {};
    });
    const auto written = co_await std::move(writing);
    co_return written.has_value();
}

QCoro::Task<> Downloads::arm(std::chrono::milliseconds least)
{
    const QPointer self(this);
    auto reading = m_store.read(
        [](store::Connection &db) -> Result<std::optional<Timestamp>> { return AttachmentRepository().nextDue(db); });
    const auto next = co_await std::move(reading);
    if (!self || !m_isRunning || m_isBusy)
        co_return; // the pass that began meanwhile arms it
    if (!next)
        m_timer.start(kStorageRetry);
    else if (*next)
        m_timer.start(std::clamp<std::chrono::milliseconds>(**next - m_clock.now(), least, kLongestWait));
}

} // namespace counterbell::media
