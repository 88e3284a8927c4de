// SPDX-License-Identifier: Apache-2.0
#include "core/contacts/desk/provider_deletions.h"

#include <QRandomGenerator>

namespace counterbell::contacts
{

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

constexpr std::chrono::milliseconds kFirst = 30s;
constexpr std::chrono::milliseconds kLongest = 24h;

/// Gone already is as good as deleted.
bool isGone(const Result<> &result)
{
    return result || result.error().reason == Reason::NotFound;
}

} // namespace

std::chrono::milliseconds nextDeletion(int tries, double random)
{
    const auto doubled = kFirst * (qint64{1} << std::clamp(tries - 1, 0, 12));
    const auto base = std::min<std::chrono::milliseconds>(doubled, kLongest);
    return std::chrono::milliseconds(qint64(double(base.count()) * (0.75 + random / 2)));
}

ProviderDeletions::ProviderDeletions(store::Store &store, const Clock &clock, messaging::Provider &provider,
                                     TaskGroup &tasks, Options options)
    : m_store(store), m_clock(clock), m_provider(provider), m_tasks(tasks), m_options(options)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        if (m_isRunning && !std::exchange(m_isBusy, true))
            m_tasks.spawn(u"provider-deletions"_s, run());
    });
}

void ProviderDeletions::start()
{
    m_isRunning = true;
    wake();
}

void ProviderDeletions::stop()
{
    m_isRunning = false;
    m_timer.stop();
}

void ProviderDeletions::wake()
{
    if (m_isRunning)
        m_timer.start(0);
}

QCoro::Task<> ProviderDeletions::run()
{
    const bool hasWorked = co_await takeOne();
    m_isBusy = false;
    if (!m_isRunning)
        co_return;
    if (hasWorked)
        m_timer.start(m_options.pause);
    else
        co_await arm();
}

QCoro::Task<bool> ProviderDeletions::takeOne()
{
    auto reading = m_store.read([this, now = m_clock.now()](store::Connection &db) -> Result<std::optional<Deletion>> {
        return m_deletions.due(db, now);
    });
    const auto due = co_await std::move(reading);
    if (!due || !*due)
        co_return false;
    const auto deletion = **due;
    const auto removed = co_await remove(deletion.sid);
    const auto now = m_clock.now();
    auto writing = m_store.write([this, deletion, removed, now](store::Tx &tx) -> Result<> {
        if (removed) {
            m_deletions.done(tx, deletion);
            return {};
        }
        const auto wait = nextDeletion(deletion.tries + 1, QRandomGenerator::global()->generateDouble());
        m_deletions.postpone(tx, deletion, wireName(removed.error().reason), now + wait);
        return {};
    });
    const auto written = co_await std::move(writing);
    co_return written.has_value();
}

QCoro::Task<Result<>> ProviderDeletions::remove(QString sid)
{
    const auto media = co_await m_provider.listMedia(sid);
    if (!media && media.error().reason != Reason::NotFound)
        co_return tl::unexpected(media.error());
    if (media) {
        for (const auto &item : *media) {
            const auto removed = co_await m_provider.deleteMedia(sid, item.sid);
            if (!isGone(removed))
                co_return removed;
        }
    }
    const auto removed = co_await m_provider.deleteMessage(sid);
    if (!isGone(removed))
        co_return removed;
    co_return Result<>{};
}

QCoro::Task<> ProviderDeletions::arm()
{
    auto reading = m_store.read(
        [this](store::Connection &db) -> Result<std::optional<Timestamp>> { return m_deletions.nextDue(db); });
    const auto next = co_await std::move(reading);
    // A wake that came meanwhile has armed the timer already.
    if (!m_isRunning || !next || !*next || m_timer.isActive())
        co_return;
    m_timer.start(std::clamp<std::chrono::milliseconds>(**next - m_clock.now(), 1s, 1h));
}

} // namespace counterbell::contacts
