// SPDX-License-Identifier: Apache-2.0
#include "core/store/store.h"

#include "core/store/event_log.h"
#include "core/store/migrator.h"
#include "core/store/reconnection.h"

#include <QMetaObject>

namespace counterbell::store
{

using namespace Qt::StringLiterals;

namespace
{

/// Connection names are per process; several stores live side by side in tests.
QString connectionName(const void *store, const QString &role)
{
    return u"%1-%2"_s.arg(quintptr(store), 0, 16).arg(role);
}

constexpr int kPolledEvents = 500;
constexpr std::chrono::seconds kPollRetry{2};

void endRead(Connection &db)
{
    try {
        db.setDeadline(std::nullopt);
        if (db.inTransaction())
            db.executeOnce(u"ROLLBACK"_s);
    } catch (const SqlError &error) {
        qWarning("store: a read did not end cleanly: %s", error.what());
    }
}

} // namespace

Store::Store(std::unique_ptr<Dialect> dialect, const Clock &clock, Options options)
    : m_dialect(std::move(dialect)), m_clock(clock), m_options(options)
{
    connect(&m_poll, &QTimer::timeout, this, &Store::lookForEvents);
}

Store::~Store()
{
    // Once closed, whoever has asked since then may be gone by now.
    if (!m_isClosing)
        close();
}

Result<> Store::open(EventRenderer render)
{
    m_render = std::move(render);
    try {
        Connection db(*m_dialect, connectionName(this, u"start"_s), false);
        if (auto migrated = migrate(db, builtInMigrations(*m_dialect), m_clock.now()); !migrated)
            return migrated;
        const auto range = db.query(u"SELECT COALESCE(MAX(seq), 0), COALESCE(MIN(seq), 1) FROM event_log"_s);
        if (range->next()) {
            m_eventHead = range->integer(0);
            m_eventTail = range->integer(1);
            m_published = m_eventHead;
        }
    } catch (const SqlError &error) {
        qCritical("store: %s", error.what());
        return refuse(Reason::Internal, {{u"problem"_s, u"storage"_s}, {u"detail"_s, QString::fromUtf8(error.what())}});
    }
    m_threads.emplace_back([this] { runWriter(); });
    for (int i = 0; i < m_options.readers; ++i)
        m_threads.emplace_back([this, i] { runReader(i); });
    if (isShared())
        m_poll.start(m_options.pollInterval);
    return {};
}

void Store::close()
{
    m_poll.stop();
    {
        const std::lock_guard lock(m_mutex);
        m_isClosing = true;
    }
    m_writeWake.notify_all();
    m_readWake.notify_all();
    for (auto &thread : m_threads)
        thread.join();
    m_threads.clear();
    deliver();
}

void Store::enqueueWrite(WriteJob job, Lane lane)
{
    {
        const std::lock_guard lock(m_mutex);
        if (!m_isClosing) {
            (lane == Lane::Foreground ? m_writes : m_backgroundWrites).push_back(std::move(job));
            m_writeWake.notify_one();
            return;
        }
    }
    job.failed(Error{Reason::ShuttingDown, {}});
    post(std::move(job.answer));
}

void Store::enqueueRead(ReadJob job)
{
    {
        const std::lock_guard lock(m_mutex);
        if (!m_isClosing) {
            m_reads.push_back(std::move(job));
            m_readWake.notify_one();
            return;
        }
    }
    job.failed(Error{Reason::ShuttingDown, {}});
    post(std::move(job.answer));
}

std::vector<WriteJob> Store::takeBatch()
{
    std::unique_lock lock(m_mutex);
    m_writeWake.wait(lock, [this] { return m_isClosing || !m_writes.empty() || !m_backgroundWrites.empty(); });
    auto &queue = m_writes.empty() ? m_backgroundWrites : m_writes;
    const auto most = m_writes.empty() ? size_t{1} : m_options.batchJobs;
    std::vector<WriteJob> batch;
    while (!queue.empty() && batch.size() < most) {
        batch.push_back(std::move(queue.front()));
        queue.pop_front();
    }
    return batch;
}

void Store::runWriter()
{
    Tx tx(*m_dialect, connectionName(this, u"writer"_s), false, Connection::Open::Later);
    Reconnection reconnection(tx, m_options.lossPatience, [this](auto delay) { return waitToReconnect(delay); });
    const Reconnect reconnect = [&](bool mustKnow) {
        post([this] { showProblem(u"databaseUnreachable"_s); });
        return reconnection.restore(mustKnow);
    };
    if (!reconnection.restore(false))
        qCritical("store: the writer is not connected yet");
    qint64 trimmedAt = 0;
    // Coalescing needs no waiting: whatever arrives while one batch syncs makes up the next.
    for (auto batch = takeBatch(); !batch.empty(); batch = takeBatch()) {
        WriteBatch writes(tx, m_render, reconnect, m_clock.now(), m_published);
        auto events = writes.commit(batch);
        const auto head = events.empty() ? 0 : events.back().seq;
        qint64 tail = 0;
        if (head - trimmedAt > m_options.keptEvents / 10) {
            trimmedAt = head;
            trimEvents(tx, head);
            tail = std::max<qint64>(1, head - m_options.keptEvents + 1);
        }
        post([this, events = std::move(events), problem = writes.problem(), tail, answers = std::move(batch)] {
            m_eventTail = std::max(m_eventTail, tail);
            publish(events);
            showProblem(problem);
            for (const auto &job : answers)
                job.answer();
        });
    }
}

bool Store::waitToReconnect(std::chrono::milliseconds delay)
{
    std::unique_lock lock(m_mutex);
    return !m_writeWake.wait_for(lock, delay, [this] { return m_isClosing; });
}

void Store::publish(std::vector<Event> events)
{
    // What a look at the log was faster to bring isn't told twice.
    std::erase_if(events, [this](const Event &event) { return event.seq <= m_eventHead; });
    if (events.empty())
        return;
    m_eventHead = events.back().seq;
    m_published = m_eventHead;
    Q_EMIT committed(events);
}

void Store::showProblem(const QString &problem)
{
    if (problem == m_problem)
        return;
    m_problem = problem;
    Q_EMIT problemChanged(problem);
}

void Store::lookForEvents()
{
    if (std::exchange(m_isPolling, true))
        return;
    struct Found {
        std::vector<Event> events;
        std::optional<qint64> oldest;
        bool isRead = false;
    };
    auto found = std::make_shared<Found>();
    ReadJob job;
    job.isQuiet = true; // the writer, which works at least as often, tells what is wrong
    job.run = [found, after = m_eventHead](Connection &db) {
        found->events = readEvents(db, after, kPolledEvents);
        if (!found->events.empty())
            found->oldest = oldestEvent(db);
        found->isRead = true;
    };
    job.failed = [](const Error &) {};
    job.answer = [this, found] {
        m_isPolling = false;
        m_poll.setInterval(found->isRead ? m_options.pollInterval : kPollRetry);
        m_eventTail = std::max(m_eventTail, found->oldest.value_or(0));
        const bool isMore = found->events.size() == kPolledEvents;
        publish(std::move(found->events));
        if (isMore)
            lookForEvents();
    };
    enqueueRead(std::move(job));
}

void Store::trimEvents(Tx &tx, qint64 head)
{
    try {
        tx.execute(u"DELETE FROM event_log WHERE seq <= ?"_s, head - m_options.keptEvents);
    } catch (const SqlError &error) {
        qWarning("store: old events stay for now: %s", error.what());
    }
}

void Store::runReader(int number)
{
    Connection db(*m_dialect, connectionName(this, u"reader%1"_s.arg(number)), true, Connection::Open::Later);
    // Reads don't wait for a lost connection: one try, no closer to the last than the pause between them.
    Reconnection reconnection(db, std::chrono::milliseconds{0}, [](auto) { return false; });
    bool isLost = true;
    while (true) {
        ReadJob job;
        {
            std::unique_lock lock(m_mutex);
            m_readWake.wait(lock, [this] { return m_isClosing || !m_reads.empty(); });
            if (m_reads.empty())
                return;
            job = std::move(m_reads.front());
            m_reads.pop_front();
        }
        const bool wasLost = isLost;
        if (isLost)
            isLost = !reconnection.restore(false);
        if (isLost) {
            job.failed(Error{Reason::Internal, {{u"problem"_s, u"databaseUnreachable"_s}}});
        } else if (!read(db, job)) {
            // It has no effect, so it may run again.
            isLost = wasLost || !reconnection.restore(false) || !read(db, job);
        }
        post(std::move(job.answer));
    }
}

bool Store::read(Connection &db, ReadJob &job)
{
    bool isConnected = true;
    try {
        db.setDeadline(std::chrono::steady_clock::now() + m_options.readLimit);
        db.executeOnce(m_dialect->beginRead());
        job.run(db);
    } catch (const SqlError &error) {
        if (!job.isQuiet)
            qWarning("store: a read failed: %s", error.what());
        isConnected = error.kind() != SqlError::Kind::Gone;
        const auto problem = !isConnected                              ? u"databaseUnreachable"_s
                             : error.kind() == SqlError::Kind::TooSlow ? u"tooSlow"_s
                                                                       : u"storage"_s;
        job.failed(Error{Reason::Internal, {{u"problem"_s, problem}}});
    } catch (const std::exception &error) {
        qCritical("store: a read threw: %s", error.what());
        job.failed(Error{Reason::Internal, {{u"problem"_s, u"exception"_s}}});
    }
    endRead(db);
    return isConnected;
}

void Store::post(std::function<void()> fn)
{
    const std::lock_guard lock(m_mutex);
    m_mailbox.push_back(std::move(fn));
    if (!std::exchange(m_isPosted, true))
        QMetaObject::invokeMethod(this, [this] { deliver(); }, Qt::QueuedConnection);
}

void Store::deliver()
{
    while (true) {
        std::function<void()> fn;
        {
            const std::lock_guard lock(m_mutex);
            if (m_mailbox.empty()) {
                m_isPosted = false;
                return;
            }
            fn = std::move(m_mailbox.front());
            m_mailbox.pop_front();
        }
        fn();
    }
}

} // namespace counterbell::store
