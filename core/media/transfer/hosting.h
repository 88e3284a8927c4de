// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/async/task_group.h"
#include "core/media/file_store.h"
#include "core/media/transfer/media_host.h"
#include "core/store/store.h"

#include <QTimer>

namespace counterbell::messaging
{
struct UnhostedSend;
struct SendMedia;
} // namespace counterbell::messaging

namespace counterbell::media
{

/// Puts the files of held and queued sends where the provider can fetch them. A send isn't claimed before, so a failure
/// here is one of the kind that certainly sent nothing: tried again as often and as long (retry_policy.h), then failed
/// with providerUnreachable. Main thread, in the leader only.
class Hosting : public QObject
{
    Q_OBJECT

public:
    Hosting(store::Store &store, const Clock &clock, FileStore &files, MediaHost &host, TaskGroup &tasks);

    void start();
    void stop();
    /// A send with files was made, or the clock moved.
    void wake();

Q_SIGNALS:
    /// A pass is over; so many sends were tried.
    void passEnded(int tried);

private:
    QCoro::Task<> run();
    /// How many; nothing when the storage didn't answer.
    [[nodiscard]] QCoro::Task<std::optional<int>> pass();
    /// False when what came of it can't be written down.
    [[nodiscard]] QCoro::Task<bool> hostFor(messaging::UnhostedSend send);
    [[nodiscard]] QCoro::Task<Result<QUrl>> hostOne(AttachmentId id);
    QCoro::Task<> arm(std::chrono::milliseconds least);

    store::Store &m_store;
    const Clock &m_clock;
    FileStore &m_files;
    MediaHost &m_host;
    TaskGroup &m_tasks;
    QTimer m_timer;
    bool m_isRunning = false;
    bool m_isBusy = false;
    bool m_isWoken = false;
};

} // namespace counterbell::media
