// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/async/task_group.h"
#include "core/messaging/providers/provider.h"
#include "core/messaging/send_repository.h"
#include "core/store/store.h"

#include <QTimer>

namespace counterbell::messaging
{

/// Status callbacks carry no price (FACTS 5.1), and some carriers never confirm (FACTS 2): this fetches messages whose
/// price isn't known yet, and what rests at `accepted` for hours, and books what it learns. The rows say what is to be
/// fetched; how often was asked is forgotten with the process. Main thread, leader only.
class CostFetcher : public QObject
{
    Q_OBJECT

public:
    struct Options {
        std::chrono::milliseconds tick = std::chrono::seconds{5};
        int perTick = 10; ///< fetches, one after another: 429 counts concurrency (FACTS 1.8)
    };

    CostFetcher(store::Store &store, const Clock &clock, Provider &provider, Options options);

    void start();
    /// Fetches no more; resolves when the last one has its answer.
    [[nodiscard]] QCoro::Task<> drain();

Q_SIGNALS:
    void looked();

private:
    /// How often a message was asked for, and when it may be again.
    struct Asked {
        int times = 0;
        Timestamp next;
    };

    QCoro::Task<> run();
    QCoro::Task<bool> fetch(UnpricedSend send);
    [[nodiscard]] std::vector<UnpricedSend> dueOf(const std::vector<UnpricedSend> &waiting, Timestamp now);

    store::Store &m_store;
    const Clock &m_clock;
    Provider &m_provider;
    Options m_options;
    QTimer m_timer;
    TaskGroup m_tasks;
    QHash<SendId, Asked> m_asked;
    bool m_isRunning = false;
    bool m_isBusy = false;
};

/// When a message may be asked for again, after `times` fetches that told no price; nothing after the last one.
[[nodiscard]] std::optional<std::chrono::milliseconds> nextFetch(int times);

} // namespace counterbell::messaging
