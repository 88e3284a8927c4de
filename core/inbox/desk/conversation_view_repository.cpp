// SPDX-License-Identifier: Apache-2.0
#include "core/inbox/desk/conversation_view_repository.h"

#include "core/store/id_query.h"

namespace counterbell::inbox
{

using namespace Qt::StringLiterals;
using store::Query;

namespace
{

ConversationRow rowOf(const Query &q)
{
    ConversationRow row;
    row.id = q.id<ConversationId>(0);
    row.contactId = q.maybeId<ContactId>(1);
    row.memberId = q.maybeId<MemberId>(2);
    row.name = q.text(3);
    row.phone = q.maybe(4, &Query::text);
    row.handling = q.word(5, Handling::Human);
    if (!q.isNull(6))
        row.assignee = MemberRef{q.id<MemberId>(6), q.text(7)};
    row.status = q.word(8, ConversationStatus::Open);
    row.needsReply = q.boolean(9);
    row.unread = int(q.integer(10));
    row.lastMessageId = q.maybeId<MessageId>(11);
    row.version = q.integer(12);
    row.waitingSince = q.maybe(13, &Query::time);
    row.snoozedUntil = q.maybe(14, &Query::time);
    row.handoverReason = q.maybe(15, &Query::text);
    row.draft = q.maybe(16, &Query::text);
    row.lastActivityAt = q.time(17);
    row.isFailed = q.boolean(18);
    return row;
}

} // namespace

std::map<ConversationId, ConversationRow> ConversationViewRepository::rows(store::Connection &db,
                                                                           const std::vector<ConversationId> &ids) const
{
    std::map<ConversationId, ConversationRow> rows;
    store::readByIds(db,
                     u"SELECT c.id, c.contact_id, c.member_id, COALESCE(k.name, m.name), COALESCE(k.phone, m.phone), "
                     "c.handling, a.id, a.name, c.status, c.needs_reply, c.unread, c.last_message_id, c.version, "
                     "c.waiting_since, c.snoozed_until, c.handover_reason, c.draft, "
                     "c.last_activity_at, c.failed FROM conversations c "
                     "LEFT JOIN contacts k ON k.id = c.contact_id LEFT JOIN members m ON m.id = c.member_id "
                     "LEFT JOIN members a ON a.id = c.assignee_id WHERE c.id IN (%1)"_s,
                     ids, [&](const Query &q) { rows.emplace(q.id<ConversationId>(0), rowOf(q)); });
    return rows;
}

std::map<ContactId, QStringList> ConversationViewRepository::addresses(store::Connection &db,
                                                                       const std::vector<ContactId> &ids) const
{
    std::map<ContactId, QStringList> addresses;
    store::readByIds(db, u"SELECT contact_id, value FROM contact_addresses WHERE contact_id IN (%1) ORDER BY id"_s, ids,
                     [&](const Query &q) { addresses[q.id<ContactId>(0)] << q.text(1); });
    return addresses;
}

std::map<std::pair<ConversationId, Channel>, ChannelState>
ConversationViewRepository::channels(store::Connection &db, const std::vector<ConversationId> &ids) const
{
    std::map<std::pair<ConversationId, Channel>, ChannelState> channels;
    store::readByIds(db,
                     u"SELECT conversation_id, channel, address, sender, last_inbound_at, window_closed "
                     "FROM conversation_channels WHERE conversation_id IN (%1)"_s,
                     ids, [&](const Query &q) {
                         const std::pair key{q.id<ConversationId>(0), q.word(1, Channel::Sms)};
                         channels[key] = {q.text(2), q.text(3), q.maybe(4, &Query::time), q.boolean(5)};
                     });
    return channels;
}

} // namespace counterbell::inbox
