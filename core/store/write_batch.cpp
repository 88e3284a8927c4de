// SPDX-License-Identifier: Apache-2.0
#include "core/store/write_batch.h"

#include "core/store/event_log.h"

#include <QJsonDocument>

namespace counterbell::store
{

using namespace Qt::StringLiterals;

namespace
{

constexpr int kTriesAlone = 3;

Error storageError(const QString &problem)
{
    return Error{Reason::Internal, {{u"problem"_s, problem}}};
}

QString problemWord(const SqlError &error)
{
    switch (error.kind()) {
    case SqlError::Kind::Full:
        return u"diskFull"_s;
    case SqlError::Kind::Busy:
        return u"databaseLocked"_s;
    case SqlError::Kind::Gone:
        return u"databaseUnreachable"_s;
    default:
        return u"storage"_s;
    }
}

} // namespace

std::vector<Event> WriteBatch::commit(std::vector<WriteJob> &jobs)
{
    std::vector<Event> events;
    const auto outcome = jobs.size() > 1 ? tryTogether(jobs, events) : Outcome::Lost;
    if (outcome == Outcome::Committed)
        return events;
    events.clear();
    for (auto &job : jobs) {
        if (outcome == Outcome::Unknown)
            job.failed(storageError(u"outcomeUnknown"_s));
        else
            runAlone(job, events);
    }
    return events;
}

WriteBatch::Outcome WriteBatch::tryTogether(std::vector<WriteJob> &jobs, std::vector<Event> &events)
{
    try {
        m_tx.beginWrite();
        for (auto &job : jobs) {
            m_tx.executeOnce(u"SAVEPOINT job"_s);
            const auto before = events.size();
            try {
                if (!runJob(job, events))
                    m_tx.executeOnce(u"ROLLBACK TO job"_s);
            } catch (const SqlError &error) {
                // What it had to tell so far is rolled back with it.
                events.resize(before);
                // Full, busy and a lost connection concern the whole batch. Anything else is this job's own fault.
                if (!m_tx.inTransaction() || error.kind() == SqlError::Kind::Full ||
                    error.kind() == SqlError::Kind::Busy || error.kind() == SqlError::Kind::Gone)
                    throw;
                qCritical("store: a write failed: %s", error.what());
                m_tx.executeOnce(u"ROLLBACK TO job"_s);
                job.failed(storageError(problemWord(error)));
            } catch (const std::exception &error) {
                qCritical("store: a write threw: %s", error.what());
                events.resize(before);
                m_tx.executeOnce(u"ROLLBACK TO job"_s);
                job.failed(storageError(u"exception"_s));
            }
            if (m_tx.transactionState() != TransactionState::Open)
                throw SqlError(m_tx.isOpen() ? SqlError::Kind::Full : SqlError::Kind::Gone,
                               u"the transaction was lost"_s);
            m_tx.executeOnce(u"RELEASE job"_s);
        }
        addForeignEvents(events, 0);
        return commitTransaction();
    } catch (const SqlError &error) {
        qWarning("store: a batch of %zu writes did not commit, running them one by one: %s", jobs.size(), error.what());
        m_problem = problemWord(error);
        rollBack();
        return Outcome::Lost;
    }
}

WriteBatch::Outcome WriteBatch::commitTransaction()
{
    try {
        m_tx.commit(Tx::Marked::Yes);
        if (m_problem == u"databaseUnreachable"_s)
            m_problem.clear(); // and back again
        return Outcome::Committed;
    } catch (const SqlError &error) {
        if (error.kind() != SqlError::Kind::Gone)
            throw;
        qWarning("store: the connection was lost in a COMMIT: %s", error.what());
    }
    // Nobody is answered and nothing runs again before it is known whether this one took effect.
    while (m_reconnect(true)) {
        try {
            const bool isCommitted = m_tx.wasCommitted();
            qWarning("store: that COMMIT had %s", isCommitted ? "taken effect" : "not taken effect");
            return isCommitted ? Outcome::Committed : Outcome::Lost;
        } catch (const SqlError &error) {
            qWarning("store: what became of it isn't known yet: %s", error.what());
            rollBack();
        }
    }
    m_problem = u"databaseUnreachable"_s;
    return Outcome::Unknown;
}

void WriteBatch::runAlone(WriteJob &job, std::vector<Event> &events)
{
    for (int attempt = 1;; ++attempt) {
        const auto before = events.size();
        try {
            // No savepoint: the transaction is this job's. SQLite writes down every page that changes after a
            // savepoint, and each later statement goes through that list, which doubled the time of a large job.
            m_tx.beginWrite();
            if (!runJob(job, events) && m_tx.inTransaction()) {
                m_tx.executeOnce(u"ROLLBACK"_s);
                return;
            }
            if (m_tx.transactionState() != TransactionState::Open)
                throw SqlError(m_tx.isOpen() ? SqlError::Kind::Full : SqlError::Kind::Gone,
                               u"the transaction was lost"_s);
            addForeignEvents(events, before);
            const auto outcome = commitTransaction();
            if (outcome == Outcome::Committed)
                return;
            events.resize(before);
            if (outcome == Outcome::Unknown) {
                job.failed(storageError(u"outcomeUnknown"_s));
                return;
            }
        } catch (const SqlError &error) {
            // Once for all that waits while the server is away.
            if (error.kind() != SqlError::Kind::Gone || m_problem != u"databaseUnreachable"_s)
                qCritical("store: a write failed (try %d): %s", attempt, error.what());
            m_problem = problemWord(error);
            events.resize(before);
            rollBack();
            if (error.kind() == SqlError::Kind::Busy && attempt < kTriesAlone)
                continue;
            // It was not committed, so it may run again.
            if (error.kind() == SqlError::Kind::Gone && attempt < kTriesAlone && m_reconnect(false))
                continue;
            job.failed(storageError(m_problem));
            return;
        } catch (const std::exception &error) {
            qCritical("store: a write threw: %s", error.what());
            events.resize(before);
            rollBack();
            job.failed(storageError(u"exception"_s));
            return;
        }
    }
}

bool WriteBatch::runJob(WriteJob &job, std::vector<Event> &events)
{
    m_tx.startJob();
    const bool isValue = job.run(m_tx);
    if (!isValue && !m_tx.m_keepOnError)
        return false;
    writeEvents(events);
    return true;
}

void WriteBatch::writeEvents(std::vector<Event> &events)
{
    const auto changes = std::exchange(m_tx.m_changes, {});
    if (changes.empty())
        return;
    const auto states = m_render ? m_render(m_tx, changes) : std::vector<QJsonObject>(changes.size());
    for (size_t i = 0; i < changes.size(); ++i) {
        Event event;
        event.name = QString(wireName(changes[i].topic));
        event.data = changes[i].data.value_or(states[i]);
        if (event.data.isEmpty())
            continue;
        event.seq =
            m_tx.insertInto(u"seq"_s, u"INSERT INTO event_log (at, name, data) VALUES (?, ?, ?)"_s, m_now, event.name,
                            QString::fromUtf8(QJsonDocument(event.data).toJson(QJsonDocument::Compact)));
        events.push_back(std::move(event));
    }
}

void WriteBatch::addForeignEvents(std::vector<Event> &events, size_t from)
{
    // Consoles hear of everything in the order of its commits. Inside the writers' lock all that comes before our
    // first event is there to be read.
    constexpr int kMostForeign = 500;
    if (!m_tx.dialect().isShared() || events.size() == from)
        return;
    const auto known = from > 0 ? events[from - 1].seq : m_published;
    const auto first = events[from].seq;
    if (first == known + 1)
        return;
    auto between = readEvents(m_tx, known, kMostForeign);
    std::erase_if(between, [first](const Event &e) { return e.seq >= first; });
    if (between.size() == kMostForeign)
        events.resize(from); // far behind: the next look at the log brings all of it in order
    else
        events.insert(events.begin() + qsizetype(from), between.begin(), between.end());
}

void WriteBatch::rollBack()
{
    if (!m_tx.inTransaction())
        return;
    try {
        m_tx.executeOnce(u"ROLLBACK"_s);
    } catch (const SqlError &error) {
        // On a connection that is lost there is nothing to roll back any more.
        qCritical("store: a rollback failed: %s", error.what());
    }
}

} // namespace counterbell::store
