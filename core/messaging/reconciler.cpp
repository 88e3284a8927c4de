// SPDX-License-Identifier: Apache-2.0
#include "core/messaging/reconciler.h"

namespace counterbell::messaging
{

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

constexpr auto kBetweenEmptyLists = 180s;
constexpr auto kFirstLook = 1s;
constexpr auto kLongestDelay = 30s;
constexpr auto kClockSlack = 2s; // the provider's dates have whole seconds
constexpr int kMostPages = 20;

/// What the lists have shown so far, written to the attempt and its send.
void applyEvidence(store::Tx &tx, const QString &attemptId, const Evidence &evidence, Timestamp listedAt, Timestamp now)
{
    const AttemptRepository attempts;
    auto attempt = attempts.find(tx, attemptId);
    if (!attempt || attempt->sid ||
        (attempt->state != AttemptState::Uncertain && attempt->state != AttemptState::Barred))
        return; // a callback was faster
    auto send = SendRepository().find(tx, attempt->sendId);
    if (!send)
        return;
    const SendFlow flow;
    if (evidence.sid) {
        flow.accept(tx, *send, *attempt, *evidence.sid, now);
        if (evidence.status)
            flow.report(tx, *send, *attempt, {attempt->id, *evidence.sid, *evidence.status, std::nullopt, {}, now},
                        now);
        return;
    }
    if (!attempt->firstAnswerAt) {
        attempt->firstAnswerAt = listedAt;
        attempts.save(tx, *attempt);
        return;
    }
    if (!attempt->firstEmptyListAt) {
        attempt->firstEmptyListAt = listedAt;
        attempts.save(tx, *attempt);
        return;
    }
    if (listedAt - *attempt->firstEmptyListAt < kBetweenEmptyLists)
        return;
    const bool isSecond = send->resends > 0;
    if (!isSecond) {
        ++send->resends;
        send->dueAt = now;
    }
    flow.advance(tx, *send, isSecond ? OutboxFact::SecondUnknown : OutboxFact::NoEvidence, now);
    // What waits for a person may have gone out after all; everything else has proven that it didn't.
    attempt->state = send->state == OutboxState::NeedsReview ? AttemptState::Barred : AttemptState::NotSent;
    if (attempt->state == AttemptState::NotSent)
        attempt->status = DeliveryStatus::Failed;
    attempts.save(tx, *attempt);
}

} // namespace

Evidence evidenceFor(const AttemptRow &attempt, const std::vector<ListedMessage> &listed,
                     const std::function<bool(const QString &)> &isKnown)
{
    std::vector<const ListedMessage *> candidates;
    for (const auto &message : listed) {
        const bool isOurs = message.direction == Direction::OutboundApi && message.channel == attempt.channel &&
                            message.to == attempt.address && (message.from == attempt.sender || message.from.isEmpty());
        const bool isNewer =
            !attempt.providerStartedAt || message.dateCreated + kClockSlack >= *attempt.providerStartedAt;
        if (isOurs && isNewer && !isKnown(message.sid))
            candidates.push_back(&message);
    }
    Evidence evidence;
    const ListedMessage *ours = candidates.size() == 1 ? candidates.front() : nullptr;
    for (const auto *candidate : candidates) {
        if (candidates.size() > 1 && !ours && candidate->body == attempt.body)
            ours = candidate;
    }
    if (ours) {
        evidence.sid = ours->sid;
        evidence.status = ours->status;
    }
    for (const auto *candidate : candidates) {
        if (candidate != ours)
            evidence.others.push_back(candidate->sid);
    }
    return evidence;
}

Reconciler::Reconciler(store::Store &store, const Clock &clock, Provider &provider, ProviderClock &providerClock)
    : m_store(store), m_clock(clock), m_provider(provider), m_providerClock(providerClock)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        if (m_isRunning && !m_isBusy)
            m_tasks.spawn(u"reconcile"_s, run());
    });
}

void Reconciler::start()
{
    m_isRunning = true;
    wake();
}

void Reconciler::stop()
{
    m_isRunning = false;
    m_timer.stop();
}

void Reconciler::wake()
{
    m_delay = kFirstLook;
    if (m_isRunning)
        m_timer.start(kFirstLook);
}

QCoro::Task<> Reconciler::run()
{
    m_isBusy = true;
    const auto uncertain = co_await m_store.read([](store::Connection &db) -> Result<std::vector<AttemptRow>> {
        const AttemptRepository attempts;
        auto open = attempts.inState(db, AttemptState::Uncertain, 50);
        for (auto &barred : attempts.inState(db, AttemptState::Barred, 50)) {
            // One that waits for a person is not asked about for ever.
            const auto send = SendRepository().find(db, barred.sendId);
            if (send && send->state == OutboxState::Barred)
                open.push_back(std::move(barred));
        }
        return open;
    });
    bool isReachable = uncertain.has_value();
    for (size_t i = 0; uncertain && i < uncertain->size() && m_isRunning && isReachable; ++i)
        isReachable = co_await settle(uncertain->at(i));
    m_isBusy = false;
    if (!m_isRunning || (uncertain && uncertain->empty()))
        co_return;
    m_timer.start(m_delay);
    m_delay = std::min(m_delay * 2, std::chrono::milliseconds(kLongestDelay));
}

QCoro::Task<bool> Reconciler::settle(AttemptRow attempt)
{
    const auto listed = co_await listSince(attempt);
    if (!listed || !listed->serverDate)
        co_return false;
    m_providerClock.learn(listed->serverDate, m_clock.now());
    const auto now = m_clock.now();
    auto settledAnswer = m_store.write([attempt, page = *listed, now](store::Tx &tx) -> Result<bool> {
        const AttemptRepository attempts;
        const auto evidence =
            evidenceFor(attempt, page.items, [&](const QString &sid) { return attempts.isKnown(tx, sid); });
        if (!evidence.others.empty())
            qWarning("messaging: %zu other messages to the same recipient look like attempt %s", evidence.others.size(),
                     qUtf8Printable(attempt.id));
        applyEvidence(tx, attempt.id, evidence, *page.serverDate, now);
        return true;
    });
    const auto settled = co_await std::move(settledAnswer);
    if (settled)
        Q_EMIT queued();
    co_return settled.has_value();
}

QCoro::Task<Result<MessageListPage>> Reconciler::listSince(AttemptRow attempt)
{
    // No DateSent filter: a queued message has no date_sent and would be hidden (FACTS 1.3).
    MessageFilter filter;
    filter.channel = attempt.channel;
    filter.to = attempt.address;
    filter.pageSize = 50;
    MessageListPage all;
    std::optional<QString> next;
    for (int pages = 0; pages < kMostPages; ++pages) {
        auto page = co_await m_provider.listMessages(filter, next);
        if (!page)
            co_return page;
        if (!all.serverDate)
            all.serverDate = page->serverDate;
        next = page->next;
        for (auto &item : page->items)
            all.items.push_back(std::move(item));
        const bool isOlder = !all.items.empty() && attempt.providerStartedAt &&
                             all.items.back().dateCreated + kClockSlack < *attempt.providerStartedAt;
        if (isOlder || !next)
            co_return all;
    }
    // More than a thousand messages to one person since then: nothing can be said.
    co_return counterbell::refuse(Reason::ProviderUnreachable, {{u"problem"_s, u"tooMany"_s}});
}

} // namespace counterbell::messaging
