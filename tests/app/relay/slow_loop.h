// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

namespace counterbell::relay::test
{

/// A network thread that is always quicker than the one that posts to it: whoever posts from another thread goes on
/// only when what was posted has run and is gone. Whatever that thread still holds then is found out.
class SlowLoop
{
public:
    [[nodiscard]] std::function<void(std::function<void()>)> post()
    {
        return [this](std::function<void()> fn) {
            std::unique_lock lock(m_mutex);
            m_tasks.push_back(std::move(fn));
            const auto mine = ++m_posted;
            m_wake.notify_all();
            if (std::this_thread::get_id() != m_home)
                m_wake.wait(lock, [&] { return m_done >= mine || m_isOver; });
        };
    }

    /// Runs what is posted until the condition holds; false after five seconds.
    template <class Until>
    bool run(Until until)
    {
        const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds(5);
        while (!until()) {
            std::unique_lock lock(m_mutex);
            if (!m_wake.wait_until(lock, deadline, [this] { return !m_tasks.empty(); }))
                return false;
            auto task = std::move(m_tasks.front());
            m_tasks.pop_front();
            lock.unlock();
            task();
            task = nullptr;
            lock.lock();
            ++m_done;
            m_wake.notify_all();
        }
        return true;
    }

    /// From now on nobody waits.
    void end()
    {
        const std::scoped_lock lock(m_mutex);
        m_isOver = true;
        m_wake.notify_all();
    }

private:
    const std::thread::id m_home = std::this_thread::get_id();
    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<std::function<void()>> m_tasks;
    std::size_t m_posted = 0;
    std::size_t m_done = 0;
    bool m_isOver = false;
};

/// Says on which thread the last reference to it was let go of.
struct LetGoOf {
    std::thread::id &where;
    ~LetGoOf() { where = std::this_thread::get_id(); }
};

} // namespace counterbell::relay::test
