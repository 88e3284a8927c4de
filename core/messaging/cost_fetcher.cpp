// SPDX-License-Identifier: Apache-2.0
#include "core/messaging/cost_fetcher.h"

#include "core/messaging/status_precedence.h"
#include "core/messaging/status_updates.h"

#include <qcorosignal.h>

namespace counterbell::messaging
{

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

constexpr std::chrono::hours kYoungest{24}; // a price that isn't known after a day comes no more
constexpr std::chrono::hours kRest{2};      // for what ought to have moved on by itself
constexpr int kMostWaiting = 500;

// Twilio names a price some seconds or minutes after the carrier took a message.
constexpr std::array<std::chrono::milliseconds, 6> kWaits = {10s, 1min, 5min, 30min, 2h, 12h};

/// What a fetched message says, as a callback would have, where it is news.
void applyFetched(store::Tx &tx, const UnpricedSend &send, const ListedMessage &message, Timestamp now)
{
    const auto attempt = AttemptRepository().findBySid(tx, send.sid);
    const auto reported = fromTwilioStatus(message.status);
    if (attempt && reported && shownStatus(attempt->status, *reported) != attempt->status)
        applyStatus(tx, {attempt->id, send.sid, message.status, message.errorCode, {}, now}, now);
    const bool hasSegments = send.channel == Channel::Sms && message.segments > 0;
    if (message.price || hasSegments)
        applyCost(tx, send.sid, hasSegments ? std::optional(message.segments) : std::nullopt, message.price, now);
}

} // namespace

std::optional<std::chrono::milliseconds> nextFetch(int times)
{
    return times < 1 || times > int(kWaits.size()) ? std::nullopt : std::optional(kWaits[size_t(times) - 1]);
}

CostFetcher::CostFetcher(store::Store &store, const Clock &clock, Provider &provider, Options options)
    : m_store(store), m_clock(clock), m_provider(provider), m_options(options)
{
    m_timer.setInterval(m_options.tick);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        if (m_isRunning && !m_isBusy)
            m_tasks.spawn(u"cost"_s, run());
    });
}

void CostFetcher::start()
{
    m_isRunning = true;
    m_timer.start();
}

QCoro::Task<> CostFetcher::drain()
{
    m_isRunning = false;
    m_timer.stop();
    while (m_isBusy)
        co_await qCoro(this, &CostFetcher::looked);
}

QCoro::Task<> CostFetcher::run()
{
    m_isBusy = true;
    const auto now = m_clock.now();
    auto reading = m_store.read([now](store::Connection &db) -> Result<std::vector<UnpricedSend>> {
        return SendRepository().unpriced(db, now - kYoungest, now - kRest, kMostWaiting);
    });
    const auto waiting = co_await std::move(reading);
    const auto due = waiting ? dueOf(*waiting, now) : std::vector<UnpricedSend>{};
    for (size_t i = 0; i < due.size() && m_isRunning; ++i) {
        auto fetching = fetch(due.at(i));
        if (!co_await std::move(fetching))
            break; // unreachable: the rest would be, too
    }
    m_isBusy = false;
    Q_EMIT looked();
}

std::vector<UnpricedSend> CostFetcher::dueOf(const std::vector<UnpricedSend> &waiting, Timestamp now)
{
    QHash<SendId, Asked> still;
    std::vector<UnpricedSend> due;
    for (const auto &send : waiting) {
        const auto asked = m_asked.constFind(send.id);
        if (asked != m_asked.cend())
            still.insert(send.id, *asked);
        if (int(due.size()) < m_options.perTick && (asked == m_asked.cend() || asked->next <= now))
            due.push_back(send);
    }
    m_asked = std::move(still); // what is settled, or too old, is forgotten
    return due;
}

QCoro::Task<bool> CostFetcher::fetch(UnpricedSend send)
{
    auto fetching = m_provider.fetchMessage(send.sid);
    const auto message = co_await std::move(fetching);
    if (!message && message.error().reason == Reason::ProviderUnreachable)
        co_return false;
    const auto now = m_clock.now();
    auto &asked = m_asked[send.id];
    // One that is gone has no price; one that merely rests is asked about once (FACTS 2).
    const auto wait = message && !send.isPriced ? nextFetch(++asked.times) : std::nullopt;
    asked.next = wait ? now + *wait : Timestamp::max();
    if (!message)
        co_return true;
    auto writing = m_store.write([send, found = *message, now](store::Tx &tx) -> Result<> {
        applyFetched(tx, send, found, now);
        return {};
    });
    co_return (co_await std::move(writing)).has_value();
}

} // namespace counterbell::messaging
