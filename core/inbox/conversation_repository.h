// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/conversation.h"
#include "core/store/transaction.h"

namespace counterbell::inbox
{

/// What rules need to know of a conversation, without its texts.
struct ConversationState {
    ConversationId id;
    std::optional<ContactId> contactId;
    std::optional<MemberId> memberId;
    Handling handling = Handling::Human;
    qint64 handlingVersion = 0;
    std::optional<MemberId> assigneeId;
    ConversationStatus status = ConversationStatus::Open;
    bool needsReply = false;
    std::optional<MessageId> lastInboundId;
    std::optional<QString> draft;
};

/// A conversation's standing on one channel.
struct ChannelState {
    QString address; ///< bare E.164 or a business-scoped id
    QString sender;  ///< bare E.164
    std::optional<Timestamp> lastInboundAt;
    bool isWindowClosed = false; ///< the provider said so (63016), until the next inbound message
};

/// Rows of `conversations` and `conversation_channels`. Every write announces conversation.updated.
class ConversationRepository
{
public:
    [[nodiscard]] std::optional<ConversationState> state(store::Connection &db, ConversationId id) const;
    [[nodiscard]] std::optional<ConversationId> findFor(store::Connection &db, ContactId contact) const;
    [[nodiscard]] std::optional<ConversationId> findFor(store::Connection &db, MemberId member) const;
    [[nodiscard]] std::optional<ChannelState> channel(store::Connection &db, ConversationId id, Channel channel) const;

    /// The customer's one conversation, made with this handling when there is none.
    [[nodiscard]] ConversationId ensureFor(store::Tx &tx, ContactId contact, Handling handling, Timestamp now) const;
    /// A member's own thread with the shop's number.
    [[nodiscard]] ConversationId ensureFor(store::Tx &tx, MemberId member, Timestamp now) const;

    /// Remembers from where to where they write on a channel. `inboundAt` opens the window.
    void touchChannel(store::Tx &tx, ConversationId id, Channel channel, const QString &address, const QString &sender,
                      std::optional<Timestamp> inboundAt) const;
    /// The provider refuses free text (63016): the window counts as closed until they write again.
    void closeWindow(store::Tx &tx, ConversationId id, Channel channel) const;

    /// A customer's message is in: reopened, unread, waiting for an answer where `needsReply`.
    void messageReceived(store::Tx &tx, ConversationId id, MessageId message, Timestamp at, bool needsReply) const;
    /// Something of ours is in the timeline. An answer ends the waiting.
    void messageQueued(store::Tx &tx, ConversationId id, MessageId message, Timestamp at, bool isAnswer) const;
    /// An answer was taken back before it went: who waited for it waits again, unless another one is there.
    void answerWithdrawn(store::Tx &tx, ConversationId id) const;
    /// A note or an event moved the timeline, nothing else. An event is what a list shows only while nothing was said.
    void timelineGrew(store::Tx &tx, ConversationId id, MessageId message, Timestamp at) const;

    /// Who answers. Raises handlingVersion, so that everything begun under the old one is void (DESIGN 7).
    void setHandling(store::Tx &tx, ConversationId id, Handling handling, const std::optional<QString> &reason) const;
    void assign(store::Tx &tx, ConversationId id, std::optional<MemberId> member) const;
    void setStatus(store::Tx &tx, ConversationId id, ConversationStatus status, std::optional<Timestamp> until) const;
    void setDraft(store::Tx &tx, ConversationId id, const QString &body) const;
    void markRead(store::Tx &tx, ConversationId id) const;
    void noReplyNeeded(store::Tx &tx, ConversationId id) const;
    /// Whether a message of ours failed and nobody has dealt with it yet.
    void setFailed(store::Tx &tx, ConversationId id, bool failed) const;
    /// A failed message arrived after all, or goes out again: the mark goes with the last of them.
    void failureGone(store::Tx &tx, ConversationId id) const;
    [[nodiscard]] bool isSnoozeOver(store::Connection &db, Timestamp now) const;
    /// Snoozed ones whose time has come are open again; answers how many.
    int wakeSnoozed(store::Tx &tx, Timestamp now) const;

private:
    static void touch(store::Tx &tx, ConversationId id);
};

} // namespace counterbell::inbox
