// SPDX-License-Identifier: Apache-2.0
#include "core/inbox/conversation_repository.h"

namespace counterbell::inbox
{

using namespace Qt::StringLiterals;
using store::Query;

namespace
{

std::optional<ConversationId> firstId(store::Connection &db, const QString &sql, qint64 key)
{
    const auto row = db.query(sql, key);
    return row->next() ? std::optional(row->id<ConversationId>(0)) : std::nullopt;
}

/// What a new message does to its conversation's row, given message, message, at, message, at, at and the
/// conversation's id. A row of the inbox shows what was said, not that somebody took over: an event stands there only
/// while it is alone.
const QString kTimelineGrew =
    u"last_message_id = CASE WHEN last_message_id IS NULL THEN ? "
    "WHEN EXISTS (SELECT 1 FROM messages n WHERE n.id = ? AND n.kind = 'event') THEN last_message_id "
    "WHEN EXISTS (SELECT 1 FROM messages l WHERE l.id = conversations.last_message_id AND l.kind <> 'event' "
    "AND l.at > ?) THEN last_message_id ELSE ? END, "
    "last_activity_at = CASE WHEN last_activity_at < ? THEN ? ELSE last_activity_at END, version = version + 1 "
    "WHERE id = ?"_s;

} // namespace

std::optional<ConversationState> ConversationRepository::state(store::Connection &db, ConversationId id) const
{
    const auto row =
        db.query(u"SELECT id, contact_id, member_id, handling, handling_version, assignee_id, status, needs_reply, "
                 "last_inbound_id, draft FROM conversations WHERE id = ?"_s,
                 id);
    if (!row->next())
        return std::nullopt;
    return ConversationState{row->id<ConversationId>(0),
                             row->maybeId<ContactId>(1),
                             row->maybeId<MemberId>(2),
                             row->word(3, Handling::Human),
                             row->integer(4),
                             row->maybeId<MemberId>(5),
                             row->word(6, ConversationStatus::Open),
                             row->boolean(7),
                             row->maybeId<MessageId>(8),
                             row->maybe(9, &Query::text)};
}

std::optional<ConversationId> ConversationRepository::findFor(store::Connection &db, ContactId contact) const
{
    return firstId(db, u"SELECT id FROM conversations WHERE contact_id = ?"_s, contact.value);
}

std::optional<ConversationId> ConversationRepository::findFor(store::Connection &db, MemberId member) const
{
    return firstId(db, u"SELECT id FROM conversations WHERE member_id = ?"_s, member.value);
}

std::optional<ChannelState> ConversationRepository::channel(store::Connection &db, ConversationId id,
                                                            Channel channel) const
{
    const auto row = db.query(u"SELECT address, sender, last_inbound_at, window_closed FROM conversation_channels "
                              "WHERE conversation_id = ? AND channel = ?"_s,
                              id, channel);
    if (!row->next())
        return std::nullopt;
    return ChannelState{row->text(0), row->text(1), row->maybe(2, &Query::time), row->boolean(3)};
}

ConversationId ConversationRepository::ensureFor(store::Tx &tx, ContactId contact, Handling handling,
                                                 Timestamp now) const
{
    if (const auto known = findFor(tx, contact))
        return *known;
    const ConversationId id{
        tx.insert(u"INSERT INTO conversations (contact_id, handling, last_activity_at) VALUES (?, ?, ?)"_s, contact,
                  handling, now)};
    tx.changed(store::Topic::ConversationUpdated, id.value);
    return id;
}

ConversationId ConversationRepository::ensureFor(store::Tx &tx, MemberId member, Timestamp now) const
{
    if (const auto known = findFor(tx, member))
        return *known;
    const ConversationId id{
        tx.insert(u"INSERT INTO conversations (member_id, handling, last_activity_at) VALUES (?, ?, ?)"_s, member,
                  Handling::Human, now)};
    tx.changed(store::Topic::ConversationUpdated, id.value);
    return id;
}

void ConversationRepository::touchChannel(store::Tx &tx, ConversationId id, Channel channel, const QString &address,
                                          const QString &sender, std::optional<Timestamp> inboundAt) const
{
    // Messages that arrive late, by listing or after an outage, never move the window back.
    tx.execute(
        u"INSERT INTO conversation_channels (conversation_id, channel, address, sender, last_inbound_at) "
        "VALUES (?, ?, ?, ?, ?) ON CONFLICT (conversation_id, channel) DO UPDATE SET address = excluded.address, "
        "sender = excluded.sender, "
        "window_closed = CASE WHEN excluded.last_inbound_at > COALESCE(conversation_channels.last_inbound_at, 0) THEN "
        "0 "
        "ELSE conversation_channels.window_closed END, "
        "last_inbound_at = CASE WHEN conversation_channels.last_inbound_at IS NULL "
        "OR excluded.last_inbound_at > conversation_channels.last_inbound_at "
        "THEN COALESCE(excluded.last_inbound_at, conversation_channels.last_inbound_at) "
        "ELSE conversation_channels.last_inbound_at END"_s,
        id, channel, address, sender, inboundAt);
    touch(tx, id);
}

void ConversationRepository::closeWindow(store::Tx &tx, ConversationId id, Channel channel) const
{
    tx.execute(u"UPDATE conversation_channels SET window_closed = 1 WHERE conversation_id = ? AND channel = ?"_s, id,
               channel);
    touch(tx, id);
}

void ConversationRepository::messageReceived(store::Tx &tx, ConversationId id, MessageId message, Timestamp at,
                                             bool needsReply) const
{
    tx.execute(
        u"UPDATE conversations SET status = 'open', snoozed_until = NULL, unread = unread + 1, "
        "last_inbound_id = ?, waiting_since = CASE WHEN ? = 1 AND needs_reply = 0 THEN ? ELSE waiting_since END, "
        "needs_reply = CASE WHEN ? = 1 THEN 1 ELSE needs_reply END, "_s +
            kTimelineGrew,
        message, needsReply, at, needsReply, message, message, at, message, at, at, id);
    tx.changed(store::Topic::ConversationUpdated, id.value);
}

void ConversationRepository::messageQueued(store::Tx &tx, ConversationId id, MessageId message, Timestamp at,
                                           bool isAnswer) const
{
    const auto answered = isAnswer ? u"needs_reply = 0, waiting_since = NULL, "_s : QString();
    tx.execute(u"UPDATE conversations SET "_s + answered + kTimelineGrew, message, message, at, message, at, at, id);
    tx.changed(store::Topic::ConversationUpdated, id.value);
}

void ConversationRepository::answerWithdrawn(store::Tx &tx, ConversationId id) const
{
    const int changed = tx.execute(
        u"UPDATE conversations SET needs_reply = 1, "
        "waiting_since = (SELECT i.at FROM messages i WHERE i.id = conversations.last_inbound_id) "
        "WHERE id = ? AND contact_id IS NOT NULL AND status <> 'closed' AND needs_reply = 0 "
        "AND last_inbound_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM messages o JOIN sends s ON s.id = o.send_id "
        "WHERE o.conversation_id = conversations.id AND o.id > conversations.last_inbound_id "
        "AND o.status NOT IN ('cancelled', 'refused') AND s.category IN ('reply', 'ai'))"_s,
        id);
    if (changed > 0)
        touch(tx, id);
}

void ConversationRepository::timelineGrew(store::Tx &tx, ConversationId id, MessageId message, Timestamp at) const
{
    messageQueued(tx, id, message, at, false);
}

void ConversationRepository::setHandling(store::Tx &tx, ConversationId id, Handling handling,
                                         const std::optional<QString> &reason) const
{
    tx.execute(u"UPDATE conversations SET handling = ?, handover_reason = ?, handling_version = handling_version + 1 "
               "WHERE id = ?"_s,
               handling, reason, id);
    touch(tx, id);
}

void ConversationRepository::assign(store::Tx &tx, ConversationId id, std::optional<MemberId> member) const
{
    tx.execute(u"UPDATE conversations SET assignee_id = ? WHERE id = ?"_s, member, id);
    touch(tx, id);
}

void ConversationRepository::setStatus(store::Tx &tx, ConversationId id, ConversationStatus status,
                                       std::optional<Timestamp> until) const
{
    tx.execute(u"UPDATE conversations SET status = ?, snoozed_until = ? WHERE id = ?"_s, status, until, id);
    if (status == ConversationStatus::Closed)
        noReplyNeeded(tx, id);
    touch(tx, id);
}

void ConversationRepository::setDraft(store::Tx &tx, ConversationId id, const QString &body) const
{
    tx.execute(u"UPDATE conversations SET draft = ? WHERE id = ?"_s,
               body.isEmpty() ? std::optional<QString>() : std::optional(body), id);
    touch(tx, id);
}

void ConversationRepository::markRead(store::Tx &tx, ConversationId id) const
{
    tx.execute(u"UPDATE conversations SET unread = 0 WHERE id = ?"_s, id);
    touch(tx, id);
}

void ConversationRepository::noReplyNeeded(store::Tx &tx, ConversationId id) const
{
    tx.execute(u"UPDATE conversations SET needs_reply = 0, waiting_since = NULL, failed = 0, unread = 0 WHERE id = ?"_s,
               id);
    touch(tx, id);
}

void ConversationRepository::setFailed(store::Tx &tx, ConversationId id, bool failed) const
{
    tx.execute(u"UPDATE conversations SET failed = ? WHERE id = ?"_s, failed, id);
    touch(tx, id);
}

void ConversationRepository::failureGone(store::Tx &tx, ConversationId id) const
{
    const int changed = tx.execute(u"UPDATE conversations SET failed = 0 WHERE id = ? AND failed = 1 AND NOT EXISTS "
                                   "(SELECT 1 FROM sends s WHERE s.conversation_id = conversations.id "
                                   "AND s.status IN ('failed', 'undelivered'))"_s,
                                   id);
    if (changed > 0)
        touch(tx, id);
}

bool ConversationRepository::isSnoozeOver(store::Connection &db, Timestamp now) const
{
    return db.query(u"SELECT 1 FROM conversations WHERE status = 'snoozed' AND snoozed_until <= ? LIMIT 1"_s, now)
        ->next();
}

int ConversationRepository::wakeSnoozed(store::Tx &tx, Timestamp now) const
{
    std::vector<ConversationId> due;
    {
        const auto rows =
            tx.query(u"SELECT id FROM conversations WHERE status = 'snoozed' AND snoozed_until <= ? LIMIT 100"_s, now);
        while (rows->next())
            due.push_back(rows->id<ConversationId>(0));
    }
    for (const auto id : due)
        setStatus(tx, id, ConversationStatus::Open, std::nullopt);
    return int(due.size());
}

void ConversationRepository::touch(store::Tx &tx, ConversationId id)
{
    tx.execute(u"UPDATE conversations SET version = version + 1 WHERE id = ?"_s, id);
    tx.changed(store::Topic::ConversationUpdated, id.value);
}

} // namespace counterbell::inbox
