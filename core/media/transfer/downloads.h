// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/async/task_group.h"
#include "core/media/attachment_repository.h"
#include "core/media/file_store.h"
#include "core/messaging/providers/provider.h"
#include "core/store/store.h"

#include <QTimer>

namespace counterbell::media
{

/// Fetches the files that customers sent, one at a time, and keeps them. What is still to be fetched is rows, so a
/// killed core goes on. Main thread, in the leader only.
class Downloads : public QObject
{
    Q_OBJECT

public:
    Downloads(store::Store &store, const Clock &clock, messaging::Provider &provider, FileStore &files,
              TaskGroup &tasks);

    void start();
    void stop();
    /// A message with a file came, or the clock moved.
    void wake();

Q_SIGNALS:
    /// A pass is over; so many files were asked for.
    void passEnded(int asked);
    /// A file was fetched whose message is gone meanwhile.
    void fileUnused();

private:
    QCoro::Task<> run();
    /// How many; nothing when the storage didn't answer.
    [[nodiscard]] QCoro::Task<std::optional<int>> pass();
    /// False when the answer can't be written down.
    [[nodiscard]] QCoro::Task<bool> fetch(DueDownload due);
    [[nodiscard]] QCoro::Task<bool> keep(DueDownload due, messaging::MediaContent content);
    [[nodiscard]] QCoro::Task<bool> fail(DueDownload due, Error error);
    [[nodiscard]] QCoro::Task<bool> end(AttachmentId id, QString problem);
    QCoro::Task<> arm(std::chrono::milliseconds least);

    store::Store &m_store;
    const Clock &m_clock;
    messaging::Provider &m_provider;
    FileStore &m_files;
    TaskGroup &m_tasks;
    QTimer m_timer;
    bool m_isRunning = false;
    bool m_isBusy = false;
    bool m_isWoken = false;
};

} // namespace counterbell::media
