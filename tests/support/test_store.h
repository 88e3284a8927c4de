// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/store/store.h"
#include "tests/support/fake_clock.h"
#include "tests/support/postgres/test_database.h"

#include <QCoreApplication>
#include <QDeadlineTimer>

namespace counterbell
{

/// Runs the event loop until the awaitable or task answers; fails loudly after ten seconds. For tests only.
template <class Awaitable>
auto waitFor(Awaitable &&awaitable)
{
    using T = decltype(awaitable.await_resume());
    std::optional<T> answer;
    auto task = [](std::remove_cvref_t<Awaitable> a, std::optional<T> &out) -> QCoro::Task<> {
        out.emplace(co_await std::move(a));
    }(std::forward<Awaitable>(awaitable), answer);
    const QDeadlineTimer deadline(10'000);
    while (!answer && !deadline.hasExpired())
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 50);
    if (!answer)
        qFatal("no answer within ten seconds");
    return std::move(*answer);
}

/// Like waitFor, for a QCoro::Task.
template <class T>
T waitForTask(QCoro::Task<T> task)
{
    std::optional<T> answer;
    auto outer = [](QCoro::Task<T> t, std::optional<T> &out) -> QCoro::Task<> {
        out.emplace(co_await std::move(t));
    }(std::move(task), answer);
    const QDeadlineTimer deadline(10'000);
    while (!answer && !deadline.hasExpired())
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 50);
    if (!answer)
        qFatal("no answer within ten seconds");
    return std::move(*answer);
}

/// Shows each change by itself: `state(tx, change)`.
template <class State>
store::EventRenderer eachShownBy(State state)
{
    return [state](store::Tx &tx, const std::vector<store::Change> &changes) {
        std::vector<QJsonObject> states;
        for (const auto &change : changes)
            states.push_back(state(tx, change));
        return states;
    };
}

/// A fresh database, through all migrations, with a store on it.
class TestStore
{
public:
    explicit TestStore(const Clock &clock, store::Store::Options options = {}, store::EventRenderer render = {},
                       std::chrono::milliseconds lockTimeout = std::chrono::milliseconds{200})
        : m_store(m_database.dialect(lockTimeout), clock, patient(options))
    {
        const auto opened = m_store.open(std::move(render));
        if (!opened)
            qFatal("the test database did not open");
    }

    [[nodiscard]] const TestDatabase &database() const { return m_database; }
    store::Store *operator->() { return &m_store; }
    store::Store &operator*() { return m_store; }

private:
    /// A new connection to PostgreSQL reads the catalogue first, each test has new ones, and tests run side by side.
    static store::Store::Options patient(store::Store::Options options)
    {
        if (TestDatabase::isPostgres() && options.readLimit == store::Store::Options{}.readLimit)
            options.readLimit = std::chrono::seconds{5};
        return options;
    }

    TestDatabase m_database;
    store::Store m_store;
};

} // namespace counterbell
