// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/messaging/send_repository.h"

namespace counterbell::messaging
{

/// Where one request to the provider stands.
enum class AttemptState {
    Sending,
    Uncertain, ///< it may or may not have arrived; holds back what follows to the same recipient
    Barred,    ///< uncertain, never to be sent again, holding nobody back
    Answered,  ///< the provider has it, or refused it
    NotSent,   ///< proven never to have arrived
};

struct AttemptRow {
    QString id; ///< 128 random bits as hex
    SendId sendId;
    int number = 1;
    Timestamp at;
    Channel channel = Channel::Sms;
    QString sender;
    QString address;
    QString body;
    AttemptState state = AttemptState::Sending;
    DeliveryStatus status = DeliveryStatus::Sending;
    std::optional<QString> sid;
    std::optional<int> errorCode;
    qint64 term = 0;
    std::optional<Timestamp> providerStartedAt; ///< on the provider's clock
    std::optional<Timestamp> firstAnswerAt;     ///< the provider's first answer since the failure, on its clock
    std::optional<Timestamp> firstEmptyListAt;
};

/// What the provider said about a message, as received.
struct StatusEvent {
    std::optional<QString> attemptId;
    QString sid;
    QString status; ///< the provider's own word
    std::optional<int> errorCode;
    QString errorMessage;
    Timestamp at;
};

/// 128 random bits as 32 hex digits.
[[nodiscard]] QString newAttemptId();

/// Rows of `attempts` and `status_events`.
class AttemptRepository
{
public:
    [[nodiscard]] std::optional<AttemptRow> find(store::Connection &db, const QString &id) const;
    [[nodiscard]] std::optional<AttemptRow> findBySid(store::Connection &db, const QString &sid) const;
    /// The last attempt of a send.
    [[nodiscard]] std::optional<AttemptRow> lastOf(store::Connection &db, SendId send) const;
    /// When the first attempt of a send was made.
    [[nodiscard]] std::optional<Timestamp> firstAt(store::Connection &db, SendId send) const;
    [[nodiscard]] std::vector<AttemptRow> inState(store::Connection &db, AttemptState state, int limit) const;
    /// What evidence is looked for: uncertain attempts, and the barred ones whose send nobody has decided on.
    [[nodiscard]] std::vector<AttemptRow> unsettled(store::Connection &db, int limit) const;
    /// Texts of the other attempts to the same recipient of which nobody knows what they became: a listed message may
    /// be one of theirs.
    [[nodiscard]] std::vector<QString> rivalBodies(store::Connection &db, const AttemptRow &attempt) const;
    /// Whether a further attempt to the same recipient is under way or uncertain.
    [[nodiscard]] bool hasOpenRival(store::Connection &db, const AttemptRow &attempt) const;
    /// Whether this sid is one of ours already, as an attempt or as a message.
    [[nodiscard]] bool isKnown(store::Connection &db, const QString &sid) const;

    /// False when another attempt to the same recipient is open: the claim waits.
    [[nodiscard]] bool add(store::Tx &tx, const AttemptRow &row) const;
    void save(store::Tx &tx, const AttemptRow &row) const;

    void addEvent(store::Tx &tx, const StatusEvent &event) const;
    [[nodiscard]] std::vector<StatusEvent> eventsOf(store::Connection &db, const QString &sid) const;
};

} // namespace counterbell::messaging

COUNTERBELL_WIRE_NAMES(counterbell::messaging::AttemptState,
                       {counterbell::messaging::AttemptState::Sending, QLatin1StringView("sending")},
                       {counterbell::messaging::AttemptState::Uncertain, QLatin1StringView("uncertain")},
                       {counterbell::messaging::AttemptState::Barred, QLatin1StringView("barred")},
                       {counterbell::messaging::AttemptState::Answered, QLatin1StringView("answered")},
                       {counterbell::messaging::AttemptState::NotSent, QLatin1StringView("not_sent")})
