// SPDX-License-Identifier: Apache-2.0
#include "core/store/write_batch.h"

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
    default:
        return u"storage"_s;
    }
}

} // namespace

std::vector<Event> WriteBatch::commit(std::vector<WriteJob> &jobs)
{
    std::vector<Event> events;
    if (jobs.size() > 1 && tryTogether(jobs, events) == Outcome::Committed)
        return events;
    events.clear();
    for (auto &job : jobs)
        runAlone(job, events);
    return events;
}

WriteBatch::Outcome WriteBatch::tryTogether(std::vector<WriteJob> &jobs, std::vector<Event> &events)
{
    try {
        m_tx.executeOnce(m_tx.dialect().beginWrite());
        for (auto &job : jobs) {
            m_tx.executeOnce(u"SAVEPOINT job"_s);
            const auto before = events.size();
            try {
                runJob(job, events);
            } catch (const SqlError &error) {
                // What it had to tell so far is rolled back with it.
                events.resize(before);
                // Full and busy concern the whole batch. Anything else is this job's own fault.
                if (!m_tx.inTransaction() || error.kind() == SqlError::Kind::Full ||
                    error.kind() == SqlError::Kind::Busy)
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
            if (!m_tx.inTransaction())
                throw SqlError(SqlError::Kind::Full, u"the transaction was lost"_s);
            m_tx.executeOnce(u"RELEASE job"_s);
        }
        m_tx.executeOnce(u"COMMIT"_s);
        return Outcome::Committed;
    } catch (const SqlError &error) {
        qWarning("store: a batch of %zu writes did not commit, running them one by one: %s", jobs.size(), error.what());
        m_problem = problemWord(error);
        rollBack();
        return Outcome::Lost;
    }
}

void WriteBatch::runAlone(WriteJob &job, std::vector<Event> &events)
{
    for (int attempt = 1;; ++attempt) {
        const auto before = events.size();
        try {
            m_tx.executeOnce(m_tx.dialect().beginWrite());
            m_tx.executeOnce(u"SAVEPOINT job"_s);
            runJob(job, events);
            if (!m_tx.inTransaction())
                throw SqlError(SqlError::Kind::Full, u"the transaction was lost"_s);
            m_tx.executeOnce(u"COMMIT"_s);
            return;
        } catch (const SqlError &error) {
            qCritical("store: a write failed (try %d): %s", attempt, error.what());
            m_problem = problemWord(error);
            events.resize(before);
            rollBack();
            if (error.kind() == SqlError::Kind::Busy && attempt < kTriesAlone)
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

void WriteBatch::runJob(WriteJob &job, std::vector<Event> &events)
{
    m_tx.startJob();
    const bool isValue = job.run(m_tx);
    if (!isValue && !m_tx.m_keepOnError) {
        m_tx.executeOnce(u"ROLLBACK TO job"_s);
        return;
    }
    writeEvents(events);
}

void WriteBatch::writeEvents(std::vector<Event> &events)
{
    const auto changes = std::exchange(m_tx.m_changes, {});
    for (const auto &change : changes) {
        Event event;
        event.name = QString(wireName(change.topic));
        event.data = change.data ? *change.data
                     : m_render  ? m_render(m_tx, change.topic, change.id, change.key)
                                 : QJsonObject{};
        if (event.data.isEmpty())
            continue;
        event.seq = m_tx.insert(u"INSERT INTO event_log (at, name, data) VALUES (?, ?, ?)"_s, m_now, event.name,
                                QString::fromUtf8(QJsonDocument(event.data).toJson(QJsonDocument::Compact)));
        events.push_back(std::move(event));
    }
}

void WriteBatch::rollBack()
{
    if (!m_tx.inTransaction())
        return;
    try {
        m_tx.executeOnce(u"ROLLBACK"_s);
    } catch (const SqlError &error) {
        qCritical("store: a rollback failed: %s", error.what());
    }
}

} // namespace counterbell::store
