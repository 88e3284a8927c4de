// SPDX-License-Identifier: Apache-2.0
#include "core/messaging/reconciler.h"

#include <qcorosignal.h>

namespace counterbell::messaging
{

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

constexpr auto kBetweenEmptyLists = 180s;
constexpr auto kLongestDelay = 30s;
constexpr auto kClockSlack = 2s; // the provider's dates have whole seconds
constexpr int kMostPages = 20;
constexpr int kMostAtOnce = 100;

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
        flow.accept(tx, *send, *attempt, *evidence.sid, OutboxFact::EvidenceFound, now);
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
    // What a take-over has barred can't go out again: that it never went is all there is to know.
    const bool needsPerson = evidence.isAmbiguous() || (send->resends > 0 && send->state != OutboxState::Barred);
    if (!needsPerson) {
        ++send->resends;
        send->dueAt = now;
    }
    flow.advance(tx, *send, needsPerson ? OutboxFact::SecondUnknown : OutboxFact::NoEvidence, now);
    if (evidence.isAmbiguous() && send->state == OutboxState::Barred)
        return;
    // What waits for a person may have gone out after all; everything else has proven that it didn't.
    attempt->state = send->state == OutboxState::NeedsReview ? AttemptState::Barred : AttemptState::NotSent;
    if (attempt->state == AttemptState::NotSent)
        attempt->status = DeliveryStatus::Failed;
    attempts.save(tx, *attempt);
}

QString problemOf(const Error &error)
{
    return error.details[u"problem"_s].toString();
}

} // namespace

Evidence evidenceFor(const AttemptRow &attempt, const std::vector<ListedMessage> &listed,
                     const std::vector<QString> &rivalBodies, const std::function<bool(const QString &)> &isKnown)
{
    std::vector<const ListedMessage *> candidates;
    for (const auto &message : listed) {
        const bool isOurs = message.direction == Direction::OutboundApi && message.channel == attempt.channel &&
                            message.to == attempt.address && (message.from == attempt.sender || message.from.isEmpty());
        const bool isNewer =
            !attempt.providerStartedAt || message.dateCreated + kClockSlack >= *attempt.providerStartedAt;
        const bool isTheirs = message.body != attempt.body &&
                              std::find(rivalBodies.begin(), rivalBodies.end(), message.body) != rivalBodies.end();
        if (isOurs && isNewer && !isTheirs && !isKnown(message.sid))
            candidates.push_back(&message);
    }
    Evidence evidence;
    const ListedMessage *ours = candidates.size() == 1 && rivalBodies.empty() ? candidates.front() : nullptr;
    for (const auto *candidate : candidates) {
        if (!ours && candidate->body == attempt.body)
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

Reconciler::Reconciler(store::Store &store, const Clock &clock, Provider &provider, ProviderClock &providerClock,
                       std::chrono::milliseconds firstLook)
    : m_store(store), m_clock(clock), m_provider(provider), m_providerClock(providerClock), m_firstLook(firstLook)
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

QCoro::Task<> Reconciler::drain()
{
    stop();
    while (m_isBusy)
        co_await qCoro(this, &Reconciler::looked);
}

void Reconciler::wake()
{
    m_delay = m_firstLook;
    // A look that is due sooner stays so: who is woken again and again, by one unknown outcome after the other, would
    // never look at all.
    const bool isDueSooner = m_timer.isActive() && m_timer.remainingTimeAsDuration() <= m_firstLook;
    if (m_isRunning && !isDueSooner)
        m_timer.start(m_firstLook);
}

void Reconciler::noticeUncertain()
{
    if (m_isBusy)
        m_hasNews = true;
    else if (!m_timer.isActive())
        wake();
}

QCoro::Task<> Reconciler::run()
{
    m_isBusy = true;
    m_hasNews = false;
    auto reading = m_store.read([](store::Connection &db) -> Result<std::vector<AttemptRow>> {
        return AttemptRepository().unsettled(db, kMostAtOnce);
    });
    const auto uncertain = co_await std::move(reading);
    bool isReachable = uncertain.has_value();
    for (size_t i = 0; uncertain && i < uncertain->size() && m_isRunning && isReachable; ++i)
        isReachable = co_await settle(uncertain->at(i));
    m_isBusy = false;
    if (m_isRunning && (m_hasNews || !uncertain || !uncertain->empty())) {
        m_timer.start(m_delay);
        m_delay = std::min(m_delay * 2, std::chrono::milliseconds(kLongestDelay));
    }
    Q_EMIT looked(); // last: who waits for it may destroy this
}

QCoro::Task<bool> Reconciler::settle(AttemptRow attempt)
{
    const auto listed = co_await listSince(attempt);
    if (!listed && problemOf(listed.error()) == u"tooMany"_s)
        co_return true; // nothing can be said of this one; the others may be settled all the same
    if (!listed || !listed->serverDate)
        co_return false;
    attempt.providerStartedAt = startOf(attempt);
    const auto now = m_clock.now();
    auto writing = m_store.write([attempt, page = *listed, now](store::Tx &tx) -> Result<bool> {
        const AttemptRepository attempts;
        const auto evidence = evidenceFor(attempt, page.items, attempts.rivalBodies(tx, attempt),
                                          [&](const QString &sid) { return attempts.isKnown(tx, sid); });
        if (!evidence.others.empty())
            qWarning("messaging: %zu other messages to the same recipient look like attempt %s", evidence.others.size(),
                     qUtf8Printable(attempt.id));
        applyEvidence(tx, attempt.id, evidence, *page.serverDate, now);
        return true;
    });
    const auto settled = co_await std::move(writing);
    if (settled)
        Q_EMIT queued();
    co_return settled.has_value();
}

Timestamp Reconciler::startOf(const AttemptRow &attempt) const
{
    // The first request of a process is dated before anything is known of the provider's clock; of two answers the
    // earlier one, since a message overlooked is sent twice.
    const auto byPresentOffset = attempt.at + m_providerClock.ahead();
    return std::min(attempt.providerStartedAt.value_or(byPresentOffset), byPresentOffset);
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
        if (!all.serverDate) {
            all.serverDate = page->serverDate;
            m_providerClock.learn(page->serverDate, m_clock.now());
        }
        next = page->next;
        for (auto &item : page->items)
            all.items.push_back(std::move(item));
        const bool isOlder = !all.items.empty() && all.items.back().dateCreated + kClockSlack < startOf(attempt);
        if (isOlder || !next)
            co_return all;
    }
    // More than a thousand messages to one person since then: nothing can be said.
    co_return counterbell::refuse(Reason::ProviderUnreachable, {{u"problem"_s, u"tooMany"_s}});
}

} // namespace counterbell::messaging
