// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QTimer>

#include <qcorotask.h>

#include <algorithm>
#include <chrono>
#include <coroutine>
#include <vector>

namespace counterbell
{

/// Lets coroutines of the main thread wait until something may have changed, or until their patience is over:
///
///     while (!isDone() && !deadline.hasExpired())
///         co_await m_changed.wait(left);
///
/// Stands in for `co_await qCoro(object, &Class::signal)`, whose queued second delivery runs into a coroutine
/// that the first one has already ended (QCoro 0.8: crashes when a signal comes twice in one turn of the event
/// loop). Everybody is resumed from the event loop, never from inside notifyAll().
class AsyncCondition
{
public:
    AsyncCondition() = default;
    ~AsyncCondition()
    {
        for (auto *waiter : m_waiters)
            waiter->m_condition = nullptr;
    }
    Q_DISABLE_COPY_MOVE(AsyncCondition)

    /// Forever without `patience`.
    [[nodiscard]] QCoro::Task<void> wait(std::chrono::milliseconds patience = std::chrono::milliseconds(-1))
    {
        Waiter waiter(*this, patience);
        co_await Turn{&waiter};
    }
    void notifyAll()
    {
        for (auto *waiter : m_waiters)
            waiter->m_timer.start(0);
    }

private:
    class Waiter
    {
    public:
        Waiter(AsyncCondition &condition, std::chrono::milliseconds patience)
            : m_condition(&condition), m_patience(patience)
        {
        }
        ~Waiter()
        {
            if (m_condition)
                std::erase(m_condition->m_waiters, this);
        }
        Waiter(const Waiter &) = delete;
        Waiter &operator=(const Waiter &) = delete;

        void start(std::coroutine_handle<> waiting)
        {
            m_condition->m_waiters.push_back(this);
            m_timer.setSingleShot(true);
            m_timer.callOnTimeout([waiting] { waiting.resume(); });
            if (m_patience.count() >= 0)
                m_timer.start(m_patience);
        }

    private:
        friend class AsyncCondition;
        AsyncCondition *m_condition;
        const std::chrono::milliseconds m_patience;
        QTimer m_timer;
    };

    /// What is awaited. It can be copied, which QCoro's await_transform does.
    struct Turn {
        Waiter *waiter;
        [[nodiscard]] bool await_ready() const { return false; }
        void await_suspend(std::coroutine_handle<> waiting) { waiter->start(waiting); }
        void await_resume() const {}
    };

    std::vector<Waiter *> m_waiters;
};

} // namespace counterbell
