// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/async/task_group.h"
#include "core/store/store.h"
#include "core/webhooks/ingest_service.h"

#include <QTimer>

namespace counterbell
{

/// A replay that the command line asks of the running core: a row of `tasks`, since only the core may write what
/// consoles see. The command leaves it, the core answers in it.
struct ReplayRequest {
    QString id;
    webhooks::JournalFilter filter;
};

/// What became of it: counts, or the problem's word.
struct ReplayAnswer {
    webhooks::IngestCounts counts;
    QString problem;
};

/// `conflict` with details.problem `busy` while another one waits, for ten minutes at most.
[[nodiscard]] Result<> leaveReplayRequest(store::Tx &tx, const ReplayRequest &request, Timestamp now);
[[nodiscard]] std::optional<ReplayAnswer> replayAnswer(store::Connection &db, const QString &id);

/// Looks for such requests in the running core.
class ReplayRequests : public QObject
{
    Q_OBJECT

public:
    ReplayRequests(store::Store &store, const Clock &clock, TaskGroup &tasks, webhooks::IngestService &ingest);

    void start() { m_timer.start(); }
    void stop() { m_timer.stop(); }

private:
    void look();
    QCoro::Task<> run();

    store::Store &m_store;
    const Clock &m_clock;
    TaskGroup &m_tasks;
    webhooks::IngestService &m_ingest;
    QTimer m_timer{this};
    bool m_isBusy = false;
};

} // namespace counterbell
