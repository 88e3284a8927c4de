// SPDX-License-Identifier: Apache-2.0
#include "core/messaging/leadership.h"

#include "core/messaging/lease_repository.h"

#include <QUuid>

#include <ctime>

namespace counterbell::messaging
{

using namespace Qt::StringLiterals;

Leadership::Leadership(store::Store &store, Options options)
    : m_store(store), m_options(std::move(options)), m_holder(QUuid::createUuid().toString(QUuid::WithoutBraces))
{
    m_timer.setInterval(m_options.renewal);
    m_end.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        endIfOver(); // a process that was suspended learns here, too, that its time is over
        if (!std::exchange(m_isLooking, true))
            m_tasks.spawn(u"lease"_s, look());
    });
    connect(&m_end, &QTimer::timeout, this, &Leadership::endIfOver);
}

std::chrono::nanoseconds Leadership::sinceBoot()
{
    // Not the steady clock: that one stands still while the machine sleeps, and the lease doesn't.
    timespec now{};
    ::clock_gettime(CLOCK_BOOTTIME, &now);
    return std::chrono::seconds(now.tv_sec) + std::chrono::nanoseconds(now.tv_nsec);
}

bool Leadership::isLeading() const
{
    return m_isLeading && (!m_store.isShared() || m_options.bootTime() < m_leadsUntil);
}

void Leadership::start()
{
    m_isRunning = true;
    m_timer.start();
    if (!std::exchange(m_isLooking, true))
        m_tasks.spawn(u"lease"_s, look());
}

QCoro::Task<> Leadership::stop()
{
    m_isRunning = false;
    m_timer.stop();
    m_end.stop();
    m_isLeading = false;
    if (m_store.isShared()) {
        // Behind a question that is still under way, so that what it wins isn't kept.
        auto writing = m_store.write([holder = m_holder](store::Tx &tx) -> Result<> {
            releaseLeasesOf(tx, holder);
            return {};
        });
        (void)co_await std::move(writing);
    }
}

QCoro::Task<> Leadership::look()
{
    const bool isShared = m_store.isShared();
    // From before the question on, not from the answer: the database's lease begins in between.
    const auto askedAt = m_options.bootTime();
    const auto held = m_isLeading ? std::optional(m_term) : std::nullopt;
    auto writing = m_store.write(
        [=, holder = m_holder, length = m_options.length](store::Tx &tx) -> Result<std::optional<qint64>> {
            if (!isShared)
                return beginTerm(tx);
            if (held)
                return renewLease(tx, *held, length) ? held : std::nullopt;
            return takeLease(tx, holder, length);
        });
    const auto term = co_await std::move(writing);
    m_isLooking = false;
    if (!m_isRunning)
        co_return;
    if (!term) {
        qWarning("leadership: the lease could not be %s", held ? "renewed" : "asked for");
        endIfOver();
        co_return;
    }
    if (!*term) {
        if (held)
            lose();
        Q_EMIT followed();
        co_return;
    }
    m_leadsUntil = askedAt + m_options.length - m_options.margin;
    if (held) {
        // It may have been given up while the answer was under way; a term that has ended isn't taken up again.
        if (m_isLeading && m_term == *held)
            m_end.start(m_options.length - m_options.margin);
        co_return;
    }
    if (isShared) {
        if (m_options.bootTime() >= m_leadsUntil)
            co_return; // the answer took too long
        m_end.start(m_options.length - m_options.margin);
    } else {
        m_timer.stop();
    }
    m_term = **term;
    m_isLeading = true;
    qInfo("leadership: this core leads in term %lld", static_cast<long long>(m_term));
    Q_EMIT won(m_term);
}

void Leadership::endIfOver()
{
    if (!m_isLeading || !m_store.isShared())
        return;
    const auto left = m_leadsUntil - m_options.bootTime();
    if (left <= std::chrono::nanoseconds{0})
        lose();
    else // timers may be early, and the lease may have been renewed
        m_end.start(std::chrono::ceil<std::chrono::milliseconds>(left));
}

void Leadership::lose()
{
    m_isLeading = false;
    m_end.stop();
    qWarning("leadership: this core doesn't lead any more");
    Q_EMIT lost();
}

} // namespace counterbell::messaging
