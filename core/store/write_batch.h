// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/result.h"
#include "core/store/transaction.h"

namespace counterbell::store
{

/// The state of a changed row as its event shows it; empty when the row is gone.
using EventRenderer = std::function<QJsonObject(Tx &, Topic, qint64 id, const QString &key)>;

/// One write, as the writer sees it. `run` may be called more than once and keeps only its last answer;
/// `failed` replaces that answer where the write could not be made durable.
struct WriteJob {
    std::function<bool(Tx &)> run; ///< true when the answer is a value, false when it is an error
    std::function<void(Error)> failed;
    std::function<void()> answer; ///< called on the store's own thread once the outcome is durable
};

/// Runs jobs in one transaction, a savepoint each, so that durability costs one sync per batch. When the
/// transaction was lost on the way (SQLite drops it whole when the disk is full) or the COMMIT fails, nothing of the
/// batch counts and each job runs again in a transaction of its own (DESIGN 3).
class WriteBatch
{
public:
    WriteBatch(Tx &tx, const EventRenderer &render, Timestamp now) : m_tx(tx), m_render(render), m_now(now) {}

    /// Afterwards every job has its answer and what it changed is durable or gone. Returns the events to publish.
    [[nodiscard]] std::vector<Event> commit(std::vector<WriteJob> &jobs);

    /// The last storage trouble, for the health check; empty when the whole batch went well.
    [[nodiscard]] const QString &problem() const { return m_problem; }

private:
    enum class Outcome { Committed, Lost };
    [[nodiscard]] Outcome tryTogether(std::vector<WriteJob> &jobs, std::vector<Event> &events);
    void runAlone(WriteJob &job, std::vector<Event> &events);
    void runJob(WriteJob &job, std::vector<Event> &events);
    void writeEvents(std::vector<Event> &events);
    void rollBack();

    Tx &m_tx;
    const EventRenderer &m_render;
    Timestamp m_now;
    QString m_problem;
};

} // namespace counterbell::store
