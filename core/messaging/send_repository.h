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
    std::vector<QString> mediaUrls;
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
    int tries = 0;
    int resends = 0;
    int laterTries = 0;
    bool isBudgetReserved = false; ///< one message, and `reservedMicros` of cost, until settled
    qint64 reservedMicros = 0;
    QString recipientName;
    QString recipientNumber;
};

/// Rows of `sends`. `save` writes every changing column; both announce send.updated and, where a job's card or a
/// bubble shows this send, their events too.
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
    void setCost(store::Tx &tx, SendId id, std::optional<int> segments, const std::optional<Money> &cost) const;

    /// Held and queued rows that may be claimed now, oldest first: due, and with nothing older to the same recipient
    /// still under way.
    [[nodiscard]] std::vector<SendId> due(store::Connection &db, Timestamp now, int limit) const;
    /// When the next held or queued row is due.
    [[nodiscard]] std::optional<Timestamp> nextDue(store::Connection &db) const;
    /// AI replies of a conversation that have not reached a final state.
    [[nodiscard]] std::vector<SendId> unfinishedAiReplies(store::Connection &db, ConversationId conversation) const;
    [[nodiscard]] std::vector<SendId> inState(store::Connection &db, OutboxState state, int limit) const;
};

} // namespace counterbell::messaging
