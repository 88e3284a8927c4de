// SPDX-License-Identifier: Apache-2.0
#include "core/contacts/contact_join_repository.h"

#include "core/contacts/contact_repository.h"
#include "core/contacts/merge_repository.h"
#include "core/store/audit.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace counterbell::contacts
{

using namespace Qt::StringLiterals;
using store::audit;
using store::Query;
using store::Tx;

namespace
{

/// Where the customer wrote last on a channel, their window is.
void joinChannels(Tx &tx, ConversationId kept, ConversationId gone)
{
    tx.execute(u"DELETE FROM conversation_channels WHERE conversation_id = ? AND EXISTS (SELECT 1 FROM "
               "conversation_channels other WHERE other.conversation_id = ? AND other.channel = "
               "conversation_channels.channel AND COALESCE(other.last_inbound_at, 0) > "
               "COALESCE(conversation_channels.last_inbound_at, 0))"_s,
               kept, gone);
    tx.execute(u"DELETE FROM conversation_channels WHERE conversation_id = ? AND channel IN "
               "(SELECT other.channel FROM conversation_channels other WHERE other.conversation_id = ?)"_s,
               gone, kept);
    tx.execute(u"UPDATE conversation_channels SET conversation_id = ? WHERE conversation_id = ?"_s, kept, gone);
}

struct State {
    QString handling;
    QString status;
    bool needsReply = false;
    std::optional<qint64> waitingSince;
    qint64 unread = 0;
    bool failed = false;
    std::optional<MemberId> assignee;
    std::optional<qint64> lastMessage;
    qint64 lastActivity = 0;
    std::optional<qint64> lastInbound;
    std::optional<QString> draft;
};

State stateOf(Tx &tx, ConversationId id)
{
    const auto row = tx.query(u"SELECT handling, status, needs_reply, waiting_since, unread, failed, assignee_id, "
                              "last_message_id, last_activity_at, last_inbound_id, draft FROM conversations "
                              "WHERE id = ?"_s,
                              id);
    if (!row->next())
        throw store::SqlError(store::SqlError::Kind::Other, u"a conversation to join is gone"_s);
    return {row->text(0),
            row->text(1),
            row->boolean(2),
            row->maybe(3, &Query::integer),
            row->integer(4),
            row->boolean(5),
            row->maybeId<MemberId>(6),
            row->maybe(7, &Query::integer),
            row->integer(8),
            row->maybe(9, &Query::integer),
            row->maybe(10, &Query::text)};
}

/// One timeline, one state: whatever asks for more care wins.
State joined(const State &a, const State &b)
{
    const auto firstOf = [](const QStringList &order, const QString &x, const QString &y) {
        return order.indexOf(x) <= order.indexOf(y) ? x : y;
    };
    const bool isLater = b.lastActivity > a.lastActivity;
    return {firstOf({u"human"_s, u"needs_human"_s, u"ai"_s}, a.handling, b.handling),
            firstOf({u"open"_s, u"snoozed"_s, u"closed"_s}, a.status, b.status),
            a.needsReply || b.needsReply,
            a.waitingSince && b.waitingSince ? std::min(a.waitingSince, b.waitingSince)
                                             : std::max(a.waitingSince, b.waitingSince),
            a.unread + b.unread,
            a.failed || b.failed,
            a.assignee ? a.assignee : b.assignee,
            isLater ? b.lastMessage : a.lastMessage,
            std::max(a.lastActivity, b.lastActivity),
            std::max(a.lastInbound, b.lastInbound),
            a.draft ? a.draft : b.draft};
}

void joinState(Tx &tx, ConversationId kept, ConversationId gone)
{
    const auto state = joined(stateOf(tx, kept), stateOf(tx, gone));
    tx.execute(u"UPDATE conversations SET handling = ?, status = ?, needs_reply = ?, waiting_since = ?, unread = ?, "
               "failed = ?, assignee_id = ?, last_message_id = ?, last_activity_at = ?, last_inbound_id = ?, "
               "draft = ?, handling_version = handling_version + 1, version = version + 1 WHERE id = ?"_s,
               state.handling, state.status, state.needsReply, state.waitingSince, state.unread, state.failed,
               state.assignee, state.lastMessage, state.lastActivity, state.lastInbound, state.draft, kept);
}

void joinConversations(Tx &tx, ConversationId kept, ConversationId gone)
{
    joinState(tx, kept, gone);
    joinChannels(tx, kept, gone);
    tx.execute(u"UPDATE agent_turns SET state = 'cancelled' WHERE conversation_id IN (?, ?) "
               "AND state IN ('due', 'running')"_s,
               kept, gone);
    for (const auto &table : {u"agent_turns"_s, u"messages"_s, u"sends"_s})
        tx.execute(u"UPDATE %1 SET conversation_id = ? WHERE conversation_id = ?"_s.arg(table), kept, gone);
    tx.execute(u"DELETE FROM conversations WHERE id = ?"_s, gone);
    tx.record(store::Topic::ConversationUpdated, {{u"id"_s, gone.toString()}, {u"joinedInto"_s, kept.toString()}});
}

QString tagsOfBoth(Tx &tx, ContactId kept, ContactId gone)
{
    QJsonArray tags;
    for (const auto id : {kept, gone}) {
        const auto row = tx.query(u"SELECT tags FROM contacts WHERE id = ?"_s, id);
        const auto known = row->next() ? QJsonDocument::fromJson(row->text(0).toUtf8()).array() : QJsonArray{};
        for (const auto &tag : known) {
            if (!tags.contains(tag))
                tags.append(tag);
        }
    }
    return QString::fromUtf8(QJsonDocument(tags).toJson(QJsonDocument::Compact));
}

/// What the kept contact lacks, the other one gives. What a number can do goes with the number.
void joinDetails(Tx &tx, ContactId kept, ContactId gone, Timestamp now)
{
    const auto tags = tagsOfBoth(tx, kept, gone);
    const auto row = tx.query(u"SELECT name, name_search, notes, phone, language, on_whatsapp, landline, prefers_call "
                              "FROM contacts WHERE id = ?"_s,
                              gone);
    if (!row->next())
        return;
    const auto name = row->text(0);
    const auto nameSearch = row->text(1);
    const auto notes = row->text(2);
    const auto phone = row->maybe(3, &Query::text);
    const auto language = row->maybe(4, &Query::text);
    const auto onWhatsApp = row->maybe(5, &Query::boolean);
    const auto landline = row->maybe(6, &Query::boolean);
    const bool prefersCall = row->boolean(7);
    tx.execute(u"UPDATE contacts SET phone = NULL WHERE id = ?"_s, gone);
    tx.execute(u"UPDATE contacts SET name_search = CASE WHEN name = '' THEN ? ELSE name_search END, "
               "name = CASE WHEN name = '' THEN ? ELSE name END, "
               "notes = CASE WHEN notes = '' OR ? = '' THEN notes || ? ELSE notes || ? END, "
               "on_whatsapp = CASE WHEN phone IS NULL THEN ? ELSE on_whatsapp END, "
               "landline = CASE WHEN phone IS NULL THEN ? ELSE landline END, "
               "phone = COALESCE(phone, ?), language = COALESCE(language, ?), "
               "prefers_call = CASE WHEN ? = 1 THEN 1 ELSE prefers_call END, tags = ?, updated_at = ? WHERE id = ?"_s,
               nameSearch, name, notes, notes, QString(u'\n' + notes), onWhatsApp, landline, phone, language,
               prefersCall, tags, now, kept);
}

} // namespace

void announceJobs(Tx &tx, ContactId contact)
{
    const auto rows = tx.query(u"SELECT id FROM jobs WHERE contact_id = ?"_s, contact);
    while (rows->next())
        tx.changed(store::Topic::JobUpdated, rows->integer(0));
}

MergeId joinContacts(Tx &tx, ContactId kept, ContactId gone, const QString &actor, Timestamp now)
{
    const MergeRepository merges;
    const auto merge = merges.begin(tx, kept, gone, actor, now);
    for (const auto &table : {u"contact_addresses"_s, u"consent_entries"_s, u"jobs"_s, u"sends"_s})
        tx.execute(u"UPDATE %1 SET contact_id = ? WHERE contact_id = ?"_s.arg(table), kept, gone);
    if (merge.keptConversation && merge.goneConversation)
        joinConversations(tx, *merge.keptConversation, *merge.goneConversation);
    else if (merge.goneConversation)
        tx.execute(u"UPDATE conversations SET contact_id = ? WHERE id = ?"_s, kept, *merge.goneConversation);
    joinDetails(tx, kept, gone, now);
    tx.execute(u"DELETE FROM contacts WHERE id = ?"_s, gone);
    merges.finish(tx, merge);
    tx.record(store::Topic::ContactUpdated, {{u"id"_s, gone.toString()}, {u"joinedInto"_s, kept.toString()}});
    audit(tx, {actor, u"contacts.joined"_s, {{u"kept"_s, kept.toString()}, {u"gone"_s, gone.toString()}}}, now);
    announceContact(tx, kept);
    announceJobs(tx, kept);
    return merge.id;
}

} // namespace counterbell::contacts
