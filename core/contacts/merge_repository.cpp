// SPDX-License-Identifier: Apache-2.0
#include "core/contacts/merge_repository.h"

namespace counterbell::contacts
{

using namespace Qt::StringLiterals;
using store::Connection;
using store::Tx;

namespace
{

const QString kRecord = u"SELECT id, contact_id, into_contact_id, conversation_id, into_conversation_id, "
                        "consents_until, undone_at FROM contact_merges "_s;

MergeRecord recordOf(const store::Query &row)
{
    return {.id = row.id<MergeId>(0),
            .gone = row.id<ContactId>(1),
            .kept = row.id<ContactId>(2),
            .goneConversation = row.maybeId<ConversationId>(3),
            .keptConversation = row.maybeId<ConversationId>(4),
            .consentsUntil = row.id<ConsentEntryId>(5),
            .isUndone = !row.isNull(6)};
}

std::optional<MergeRecord> first(std::unique_ptr<store::Query> rows)
{
    return rows->next() ? std::optional(recordOf(*rows)) : std::nullopt;
}

std::optional<ConversationId> conversationOf(Connection &db, ContactId contact)
{
    const auto row = db.query(u"SELECT id FROM conversations WHERE contact_id = ?"_s, contact);
    return row->next() ? row->maybeId<ConversationId>(0) : std::nullopt;
}

void copy(Tx &tx, MergeId merge, QLatin1StringView side, ContactId contact, std::optional<ConversationId> conversation)
{
    tx.execute(
        u"INSERT INTO contact_merge_contacts (merge_id, side, %1) SELECT ?, ?, %1 FROM contacts WHERE id = ?"_s.arg(
            mergeContactColumns()),
        merge, side, contact);
    if (!conversation)
        return;
    tx.execute(u"INSERT INTO contact_merge_conversations (merge_id, side, %1) SELECT ?, ?, %1 FROM conversations "
               "WHERE id = ?"_s.arg(mergeConversationColumns()),
               merge, side, *conversation);
    tx.execute(u"INSERT INTO contact_merge_channels (merge_id, side, %1) SELECT ?, ?, %1 FROM conversation_channels "
               "WHERE conversation_id = ?"_s.arg(mergeChannelColumns()),
               merge, side, *conversation);
}

void noteRows(Tx &tx, MergeId merge, const QString &table, const QString &owner, qint64 id)
{
    tx.execute(u"INSERT INTO contact_merge_rows (merge_id, kind, row_id) SELECT ?, ?, id FROM %1 WHERE %2 = ?"_s.arg(
                   table, owner),
               merge, table, id);
}

} // namespace

QString mergeContactColumns()
{
    return u"id, name, name_search, phone, language, notes, tags, on_whatsapp, landline, prefers_call, created_at, "
           "updated_at"_s;
}

QString mergeConversationColumns()
{
    return u"id, handling, handling_version, handover_reason, assignee_id, status, snoozed_until, needs_reply, "
           "waiting_since, unread, last_message_id, last_activity_at, last_inbound_id, failed, draft, "
           "version"_s;
}

QString mergeChannelColumns()
{
    return u"channel, address, sender, last_inbound_at, window_closed"_s;
}

MergeRecord MergeRepository::begin(Tx &tx, ContactId kept, ContactId gone, const QString &actor, Timestamp now) const
{
    MergeRecord merge{.id = {},
                      .gone = gone,
                      .kept = kept,
                      .goneConversation = conversationOf(tx, gone),
                      .keptConversation = conversationOf(tx, kept),
                      .consentsUntil = {}};
    merge.id = MergeId{tx.insert(u"INSERT INTO contact_merges (contact_id, into_contact_id, conversation_id, "
                                 "into_conversation_id, consents_until, at, actor) VALUES (?, ?, ?, ?, "
                                 "(SELECT COALESCE(MAX(id), 0) FROM consent_entries), ?, ?)"_s,
                                 gone, kept, merge.goneConversation, merge.keptConversation, now, actor)};
    copy(tx, merge.id, merge_side::kGone, gone, merge.goneConversation);
    copy(tx, merge.id, merge_side::kKept, kept, merge.keptConversation);
    for (const auto &table : {u"contact_addresses"_s, u"consent_entries"_s, u"jobs"_s, u"sends"_s})
        noteRows(tx, merge.id, table, u"contact_id"_s, gone.value);
    if (merge.goneConversation) {
        for (const auto &table : {u"messages"_s, u"agent_turns"_s})
            noteRows(tx, merge.id, table, u"conversation_id"_s, merge.goneConversation->value);
    }
    return merge;
}

void MergeRepository::finish(Tx &tx, const MergeRecord &merge) const
{
    copy(tx, merge.id, merge_side::kAfter, merge.kept, conversationOf(tx, merge.kept));
}

std::optional<MergeRecord> MergeRepository::find(Connection &db, MergeId id) const
{
    return first(db.query(kRecord + u"WHERE id = ?"_s, id));
}

std::optional<MergeRecord> MergeRepository::lastOf(Connection &db, ContactId gone) const
{
    return first(db.query(kRecord + u"WHERE contact_id = ? AND undone_at IS NULL ORDER BY id DESC LIMIT 1"_s, gone));
}

std::optional<MergeId> MergeRepository::standingInTheWay(Connection &db, const MergeRecord &merge) const
{
    const auto later = first(db.query(kRecord + u"WHERE id > ? AND undone_at IS NULL AND (into_contact_id = ? OR "
                                                "contact_id = ?) ORDER BY id DESC LIMIT 1"_s,
                                      merge.id, merge.kept, merge.kept));
    return later ? std::optional(later->id) : std::nullopt;
}

void MergeRepository::setUndone(Tx &tx, MergeId id, Timestamp now) const
{
    tx.execute(u"UPDATE contact_merges SET undone_at = ? WHERE id = ?"_s, now, id);
    for (const auto &table : {u"rows"_s, u"contacts"_s, u"conversations"_s, u"channels"_s})
        tx.execute(u"DELETE FROM contact_merge_%1 WHERE merge_id = ?"_s.arg(table), id);
}

} // namespace counterbell::contacts
