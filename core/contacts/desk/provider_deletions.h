// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/async/task_group.h"
#include "core/contacts/desk/deletion_repository.h"
#include "core/messaging/providers/provider.h"
#include "core/store/store.h"

#include <QTimer>

namespace counterbell::contacts
{

/// When to ask again after this many tries: 30 s, doubled up to a day, plus or minus a quarter by `random` in [0, 1).
/// There is no last try: what the shop has promised to delete stays on the list.
[[nodiscard]] std::chrono::milliseconds nextDeletion(int tries, double random);

/// Asks the provider to delete the messages of erased contacts: the media one by one, then the message (FACTS 1.5). One
/// request at a time with a pause between messages, so that it never crowds out sending. The work is rows, so a killed
/// core goes on.
class ProviderDeletions : public QObject
{
    Q_OBJECT

public:
    struct Options {
        std::chrono::milliseconds pause{200};
    };
    ProviderDeletions(store::Store &store, const Clock &clock, messaging::Provider &provider, TaskGroup &tasks,
                      Options options);

    void start();
    void stop();
    /// There is something new, or the clock moved.
    void wake();

private:
    QCoro::Task<> run();
    [[nodiscard]] QCoro::Task<Result<>> remove(QString sid);
    /// False when nothing is due.
    [[nodiscard]] QCoro::Task<bool> takeOne();
    QCoro::Task<> arm();

    store::Store &m_store;
    const Clock &m_clock;
    messaging::Provider &m_provider;
    TaskGroup &m_tasks;
    const Options m_options;
    const DeletionRepository m_deletions{};
    QTimer m_timer;
    bool m_isRunning = false;
    bool m_isBusy = false;
};

} // namespace counterbell::contacts
