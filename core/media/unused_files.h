// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/async/task_group.h"
#include "core/media/file_store.h"
#include "core/store/store.h"

#include <QTimer>

namespace counterbell::media
{

/// Removes files that no row needs any more, from this core's folder and from what all cores share, and uploads that
/// were not sent within a day. Erasing and retention delete rows; the bytes follow here: at start, when told, and
/// hourly. The other cores lack no file that this one has when it is done. Main thread, in every core.
class UnusedFiles : public QObject
{
    Q_OBJECT

public:
    UnusedFiles(store::Store &store, const Clock &clock, FileStore &files, TaskGroup &tasks);

    void start();
    void stop();
    /// Rows were deleted.
    void wake();

Q_SIGNALS:
    void passEnded(int removed);

private:
    QCoro::Task<> run();
    [[nodiscard]] QCoro::Task<int> pass();

    store::Store &m_store;
    const Clock &m_clock;
    FileStore &m_files;
    TaskGroup &m_tasks;
    QTimer m_timer;
    bool m_isRunning = false;
    bool m_isBusy = false;
    bool m_isWoken = false;
};

} // namespace counterbell::media
