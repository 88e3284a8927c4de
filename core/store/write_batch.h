// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/result.h"
#include "core/store/transaction.h"

namespace counterbell::store
{

/// The states of changed rows as their events show them, one for each change and in their order; empty where the row is
/// gone. Asked for once, after the job, so that a topic's rows are read together. What has data says all itself and is
/// left empty, too.
using EventRenderer = std::function<std::vector<QJsonObject>(Tx &, const std::vector<Change> &)>;

/// One write, as the writer sees it. `run` may be called more than once and keeps only its last answer;
/// `failed` replaces that answer where the write could not be made durable.
struct WriteJob {
    std::function<bool(Tx &)> run; ///< true when the answer is a value, false when it is an error
    std::function<void(Error)> failed;
    std::function<void()> answer; ///< called on the store's own thread once the outcome is durable
};

/// Gets a lost connection back, and waits for it: so long as it is worth it, or, when it must be known what became of a
/// COMMIT, for as long as the store is open. False when there is none yet.
using Reconnect = std::function<bool(bool mustKnow)>;

/// Runs jobs in one transaction, a savepoint each where they are several, so that durability costs one sync per batch.
/// When the transaction was lost on the way (SQLite drops it whole when the disk is full) or the COMMIT fails, nothing
/// of the batch counts and each job runs again in a transaction of its own (DESIGN 3). The same goes for a lost
/// connection; if it was lost in the COMMIT, the database is asked first what became of it, so that nothing is applied
/// twice.
class WriteBatch
{
public:
    /// `published`: the number of the last event that consoles have been told of.
    WriteBatch(Tx &tx, const EventRenderer &render, const Reconnect &reconnect, Timestamp now, qint64 published)
        : m_tx(tx), m_render(render), m_reconnect(reconnect), m_now(now), m_published(published)
    {
    }

    /// Afterwards every job has its answer and what it changed is durable or gone. Returns the events to publish, those
    /// that other cores committed in between among them.
    [[nodiscard]] std::vector<Event> commit(std::vector<WriteJob> &jobs);

    /// The last storage trouble, for the health check; empty when the whole batch went well.
    [[nodiscard]] const QString &problem() const { return m_problem; }

private:
    enum class Outcome { Committed, Lost, Unknown };
    [[nodiscard]] Outcome tryTogether(std::vector<WriteJob> &jobs, std::vector<Event> &events);
    void runAlone(WriteJob &job, std::vector<Event> &events);
    /// False when nothing that it did shall stay; taking it back is the caller's.
    [[nodiscard]] bool runJob(WriteJob &job, std::vector<Event> &events);
    void writeEvents(std::vector<Event> &events);
    void addForeignEvents(std::vector<Event> &events, size_t from);
    [[nodiscard]] Outcome commitTransaction();
    void rollBack();

    Tx &m_tx;
    const EventRenderer &m_render;
    const Reconnect &m_reconnect;
    Timestamp m_now;
    qint64 m_published;
    QString m_problem;
};

} // namespace counterbell::store
