// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <coroutine>
#include <deque>
#include <utility>

namespace counterbell
{

/// Lets one coroutine of the main thread in at a time, in the order in which they asked:
///
///     const auto turn = co_await mutex.lock();
///
/// It has to outlive those who wait for it.
class AsyncMutex
{
public:
    /// Gives the turn to the next when it goes.
    class Turn
    {
    public:
        explicit Turn(AsyncMutex *mutex) : m_mutex(mutex) {}
        Turn(Turn &&other) noexcept : m_mutex(std::exchange(other.m_mutex, nullptr)) {}
        Turn &operator=(Turn &&) = delete;
        ~Turn()
        {
            if (m_mutex)
                m_mutex->next();
        }

    private:
        AsyncMutex *m_mutex;
    };

    struct Waiter {
        AsyncMutex &mutex;

        bool await_ready() { return !std::exchange(mutex.m_isTaken, true); }
        void await_suspend(std::coroutine_handle<> waiting) { mutex.m_waiting.push_back(waiting); }
        Turn await_resume() { return Turn(&mutex); }
    };

    [[nodiscard]] Waiter lock() { return Waiter{*this}; }
    [[nodiscard]] bool isTaken() const { return m_isTaken; }

private:
    void next()
    {
        if (m_waiting.empty()) {
            m_isTaken = false;
            return;
        }
        const auto waiting = m_waiting.front();
        m_waiting.pop_front();
        waiting.resume();
    }

    bool m_isTaken = false;
    std::deque<std::coroutine_handle<>> m_waiting;
};

} // namespace counterbell
