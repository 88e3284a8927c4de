// SPDX-License-Identifier: Apache-2.0
#include "core/webhooks/catch_up.h"

#include "core/webhooks/catch_up_state.h"
#include "core/webhooks/listed_fact.h"

#include <QPointer>

namespace counterbell::webhooks
{

using namespace Qt::StringLiterals;

namespace
{

constexpr int kPageSize = 100;
/// More than a pass over a week's outage of a busy shop; a list that never ends must end somewhere.
constexpr int kMostPages = 500;
constexpr qsizetype kPerTransaction = 50;

Timestamp timeOf(const messaging::ListedMessage &message)
{
    return message.dateSent.value_or(message.dateCreated);
}

} // namespace

CatchUp::CatchUp(store::Store &store, const Clock &clock, messaging::Provider &provider, IngestService &ingest,
                 TaskGroup &tasks, QString accountSid)
    : m_store(store),
      m_clock(clock),
      m_provider(provider),
      m_ingest(ingest),
      m_tasks(tasks),
      m_accountSid(std::move(accountSid))
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &CatchUp::checkDue);
}

void CatchUp::start()
{
    m_isRunning = true;
    wake();
}

void CatchUp::stop()
{
    m_isRunning = false;
    m_timer.stop();
}

void CatchUp::wake()
{
    if (!m_isRunning)
        return;
    m_isWoken = true;
    if (!std::exchange(m_isBusy, true))
        m_tasks.spawn(u"catch-up"_s, run());
}

void CatchUp::checkDue()
{
    if (m_isRunning && m_clock.now() >= m_due)
        wake();
    else if (m_isRunning)
        arm();
}

QCoro::Task<> CatchUp::run()
{
    const QPointer self(this);
    while (std::exchange(m_isWoken, false) && m_isRunning) {
        m_due = m_clock.now() + kEvery;
        const auto found = co_await pass();
        if (!self)
            co_return;
        if (found)
            Q_EMIT passEnded(*found);
        else
            Q_EMIT passFailed(found.error().details[u"problem"_s].toString(wireName(found.error().reason)));
    }
    m_isBusy = false;
    if (m_isRunning)
        arm();
}

QCoro::Task<Result<int>> CatchUp::pass()
{
    const auto now = m_clock.now();
    auto beginning = beginCatchUp(m_store, now);
    const auto start = co_await beginning;
    if (!start)
        co_return tl::unexpected(start.error());
    const auto until = now - kSettled;
    // By time, whatever the sender: in the order in which they were written.
    std::multimap<Timestamp, messaging::ListedMessage> all;
    for (const auto &sender : start->senders.items) {
        const auto some = co_await missing(sender, start->covered - kOverlap, until);
        if (!some)
            co_return tl::unexpected(some.error());
        for (const auto &message : *some)
            all.emplace(timeOf(message), message);
    }
    std::vector<messaging::ListedMessage> ordered;
    for (auto &[at, message] : all)
        ordered.push_back(std::move(message));
    const auto count = int(ordered.size());
    if (auto applied = co_await apply(std::move(ordered)); !applied)
        co_return tl::unexpected(applied.error());
    auto ending = endCatchUp(m_store, std::max(start->covered, until), m_due);
    if (auto ended = co_await ending; !ended)
        co_return tl::unexpected(ended.error());
    co_return count;
}

QCoro::Task<Result<std::vector<messaging::ListedMessage>>> CatchUp::missing(messaging::Sender sender, Timestamp from,
                                                                            Timestamp until)
{
    messaging::MessageFilter filter;
    filter.channel = sender.channel;
    filter.to = sender.number;
    filter.pageSize = kPageSize;
    std::vector<messaging::ListedMessage> found;
    std::optional<QString> next;
    for (int pages = 0; pages < kMostPages; ++pages) {
        const auto page = co_await m_provider.listMessages(filter, next);
        if (!page)
            co_return tl::unexpected(page.error());
        QStringList sids;
        for (const auto &message : page->items) {
            if (message.direction == messaging::Direction::Inbound && timeOf(message) <= until)
                sids << message.sid;
        }
        auto reading = unknownSids(m_store, sids);
        const auto unknown = co_await reading;
        if (!unknown)
            co_return tl::unexpected(unknown.error());
        bool isPastTheBeginning = false;
        for (const auto &message : page->items) {
            isPastTheBeginning = isPastTheBeginning || timeOf(message) < from;
            if (timeOf(message) >= from && unknown->contains(message.sid))
                found.push_back(message);
        }
        next = page->next;
        if (isPastTheBeginning || !next)
            co_return found;
    }
    // What lies further back has not been seen: this pass covers nothing, and the next one looks again.
    co_return refuse(Reason::ProviderUnreachable, {{u"problem"_s, u"tooMany"_s}});
}

QCoro::Task<Result<>> CatchUp::apply(std::vector<messaging::ListedMessage> messages)
{
    std::vector<CheckedEntry> entries;
    for (size_t i = 0; i < messages.size(); ++i) {
        const auto &message = messages.at(i);
        std::vector<messaging::MediaItem> media;
        if (message.numMedia > 0) {
            auto listed = co_await m_provider.listMedia(message.sid);
            if (!listed)
                co_return tl::unexpected(listed.error());
            media = *std::move(listed);
        }
        entries.push_back(entryOf(message, media, m_accountSid));
        if (qsizetype(entries.size()) < kPerTransaction && i + 1 < messages.size())
            continue;
        auto taken = co_await m_ingest.takeListed(std::exchange(entries, {}));
        if (!taken)
            co_return tl::unexpected(taken.error());
    }
    co_return Result<>{};
}

void CatchUp::arm()
{
    const auto left =
        std::clamp<std::chrono::milliseconds>(m_due - m_clock.now(), std::chrono::milliseconds{1}, kEvery);
    m_timer.start(left);
}

} // namespace counterbell::webhooks
