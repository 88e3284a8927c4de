// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/async/task_group.h"
#include "core/store/store.h"

#include <QTimer>

namespace counterbell::messaging
{

/// Which of the cores on one database leads (DESIGN 1): it alone holds the links, sends, runs turns and timed jobs.
/// The lease stands in the database, on the database's clock; what this core believes of it ends earlier, on a clock
/// that goes on while the process or the machine is suspended. On a database of its own a core leads from the start
/// and for good. Main thread.
class Leadership : public QObject
{
    Q_OBJECT

public:
    struct Options {
        std::chrono::milliseconds length = std::chrono::seconds{20};
        std::chrono::milliseconds renewal = std::chrono::seconds{5};
        /// So long before the lease's end it isn't relied on any more: for what is under way, and for clocks that
        /// don't run alike.
        std::chrono::milliseconds margin = std::chrono::seconds{4};
        std::function<std::chrono::nanoseconds()> bootTime = &Leadership::sinceBoot;
    };

    Leadership(store::Store &store, Options options);

    void start();
    /// Gives the lease up, so that another core need not wait for its end. What leads has to have stopped before.
    [[nodiscard]] QCoro::Task<> stop();

    /// Asked before anything leaves this core, at that very moment.
    [[nodiscard]] bool isLeading() const;
    /// Of the lease that was won last.
    [[nodiscard]] qint64 term() const { return m_term; }

    /// Time since the machine was started, suspensions included.
    [[nodiscard]] static std::chrono::nanoseconds sinceBoot();

Q_SIGNALS:
    void won(qint64 term);
    /// Another core leads, or the lease could not be renewed in time.
    void lost();
    /// This core asked, and another one leads; after each question that ends so.
    void followed();

private:
    QCoro::Task<> look();
    void endIfOver();
    void lose();

    store::Store &m_store;
    Options m_options;
    QString m_holder;
    QTimer m_timer; ///< to the next renewal, or the next try to win
    QTimer m_end;   ///< to where the lease isn't relied on any more
    TaskGroup m_tasks;
    qint64 m_term = 0;
    std::chrono::nanoseconds m_leadsUntil{0};
    bool m_isLeading = false;
    bool m_isLooking = false;
    bool m_isRunning = false;
};

} // namespace counterbell::messaging
