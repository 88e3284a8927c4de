// SPDX-License-Identifier: Apache-2.0
#include "core/messaging/dispatcher.h"

#include "core/messaging/error_catalogue.h"

#include "core/messaging/lease_repository.h"
#include "core/messaging/outcomes.h"
#include "core/messaging/webhook_urls.h"

#include <qcorotimer.h>

#include <QRandomGenerator>

namespace counterbell::messaging
{

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

constexpr std::chrono::milliseconds kShortestSleep = 20ms;
constexpr std::chrono::milliseconds kLongestSleep = 5s; // the clock may be moved, and the machine may sleep

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

QCoro::Task<Result<>> Dispatcher::start(qint64 term)
{
    const auto now = m_clock.now();
    const auto drains = m_drains;
    auto writing = m_store.write([now, term](store::Tx &tx) -> Result<int> {
        if (!isLatestTerm(tx, term))
            return refuse(Reason::Conflict, {{u"problem"_s, u"notLeading"_s}});
        return adoptOlderTerms(tx, term, now);
    });
    const auto adopted = co_await std::move(writing);
    if (!adopted)
        co_return tl::unexpected(adopted.error());
    if (drains != m_drains) // told to stop meanwhile: what it claimed now would be cut off
        co_return refuse(Reason::ShuttingDown);
    if (*adopted > 0)
        qInfo("messaging: %d sends of an earlier term are uncertain", *adopted);
    m_term = term;
    m_isRunning = true;
    Q_EMIT outcomeUnknown();
    wake();
    co_return Result<>{};
}

QCoro::Task<bool> Dispatcher::drain(std::chrono::milliseconds patience)
{
    ++m_drains;
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
    std::vector<SenderKey> resting;
    while (m_isRunning && std::exchange(m_isWoken, false) && m_inFlight < m_options.inFlight) {
        ClaimContext context;
        context.now = m_clock.now();
        context.term = m_term;
        context.providerAhead = m_providerClock.ahead();
        context.limit = m_options.inFlight - m_inFlight;
        context.longestAge = m_options.longestAge;
        context.allowances = allowances();
        context.statusUrl = m_options.statusDetour();
        auto writing = m_store.write([context](store::Tx &tx) -> Result<ClaimedBatch> {
            // A core that was suspended may not know yet that another one leads.
            if (!isLatestTerm(tx, context.term))
                return refuse(Reason::Conflict, {{u"problem"_s, u"notLeading"_s}});
            auto own = context; // this may run again
            if (own.statusUrl.isEmpty())
                own.statusUrl = readWebhookUrls(tx).status;
            return claimDue(tx, own);
        });
        auto batch = co_await std::move(writing);
        if (!batch)
            break;
        nextDue = batch->nextDue;
        resting = batch->resting;
        for (auto &claimed : batch->claimed) {
            const auto pace = paceOf(claimed.sender.channel);
            const auto now = m_options.steadyNow();
            m_buckets.try_emplace(claimed.sender, pace.perSecond, pace.burst, now)
                .first->second.spend(claimed.parts, now);
            ++m_inFlight;
            m_tasks.spawn(u"post"_s, post(std::move(claimed)));
        }
    }
    m_isClaiming = false;
    if (m_isRunning)
        armTimer(nextDue, resting);
}

QCoro::Task<> Dispatcher::post(Claimed claimed)
{
    if (!m_options.mayPost()) {
        qWarning("messaging: attempt %s isn't posted: this core doesn't lead", qUtf8Printable(claimed.attemptId));
        const SendOutcome held = NotSent{};
        auto writing = writeOutcome(claimed.attemptId, held);
        (void)co_await std::move(writing);
        --m_inFlight;
        co_return;
    }
    const auto outcome = co_await outcomeOf(claimed.message);
    m_providerClock.learn(providerDateOf(outcome), m_clock.now());
    const bool isWritten = co_await write(claimed.attemptId, outcome);
    --m_inFlight;
    const auto *notSent = std::get_if<NotSent>(&outcome);
    const auto *refused = std::get_if<Refused>(&outcome);
    if (refused && reasonOf(refused->code) == u"credentialsRefused"_s)
        Q_EMIT credentialsRefused();
    else
        Q_EMIT providerAnswered(!notSent || notSent->why == NotSent::Why::RateLimited);
    if (std::holds_alternative<Unknown>(outcome) || !isWritten)
        Q_EMIT outcomeUnknown();
    if (m_isRunning)
        wake();
}

QCoro::Task<SendOutcome> Dispatcher::outcomeOf(OutboundMessage message)
{
    try {
        co_return co_await m_provider.send(std::move(message));
    } catch (const std::exception &error) {
        // Nobody knows how far it came.
        qCritical("messaging: posting failed: %s", error.what());
    }
    co_return Unknown{};
}

QCoro::Task<bool> Dispatcher::write(QString attemptId, SendOutcome outcome)
{
    auto writing = writeOutcome(attemptId, std::move(outcome));
    const auto written = co_await std::move(writing);
    if (written)
        co_return true;
    // It would fail again and again: evidence, or a person, settles the message.
    const SendOutcome unknown = Unknown{};
    auto marking = writeOutcome(attemptId, unknown);
    const auto marked = co_await std::move(marking);
    if (marked)
        qCritical("messaging: attempt %s is taken for uncertain", qUtf8Printable(attemptId));
    co_return false;
}

QCoro::Task<Result<>> Dispatcher::writeOutcome(QString attemptId, SendOutcome outcome)
{
    const auto random = QRandomGenerator::global()->generateDouble();
    const auto now = m_clock.now();
    for (;;) {
        // Until this is committed the attempt counts as under way; a crash here leaves it to the next term. A full disk
        // doesn't: what the provider said is kept until it can be written.
        auto writing = m_store.write([=](store::Tx &tx) -> Result<> {
            applyOutcome(tx, attemptId, outcome, random, now);
            return {};
        });
        auto written = co_await std::move(writing);
        if (written)
            co_return written;
        const auto problem = written.error().details.value(u"problem"_s).toString();
        qCritical("messaging: the outcome of attempt %s could not be written: %s", qUtf8Printable(attemptId),
                  qUtf8Printable(problem));
        const bool passes =
            problem == u"diskFull"_s || problem == u"databaseLocked"_s || problem == u"databaseUnreachable"_s;
        if (!m_isRunning || !passes)
            co_return written;
        co_await QCoro::sleepFor(m_options.storageRetry);
    }
}

std::map<SenderKey, Allowance> Dispatcher::allowances()
{
    std::map<SenderKey, Allowance> allowances;
    const auto now = m_options.steadyNow();
    for (auto &[sender, bucket] : m_buckets)
        allowances.emplace(sender, Allowance{bucket.tokens(now), bucket.burst()});
    return allowances;
}

std::chrono::milliseconds Dispatcher::restOf(const std::vector<SenderKey> &senders)
{
    std::chrono::milliseconds shortest = kLongestSleep;
    for (const auto &sender : senders) {
        if (const auto bucket = m_buckets.find(sender); bucket != m_buckets.end())
            shortest = std::min(shortest, std::chrono::ceil<std::chrono::milliseconds>(
                                              bucket->second.waitFor(1, m_options.steadyNow())));
    }
    return shortest;
}

void Dispatcher::armTimer(std::optional<Timestamp> nextDue, const std::vector<SenderKey> &resting)
{
    if (m_isWoken) {
        wake();
        return;
    }
    auto delay = restOf(resting);
    if (nextDue)
        delay = std::min(delay, *nextDue - m_clock.now());
    m_timer.start(std::max(delay, kShortestSleep));
}

} // namespace counterbell::messaging
