// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/async/task_group.h"
#include "core/messaging/providers/provider.h"
#include "core/messaging/senders.h"
#include "core/webhooks/ingest_service.h"

#include <QTimer>

namespace counterbell::webhooks
{

/// Finds what never reached a relay (DESIGN 5.5): lists the messages of our own senders, never the whole account, and
/// has ingest apply those that are missing. On start, whenever a link comes up or says that events are gone, and
/// every three minutes of the business clock. Main thread, in the leader only.
///
/// The first pass ever only notes the time: what came before the workspace was connected is none of its business.
class CatchUp : public QObject
{
    Q_OBJECT

public:
    static constexpr std::chrono::minutes kEvery{3};
    /// Younger messages are left to their webhook, which tells more.
    static constexpr std::chrono::minutes kSettled{2};
    /// A pass looks so far behind the last one: lists are ordered by the provider's clock, not by ours.
    static constexpr std::chrono::minutes kOverlap{5};

    CatchUp(store::Store &store, const Clock &clock, messaging::Provider &provider, IngestService &ingest,
            TaskGroup &tasks, QString accountSid);

    /// Whose messages are listed from the next pass on.
    void setAccount(QString accountSid) { m_accountSid = std::move(accountSid); }

    void start();
    void stop();
    /// Looks at once: a link came up, or events are missing. During a pass, once more after it.
    void wake();
    /// Looks if three minutes have passed: the business clock moved.
    void checkDue();

Q_SIGNALS:
    /// `found` messages were applied that no webhook had brought.
    void passEnded(int found);
    /// The provider or the database did not answer; the next pass goes back as far as this one would have.
    void passFailed(const QString &problem);

private:
    [[nodiscard]] QCoro::Task<> run();
    [[nodiscard]] QCoro::Task<Result<int>> pass();
    [[nodiscard]] QCoro::Task<Result<std::vector<messaging::ListedMessage>>> missing(messaging::Sender sender,
                                                                                     Timestamp from, Timestamp until);
    [[nodiscard]] QCoro::Task<Result<>> apply(std::vector<messaging::ListedMessage> messages);
    void arm();

    store::Store &m_store;
    const Clock &m_clock;
    messaging::Provider &m_provider;
    IngestService &m_ingest;
    TaskGroup &m_tasks;
    QString m_accountSid;
    QTimer m_timer;
    Timestamp m_due;
    bool m_isRunning = false;
    bool m_isBusy = false;
    bool m_isWoken = false;
};

} // namespace counterbell::webhooks
