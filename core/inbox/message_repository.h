// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/message.h"
#include "core/api/page.h"
#include "core/api/result.h"
#include "core/store/transaction.h"

#include <map>

namespace counterbell::inbox
{

/// A row for a conversation's timeline.
struct NewMessage {
    ConversationId conversationId;
    Channel channel = Channel::Sms;
    std::optional<Direction> direction; ///< absent for notes and events
    MessageKind kind = MessageKind::Text;
    QString body; ///< kept byte for byte
    DeliveryStatus status = DeliveryStatus::Received;
    std::optional<QString> sid;
    Author author;
    std::optional<MemberId> authorId;
    Timestamp at;
    std::optional<int> segments;
    std::optional<SendId> sendId;
    std::optional<QString> clientToken;
    std::optional<Location> location;
    std::optional<QString> event;             ///< the kind of a timeline event: taken_over, released, assigned …
    QString source = QStringLiteral("local"); ///< local, webhook, list, seed
    QJsonObject extra;                        ///< what a channel said beyond this, such as a button's payload
};

/// A media file as the webhook names it; it is fetched later.
struct NewAttachment {
    QString contentType;
    QString url;
    std::optional<QString> fileName;
};

/// What a webhook tells of a message and a list doesn't.
struct LateDetails {
    MessageKind kind = MessageKind::Text;
    std::optional<Location> location;
    QJsonObject extra;
    std::vector<NewAttachment> attachments;
};

/// How a message of ours stands; absent members stay as they are.
struct MessageUpdate {
    DeliveryStatus status = DeliveryStatus::Queued;
    std::optional<QString> sid;
    std::optional<DeliveryError> error; ///< cleared when absent
    std::optional<int> segments;
    std::optional<Money> cost;
    std::optional<Channel> channel;
    std::optional<MessageKind> kind;
    std::optional<QString> body;
};

/// Rows of `messages` and the search index, with the messages' attachments. Writes announce message.added or
/// message.updated.
class MessageRepository
{
public:
    [[nodiscard]] std::optional<Message> find(store::Connection &db, MessageId id) const;
    /// Many at once; those that are gone are left out.
    [[nodiscard]] std::map<MessageId, Message> find(store::Connection &db, const std::vector<MessageId> &ids) const;
    [[nodiscard]] std::optional<MessageId> findBySid(store::Connection &db, const QString &sid) const;
    [[nodiscard]] std::optional<MessageId> findByClientToken(store::Connection &db, const QString &token) const;
    /// Newest first, keyed by (at, id).
    [[nodiscard]] Result<Page<Message>> page(store::Connection &db, ConversationId conversation,
                                             const std::optional<QString> &before, std::optional<int> limit) const;
    /// The last messages that were said (no notes, no events), oldest first: what an AI turn reads.
    [[nodiscard]] std::vector<Message> history(store::Connection &db, ConversationId conversation, int limit) const;

    [[nodiscard]] MessageId add(store::Tx &tx, const NewMessage &message,
                                const std::vector<NewAttachment> &attachments = {}) const;
    /// A message known from a list learns from its webhook what a list leaves out; attachments only where it has none.
    /// Answers whether there was anything to learn; announces the change if so.
    bool fillInListed(store::Tx &tx, MessageId id, const LateDetails &details, Timestamp now) const;
    /// Whether one of the shop's own people wrote it.
    [[nodiscard]] bool isMembers(store::Connection &db, MessageId id) const;

    void update(store::Tx &tx, MessageId id, const MessageUpdate &update) const;
    /// The provider's message of this sid was not this bubble's: the sid and what it cost are taken away.
    void withdrawSid(store::Tx &tx, const QString &sid) const;

    /// Removes up to `limit` messages of a conversation with their attachments and search rows; what they were called
    /// at the provider is left in `sids`. Answers how many there were.
    int eraseSome(store::Tx &tx, ConversationId conversation, int limit, QStringList &sids) const;
    /// Takes the text away, the line stays.
    void blank(store::Tx &tx, MessageId id) const;
};

} // namespace counterbell::inbox
