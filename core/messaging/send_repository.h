// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/send_log.h"
#include "core/messaging/new_send.h"
#include "core/messaging/outbox_transitions.h"
#include "core/store/transaction.h"

namespace counterbell::messaging
{

/// A send as the outbox works with it.
struct SendRow {
    SendId id;
    Timestamp at;
    SendCategory category = SendCategory::Reply;
    Channel channel = Channel::Sms;
    OutboxState state = OutboxState::Queued;
    std::optional<QString> reason;
    std::optional<int> errorCode;
    std::optional<QString> sid;
    QString sender;
    QString address;
    QString body;
    std::optional<TemplateChoice> templateChoice;
    std::vector<SendMedia> media;        ///< claimed only once each has its URL
    std::optional<Timestamp> mediaUntil; ///< how long the URLs hold; absent while there are none
    std::optional<ContactId> contactId;
    std::optional<MemberId> memberId;
    std::optional<ConversationId> conversationId;
    std::optional<MessageId> messageId;
    std::optional<JobId> jobId;
    Author author;
    std::optional<MemberId> authorId;
    std::optional<qint64> handlingVersion;
    std::vector<RouteStep> nextSteps; ///< of a notice's route, after the present step
    std::optional<Timestamp> dueAt;
    std::optional<Timestamp> holdEndsAt; ///< from when on it was meant to go; its age counts from here
    int tries = 0;
    int resends = 0;
    int laterTries = 0;
    bool isBudgetReserved = false; ///< one message, and `reservedMicros` of cost, until settled
    qint64 reservedMicros = 0;
    QString recipientName;
    QString recipientNumber;
};

/// One of the shop's numbers on one channel; they are paced apart.
struct SenderKey {
    Channel channel = Channel::Sms;
    QString number;

    bool operator==(const SenderKey &) const = default;
    bool operator<(const SenderKey &other) const
    {
        return channel != other.channel ? channel < other.channel : number < other.number;
    }
};

/// Rows of `sends`. `save` writes every column that changes often; all announce send.updated and, where a job's card or
/// a bubble shows this send, their events too.
class SendRepository
{
public:
    [[nodiscard]] std::optional<SendRow> find(store::Connection &db, SendId id) const;
    [[nodiscard]] std::optional<SendId> findByCause(store::Connection &db, const QString &cause) const;
    [[nodiscard]] std::optional<SendId> findByClientToken(store::Connection &db, const QString &token) const;

    /// Inserts and fills in the id.
    void add(store::Tx &tx, SendRow &row, const std::optional<QString> &cause,
             const std::optional<QString> &clientToken, std::optional<int> segments) const;
    void save(store::Tx &tx, const SendRow &row, Timestamp now) const;
    /// Whom it goes to, as the log shows and finds them. Apart from `save`, since it writes to the text index, too.
    void saveRecipient(store::Tx &tx, const SendRow &row) const;
    [[nodiscard]] std::optional<Money> cost(store::Connection &db, SendId id) const;
    void clearCost(store::Tx &tx, SendId id) const;
    void setCost(store::Tx &tx, SendId id, std::optional<int> segments, const std::optional<Money> &cost) const;

    /// Held and queued rows that may be claimed now, oldest first: due, with their files hosted, with nothing older to
    /// the same recipient still under way or about to be, and from a sender that isn't resting.
    [[nodiscard]] std::vector<SendId> due(store::Connection &db, Timestamp now, int limit,
                                          const std::vector<SenderKey> &resting = {}) const;
    /// When the next held or queued row that waits for nothing but its time is due. One that waits for an older
    /// message to its recipient, or for a resting sender, is woken by what ends that.
    [[nodiscard]] std::optional<Timestamp> nextDue(store::Connection &db, Timestamp now,
                                                   const std::vector<SenderKey> &resting = {}) const;
    /// AI replies of a conversation that have not reached a final state.
    [[nodiscard]] std::vector<SendId> unfinishedAiReplies(store::Connection &db, ConversationId conversation) const;
    /// Its files are where the provider can fetch them, until then; without a time they aren't any more.
    void setHosted(store::Tx &tx, SendId id, const std::vector<SendMedia> &media, std::optional<Timestamp> until) const;
    [[nodiscard]] std::vector<SendId> inState(store::Connection &db, OutboxState state, int limit) const;
};

} // namespace counterbell::messaging
