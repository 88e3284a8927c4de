// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/async/task_group.h"
#include "core/messaging/follow_up_repository.h"
#include "core/messaging/providers/provider.h"
#include "core/store/store.h"

#include <QTimer>

namespace counterbell::messaging
{

/// Asks the provider how accepted messages fared and what they cost: no callback carries the cost (FACTS 5), and one
/// may have been lost. Rows of `follow_ups`, one request at a time. Main thread, in the leader only.
class FollowUp : public QObject
{
    Q_OBJECT

public:
    FollowUp(store::Store &store, const Clock &clock, Provider &provider, TaskGroup &tasks);

    void start();
    void stop();
    /// Something may be due: a message was accepted, a callback came, the clock moved.
    void wake();

Q_SIGNALS:
    /// A pass is over; so many messages were asked for.
    void passEnded(int asked);

private:
    QCoro::Task<> run();
    /// How many were asked for; nothing when the provider did not answer.
    [[nodiscard]] QCoro::Task<std::optional<int>> pass();
    /// False when the provider did not answer.
    [[nodiscard]] QCoro::Task<bool> ask(FollowUpRow row);
    void arm(std::optional<Timestamp> next);

    store::Store &m_store;
    const Clock &m_clock;
    Provider &m_provider;
    TaskGroup &m_tasks;
    QTimer m_timer;
    bool m_isRunning = false;
    bool m_isBusy = false;
    bool m_isWoken = false;
};

} // namespace counterbell::messaging
