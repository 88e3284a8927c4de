// SPDX-License-Identifier: Apache-2.0
#include "core/messaging/follow_up.h"

#include "core/messaging/follow_up_rules.h"
#include "core/messaging/status_precedence.h"
#include "core/messaging/status_updates.h"

#include <QPointer>

namespace counterbell::messaging
{

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

constexpr int kPerRead = 50;
constexpr auto kUnreachable = 30s;
// The business clock may be moved by hand, so a wait is never longer than this.
constexpr auto kLongestWait = 1min;

void askLater(store::Tx &tx, const FollowUpRow &row, Timestamp now)
{
    const FollowUpRepository followUps;
    if (const auto wait = nextAsk(row.tries))
        followUps.askAgain(tx, row, now + *wait);
    else
        followUps.finish(tx, row.sid);
}

/// What the provider tells about one of our messages, as its callbacks would have told it.
void learn(store::Tx &tx, const FollowUpRow &row, const ListedMessage &message, Timestamp now)
{
    const auto attempt = AttemptRepository().findBySid(tx, row.sid);
    const auto reported = fromTwilioStatus(message.status);
    if (!attempt || !reported)
        return askLater(tx, row, now);
    if (deliveryRank(*reported) > deliveryRank(attempt->status))
        applyStatus(tx, {attempt->id, row.sid, message.status, message.errorCode, {}, now}, now);
    if (message.price)
        applyCost(tx, row.sid, message.segments > 0 ? std::optional(message.segments) : std::nullopt, message.price,
                  now);
    if (isStoryComplete(shownStatus(attempt->status, *reported), message.price.has_value()))
        FollowUpRepository().finish(tx, row.sid);
    else
        askLater(tx, row, now);
}

} // namespace

FollowUp::FollowUp(store::Store &store, const Clock &clock, Provider &provider, TaskGroup &tasks)
    : m_store(store), m_clock(clock), m_provider(provider), m_tasks(tasks)
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &FollowUp::wake);
}

void FollowUp::start()
{
    m_isRunning = true;
    wake();
}

void FollowUp::stop()
{
    m_isRunning = false;
    m_timer.stop();
}

void FollowUp::wake()
{
    m_isWoken = true;
    if (m_isRunning && !std::exchange(m_isBusy, true))
        m_tasks.spawn(u"follow-up"_s, run());
}

QCoro::Task<> FollowUp::run()
{
    const QPointer self(this);
    std::optional<Timestamp> next;
    while (m_isRunning && std::exchange(m_isWoken, false)) {
        const auto asked = co_await pass();
        if (!self)
            co_return;
        auto reading = m_store.read(
            [](store::Connection &db) -> Result<std::optional<Timestamp>> { return FollowUpRepository().nextDue(db); });
        const auto due = co_await std::move(reading);
        if (!self)
            co_return;
        const auto patience = m_clock.now() + kUnreachable;
        next = due.value_or(patience);
        if (!asked)
            next = std::max(next.value_or(patience), patience);
        Q_EMIT passEnded(asked.value_or(0));
    }
    m_isBusy = false;
    arm(next);
}

QCoro::Task<std::optional<int>> FollowUp::pass()
{
    const QPointer self(this);
    int asked = 0;
    while (m_isRunning) {
        auto reading = m_store.read([now = m_clock.now()](store::Connection &db) -> Result<std::vector<FollowUpRow>> {
            return FollowUpRepository().due(db, now, kPerRead);
        });
        const auto rows = co_await std::move(reading);
        if (!self || !rows)
            co_return std::nullopt;
        if (rows->empty())
            break;
        for (const auto &row : *rows) {
            if (!m_isRunning)
                break;
            if (!co_await ask(row) || !self)
                co_return std::nullopt;
            ++asked;
        }
    }
    co_return asked;
}

QCoro::Task<bool> FollowUp::ask(FollowUpRow row)
{
    const QPointer self(this);
    const auto message = co_await m_provider.fetchMessage(row.sid);
    // Refused for now (credentials that are being changed) is no answer about the message.
    if (!self || (!message && message.error().reason != Reason::NotFound))
        co_return false;
    auto writing = m_store.write([row, found = message ? std::optional(*message) : std::nullopt,
                                  now = m_clock.now()](store::Tx &tx) -> Result<> {
        if (found)
            learn(tx, row, *found, now);
        else
            FollowUpRepository().finish(tx, row.sid); // deleted at the provider
        return {};
    });
    const auto written = co_await std::move(writing);
    co_return written.has_value();
}

void FollowUp::arm(std::optional<Timestamp> next)
{
    if (!m_isRunning || !next)
        return;
    m_timer.start(std::clamp<std::chrono::milliseconds>(*next - m_clock.now(), 1ms, kLongestWait));
}

} // namespace counterbell::messaging
