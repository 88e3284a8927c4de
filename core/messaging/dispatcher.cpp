// SPDX-License-Identifier: Apache-2.0
#include "core/messaging/dispatcher.h"

#include "core/messaging/lease_repository.h"
#include "core/messaging/outcomes.h"
#include "core/messaging/webhook_urls.h"

#include <QRandomGenerator>

namespace counterbell::messaging
{

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

constexpr auto kLongestSleep = 5s; // the clock may be moved, and the machine may sleep

std::optional<Timestamp> providerDateOf(const SendOutcome &outcome)
{
    if (const auto *accepted = std::get_if<Accepted>(&outcome))
        return accepted->twilioDate;
    if (const auto *refused = std::get_if<Refused>(&outcome))
        return refused->twilioDate;
    return std::nullopt;
}

} // namespace

Dispatcher::Dispatcher(store::Store &store, const Clock &clock, Provider &provider, ProviderClock &providerClock,
                       Options options)
    : m_store(store), m_clock(clock), m_provider(provider), m_providerClock(providerClock), m_options(options)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &Dispatcher::wake);
}

QCoro::Task<Result<>> Dispatcher::start()
{
    const auto now = m_clock.now();
    auto writing = m_store.write([now](store::Tx &tx) -> Result<qint64> {
        const auto mine = beginTerm(tx);
        if (const int count = adoptOlderTerms(tx, mine, now); count > 0)
            qInfo("messaging: %d sends of an earlier run are uncertain", count);
        return mine;
    });
    const auto term = co_await std::move(writing);
    if (!term)
        co_return tl::unexpected(term.error());
    m_term = *term;
    m_isRunning = true;
    Q_EMIT outcomeUnknown();
    wake();
    co_return Result<>{};
}

QCoro::Task<bool> Dispatcher::drain(std::chrono::milliseconds patience)
{
    m_isRunning = false;
    m_timer.stop();
    return m_tasks.drain(patience);
}

void Dispatcher::wake()
{
    m_isWoken = true;
    if (m_isRunning && !m_isClaiming && m_inFlight < m_options.inFlight)
        m_tasks.spawn(u"dispatch"_s, claimAndPost());
}

QCoro::Task<> Dispatcher::claimAndPost()
{
    m_isClaiming = true;
    std::optional<Timestamp> nextDue;
    while (m_isRunning && std::exchange(m_isWoken, false) && m_inFlight < m_options.inFlight) {
        ClaimContext context;
        context.now = m_clock.now();
        context.term = m_term;
        context.providerAhead = m_providerClock.ahead();
        context.limit = m_options.inFlight - m_inFlight;
        context.longestAge = m_options.longestAge;
        struct Batch {
            std::vector<Claimed> claimed;
            std::optional<Timestamp> nextDue;
        };
        auto claiming = m_store.write([context](store::Tx &tx) mutable -> Result<Batch> {
            context.statusUrl = readWebhookUrls(tx).status;
            auto claimed = claimDue(tx, context);
            return Batch{std::move(claimed), SendRepository().nextDue(tx)};
        });
        auto batch = co_await std::move(claiming);
        if (!batch)
            break;
        nextDue = batch->nextDue;
        for (auto &claimed : batch->claimed) {
            ++m_inFlight;
            m_tasks.spawn(u"post"_s, post(std::move(claimed)));
        }
    }
    m_isClaiming = false;
    if (m_isRunning)
        armTimer(nextDue);
}

QCoro::Task<> Dispatcher::post(Claimed claimed)
{
    const auto outcome = co_await m_provider.send(claimed.message);
    m_providerClock.learn(providerDateOf(outcome), m_clock.now());
    const auto random = QRandomGenerator::global()->generateDouble();
    const auto now = m_clock.now();
    // Until this is committed the attempt counts as under way; a crash here leaves it to the next term.
    auto writing = m_store.write([id = claimed.attemptId, outcome, random, now](store::Tx &tx) -> Result<> {
        applyOutcome(tx, id, outcome, random, now);
        return {};
    });
    const auto written = co_await std::move(writing);
    if (!written)
        qCritical("messaging: the outcome of attempt %s could not be written", qUtf8Printable(claimed.attemptId));
    --m_inFlight;
    const auto *notSent = std::get_if<NotSent>(&outcome);
    Q_EMIT providerAnswered(!notSent || notSent->why == NotSent::Why::RateLimited);
    if (std::holds_alternative<Unknown>(outcome) || !written)
        Q_EMIT outcomeUnknown();
    wake();
}

void Dispatcher::armTimer(std::optional<Timestamp> nextDue)
{
    if (m_isWoken) {
        wake();
        return;
    }
    auto delay = std::chrono::duration_cast<std::chrono::milliseconds>(kLongestSleep);
    if (nextDue)
        delay =
            std::clamp(std::chrono::duration_cast<std::chrono::milliseconds>(*nextDue - m_clock.now()), 20ms, delay);
    m_timer.start(delay);
}

} // namespace counterbell::messaging
