// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/conversation.h"
#include "core/inbox/conversation_repository.h"

#include <map>

namespace counterbell::inbox
{

/// A conversation's row with the names that belong to it. The customer's name and number, or the member's whose own
/// thread it is.
struct ConversationRow {
    ConversationId id;
    std::optional<ContactId> contactId;
    std::optional<MemberId> memberId;
    QString name;
    std::optional<QString> phone;
    Handling handling = Handling::Human;
    std::optional<MemberRef> assignee;
    ConversationStatus status = ConversationStatus::Open;
    bool needsReply = false;
    int unread = 0;
    std::optional<MessageId> lastMessageId;
    qint64 version = 0;
    std::optional<Timestamp> waitingSince;
    std::optional<Timestamp> snoozedUntil;
    std::optional<QString> handoverReason;
    std::optional<QString> draft;
    Timestamp lastActivityAt;
    bool isFailed = false;
};

/// What conversations are shown with, for many at once: a query for each kind of row, not for each conversation.
class ConversationViewRepository
{
public:
    /// Unknown ids are left out.
    [[nodiscard]] std::map<ConversationId, ConversationRow> rows(store::Connection &db,
                                                                 const std::vector<ConversationId> &ids) const;
    /// Everything each contact is known by, oldest first.
    [[nodiscard]] std::map<ContactId, QStringList> addresses(store::Connection &db,
                                                             const std::vector<ContactId> &ids) const;
    [[nodiscard]] std::map<std::pair<ConversationId, Channel>, ChannelState>
    channels(store::Connection &db, const std::vector<ConversationId> &ids) const;
};

} // namespace counterbell::inbox
