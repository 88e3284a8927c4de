// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/store/write_batch.h"

#include <QObject>
#include <QTimer>

#include <atomic>
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
        std::chrono::milliseconds pollInterval{200};    ///< how often the log is read for events of other cores
        std::chrono::milliseconds lossPatience{10'000}; ///< how long a write waits for a lost connection
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

    /// Whether other cores may work on the same database.
    [[nodiscard]] bool isShared() const { return m_dialect->isShared(); }

    [[nodiscard]] qint64 eventHead() const { return m_eventHead; }
    [[nodiscard]] qint64 eventTail() const { return m_eventTail; }

Q_SIGNALS:
    /// After the COMMIT, in order, on the main thread; what other cores committed comes this way, too.
    void committed(const std::vector<counterbell::store::Event> &events);
    /// Storage trouble ("diskFull", "databaseLocked", "databaseUnreachable", "storage") or its end (empty).
    void problemChanged(const QString &problem);

private:
    struct ReadJob {
        std::function<void(Connection &)> run;
        std::function<void(Error)> failed;
        std::function<void()> answer;
        bool isQuiet = false;
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
    [[nodiscard]] bool read(Connection &db, ReadJob &job);
    /// Waits for so long; false once the store closes.
    [[nodiscard]] bool waitToReconnect(std::chrono::milliseconds delay);
    void lookForEvents();
    void publish(std::vector<Event> events);
    void showProblem(const QString &problem);
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
    QString m_problem;                   // main thread
    qint64 m_eventHead = 0;              // main thread
    qint64 m_eventTail = 0;              // main thread
    std::atomic<qint64> m_published = 0; ///< m_eventHead, for the writer
    QTimer m_poll;                       // main thread
    bool m_isPolling = false;            // main thread
};

} // namespace counterbell::store
