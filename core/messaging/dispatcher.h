// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/async/task_group.h"
#include "core/messaging/claims.h"
#include "core/messaging/providers/provider.h"
#include "core/messaging/token_bucket.h"
#include "core/store/store.h"

#include <QTimer>

namespace counterbell::messaging
{

/// The provider's clock, learnt from its answers, in which attempts are dated (DESIGN 4.5).
class ProviderClock
{
public:
    void learn(std::optional<Timestamp> providerNow, Timestamp now)
    {
        if (providerNow)
            m_ahead = *providerNow - now;
    }
    [[nodiscard]] std::chrono::milliseconds ahead() const { return m_ahead; }
    /// More than 60 s turns health yellow.
    [[nodiscard]] bool isSkewed() const { return std::chrono::abs(m_ahead) > std::chrono::seconds(60); }

private:
    std::chrono::milliseconds m_ahead{0};
};

/// Posts what is due, so many at a time, and writes down what came of it. Runs on the main thread in the leader only.
class Dispatcher : public QObject
{
    Q_OBJECT

public:
    struct Options {
        int inFlight = 8; ///< requests at once per account: 429 counts concurrency (FACTS 1.8)
        std::chrono::milliseconds longestAge = std::chrono::hours{24};
        std::function<TokenBucket::Time()> steadyNow = &std::chrono::steady_clock::now; ///< paces the senders
        std::chrono::milliseconds storageRetry = std::chrono::seconds{2};
        /// Whether this core leads, asked at the very moment of a post: it may have been suspended since the claim.
        std::function<bool()> mayPost = [] { return true; };
        /// Where statuses shall come in instead of the registered webhook; empty for that one.
        std::function<QString()> statusDetour = [] { return QString(); };
    };

    Dispatcher(store::Store &store, const Clock &clock, Provider &provider, ProviderClock &providerClock,
               Options options);

    /// Sends in this term: what an older one left `sending` is uncertain. To be awaited before anything is claimed.
    /// Refuses with `conflict` when a later term has begun. May be started again after `drain`.
    [[nodiscard]] QCoro::Task<Result<>> start(qint64 term);
    /// Claims nothing more; resolves when the last request has its answer, or when patience is over.
    [[nodiscard]] QCoro::Task<bool> drain(std::chrono::milliseconds patience);
    /// Something may be due: a row was committed, the clock moved.
    void wake();

    [[nodiscard]] int inFlight() const { return m_inFlight; }
    [[nodiscard]] qint64 term() const { return m_term; }
    [[nodiscard]] bool isClaiming() const { return m_isClaiming; }
    /// How long it sleeps before it looks by itself.
    [[nodiscard]] std::chrono::milliseconds nextLook() const { return m_timer.remainingTimeAsDuration(); }

Q_SIGNALS:
    /// The provider has answered (true) or could not be reached (false).
    void providerAnswered(bool answered);
    /// The provider knows the account no more, or not with this key.
    void credentialsRefused();
    /// An attempt's outcome is unknown: the reconciler looks for evidence.
    void outcomeUnknown();

private:
    QCoro::Task<> claimAndPost();
    QCoro::Task<> post(Claimed claimed);
    QCoro::Task<SendOutcome> outcomeOf(OutboundMessage message);
    /// False when the outcome is lost: the attempt is uncertain then, if that could be written at least.
    QCoro::Task<bool> write(QString attemptId, SendOutcome outcome);
    /// Tries for as long as the disk is full or the database locked.
    QCoro::Task<Result<>> writeOutcome(QString attemptId, SendOutcome outcome);
    [[nodiscard]] std::map<SenderKey, Allowance> allowances();
    [[nodiscard]] std::chrono::milliseconds restOf(const std::vector<SenderKey> &senders);
    void armTimer(std::optional<Timestamp> nextDue, const std::vector<SenderKey> &resting);

    store::Store &m_store;
    const Clock &m_clock;
    Provider &m_provider;
    ProviderClock &m_providerClock;
    Options m_options;
    QTimer m_timer;
    TaskGroup m_tasks;
    qint64 m_term = 0;
    std::map<SenderKey, TokenBucket> m_buckets;
    int m_inFlight = 0;
    bool m_isRunning = false;
    int m_drains = 0; ///< so far
    bool m_isClaiming = false;
    bool m_isWoken = false;
};

} // namespace counterbell::messaging
