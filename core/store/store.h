// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/store/write_batch.h"

#include <QObject>

#include <condition_variable>
#include <coroutine>
#include <deque>
#include <mutex>
#include <thread>

namespace counterbell::store
{

/// The answer to a read or write, to be awaited on the store's own thread. Work starts at once, awaited or not.
template <class T>
class [[nodiscard]] Pending
{
public:
    struct State {
        std::optional<Result<T>> result;
        std::coroutine_handle<> waiting;
        bool isAnswered = false;
    };
    explicit Pending(std::shared_ptr<State> state) : m_state(std::move(state)) {}

    bool await_ready() const noexcept { return m_state->isAnswered; }
    void await_suspend(std::coroutine_handle<> handle) noexcept { m_state->waiting = handle; }
    Result<T> await_resume() { return std::move(*m_state->result); }

private:
    std::shared_ptr<State> m_state;
};

enum class Lane {
    Foreground,
    Background, ///< erasure, retention, import: only while nothing else waits
};

/// The database: one writer thread, a few readers, each with a connection of its own. Lives on the main thread,
/// where every answer arrives. See DESIGN 3.
class Store : public QObject
{
    Q_OBJECT

public:
    struct Options {
        int readers = 2;
        std::chrono::milliseconds readLimit{250};
        size_t batchJobs = 64;
        std::chrono::milliseconds batchTime{10};
        qint64 keptEvents = 20'000;
    };

    Store(std::unique_ptr<Dialect> dialect, const Clock &clock, Options options);
    ~Store() override;

    /// Opens and migrates; blocking, for start-up only. The renderer turns changed rows into event data.
    [[nodiscard]] Result<> open(EventRenderer render);
    /// Finishes what is queued, answers the rest `shuttingDown`, joins the threads. Called by the destructor, too.
    void close();

    /// Runs `fn(Tx &) -> Result<T>` in a transaction. It has no effect outside the database and may run more than
    /// once. The answer comes after COMMIT. An error rolls back unless Tx::keepOnError was called.
    /// In a coroutine keep the answer in a variable and await that: GCC 12 destroys a lambda with captures twice when
    /// it is made inside a co_await expression.
    template <class Fn, class R = std::invoke_result_t<Fn, Tx &>>
    Pending<typename R::value_type> write(Fn fn, Lane lane = Lane::Foreground)
    {
        using T = typename R::value_type;
        auto state = std::make_shared<typename Pending<T>::State>();
        WriteJob job;
        job.run = [state, fn = std::move(fn)](Tx &tx) mutable {
            state->result.emplace(fn(tx));
            return state->result->has_value();
        };
        fillAnswers(job.failed, job.answer, state);
        enqueueWrite(std::move(job), lane);
        return Pending<T>(state);
    }

    /// Runs `fn(Connection &) -> Result<T>` on a reader, within the read limit.
    template <class Fn, class R = std::invoke_result_t<Fn, Connection &>>
    Pending<typename R::value_type> read(Fn fn)
    {
        using T = typename R::value_type;
        auto state = std::make_shared<typename Pending<T>::State>();
        ReadJob job;
        job.run = [state, fn = std::move(fn)](Connection &db) mutable { state->result.emplace(fn(db)); };
        fillAnswers(job.failed, job.answer, state);
        enqueueRead(std::move(job));
        return Pending<T>(state);
    }

    [[nodiscard]] qint64 eventHead() const { return m_eventHead; }
    [[nodiscard]] qint64 eventTail() const { return m_eventTail; }

Q_SIGNALS:
    /// After the COMMIT, in order, on the main thread.
    void committed(const std::vector<counterbell::store::Event> &events);
    /// Storage trouble ("diskFull", "databaseLocked", "storage") or its end (empty).
    void problemChanged(const QString &problem);

private:
    struct ReadJob {
        std::function<void(Connection &)> run;
        std::function<void(Error)> failed;
        std::function<void()> answer;
    };

    template <class State>
    static void fillAnswers(std::function<void(Error)> &failed, std::function<void()> &answer,
                            std::shared_ptr<State> state)
    {
        failed = [state](Error error) { state->result.emplace(tl::unexpected(std::move(error))); };
        answer = [state] {
            state->isAnswered = true;
            if (auto waiting = std::exchange(state->waiting, nullptr))
                waiting.resume();
        };
    }

    void enqueueWrite(WriteJob job, Lane lane);
    void enqueueRead(ReadJob job);
    void runWriter();
    void runReader(int number);
    [[nodiscard]] std::vector<WriteJob> takeBatch();
    void trimEvents(Tx &tx, qint64 head);
    void post(std::function<void()> fn);
    void deliver();

    std::unique_ptr<Dialect> m_dialect;
    const Clock &m_clock;
    Options m_options;
    EventRenderer m_render;

    std::mutex m_mutex;
    std::condition_variable m_writeWake;
    std::condition_variable m_readWake;
    std::deque<WriteJob> m_writes;
    std::deque<WriteJob> m_backgroundWrites;
    std::deque<ReadJob> m_reads;
    std::deque<std::function<void()>> m_mailbox; ///< answers on their way to the main thread
    bool m_isClosing = false;
    bool m_isPosted = false;

    std::vector<std::thread> m_threads;
    QString m_problem;      // main thread
    qint64 m_eventHead = 0; // main thread
    qint64 m_eventTail = 0; // main thread
};

} // namespace counterbell::store
