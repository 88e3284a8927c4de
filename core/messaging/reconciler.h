// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/messaging/dispatcher.h"

namespace counterbell::messaging
{

/// What one look at the provider's list says about an uncertain attempt (DESIGN 4.3, 4.4).
struct Evidence {
    std::optional<QString> sid; ///< the message that this attempt became
    std::optional<QString> status;
    std::vector<QString> others; ///< further candidates, for the log

    /// Candidates, but none that can be told to be ours: neither found nor absent.
    [[nodiscard]] bool isAmbiguous() const { return !sid && !others.empty(); }
};

/// Picks the attempt's message from those listed to its recipient: ours by sender, made by the API not before the
/// attempt, with a sid in none of our rows (`isKnown`). One is it; of several, the one with our body, if one has it.
/// Beside other attempts to the same recipient whose end nobody knows
/// (`rivalBodies`) only our body will do, and what has one of theirs is theirs.
[[nodiscard]] Evidence evidenceFor(const AttemptRow &attempt, const std::vector<ListedMessage> &listed,
                                   const std::vector<QString> &rivalBodies,
                                   const std::function<bool(const QString &)> &isKnown);

/// Settles uncertain attempts by listing: adopts what it finds; sends once more when two lists at least 180 s apart on
/// the provider's clock, both after its first answer since the failure, had nothing; a second unknown outcome, and
/// messages of which none can be told to be ours, wait for a person.
class Reconciler : public QObject
{
    Q_OBJECT

public:
    /// `firstLook` is how long after a wake it lists; later looks come less and less often.
    Reconciler(store::Store &store, const Clock &clock, Provider &provider, ProviderClock &providerClock,
               std::chrono::milliseconds firstLook = std::chrono::seconds{1});

    void start();
    void stop();
    /// Stops, and resolves when nothing is under way: to be awaited before this is destroyed.
    [[nodiscard]] QCoro::Task<> drain();
    /// Look now: an outcome became unknown, the clock moved, the provider answers again.
    void wake();
    /// Something is uncertain: look, unless looking goes on anyway, at its own pace.
    void noticeUncertain();

Q_SIGNALS:
    /// A send may be posted again.
    void queued();
    void looked();

private:
    QCoro::Task<> run();
    /// False when the provider did not answer.
    QCoro::Task<bool> settle(AttemptRow attempt);
    QCoro::Task<Result<MessageListPage>> listSince(AttemptRow attempt);
    /// When the attempt began on the provider's clock, by what is known of that clock now.
    [[nodiscard]] Timestamp startOf(const AttemptRow &attempt) const;

    store::Store &m_store;
    const Clock &m_clock;
    Provider &m_provider;
    ProviderClock &m_providerClock;
    QTimer m_timer;
    TaskGroup m_tasks;
    std::chrono::milliseconds m_firstLook;
    std::chrono::milliseconds m_delay{0};
    bool m_isRunning = false;
    bool m_isBusy = false;
    bool m_hasNews = false; ///< something became uncertain while it was busy
};

} // namespace counterbell::messaging
