// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/data_folder.h"
#include "app/core/database.h"
#include "core/async/task_group.h"
#include "core/store/backup.h"
#include "core/store/store.h"
#include "core/workspace/health_service.h"

#include <QTimer>

namespace counterbell
{

/// Before a migration changes a database that is there: a copy of it as it was (DESIGN 1). Nothing to do is fine, too.
[[nodiscard]] Result<> backUpBeforeMigration(const DataFolder &folder, Timestamp now);

/// Whether this is a folder that "backup --to" was broken off in: nothing else lies there, and no finished copy.
[[nodiscard]] bool isUnfinishedCopy(const QString &folder);

/// A copy of the database each day, made beside its use, seven kept. Health check "backup": what went wrong with the
/// last one, until one succeeds; failed when the copy wasn't sound, since the database isn't, then (damaged,
/// foreignKeys or unreadable).
class Backups : public QObject
{
    Q_OBJECT

public:
    Backups(store::Store &store, const Clock &clock, TaskGroup &tasks, workspace::HealthService &health,
            const DataFolder &folder);
    ~Backups() override;

    void start();
    /// Gives up the copy that is being made.
    void stop();
    /// The clock moved: one may be due.
    void wake();

private:
    QCoro::Task<> run();
    [[nodiscard]] QCoro::Task<Result<store::Backup>> copy();

    store::Store &m_store;
    const Clock &m_clock;
    TaskGroup &m_tasks;
    workspace::HealthService &m_health;
    const DataFolder &m_folder;
    QTimer m_timer{this};
    std::shared_ptr<std::atomic_bool> m_isStopped = std::make_shared<std::atomic_bool>(false);
    bool m_isRunning = false;
    bool m_isBusy = false;
};

} // namespace counterbell
