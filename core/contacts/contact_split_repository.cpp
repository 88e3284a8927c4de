// SPDX-License-Identifier: Apache-2.0
#include "core/contacts/contact_split_repository.h"

#include "core/contacts/contact_join_repository.h"
#include "core/contacts/contact_repository.h"
#include "core/contacts/conversation_split_repository.h"

namespace counterbell::contacts
{

using namespace Qt::StringLiterals;
using store::Tx;

namespace
{

/// What somebody has changed since is theirs; all else is as before.
void restoreSurvivor(Tx &tx, const MergeRecord &merge, Timestamp now)
{
    for (const auto &column : {u"name"_s, u"name_search"_s, u"phone"_s, u"language"_s, u"notes"_s, u"tags"_s,
                               u"on_whatsapp"_s, u"landline"_s, u"prefers_call"_s})
        tx.execute(
            u"UPDATE contacts SET %1 = (SELECT copy.%1 FROM contact_merge_contacts copy WHERE "
            "copy.merge_id = ? AND copy.side = ?) WHERE id = ? AND %1 IS NOT DISTINCT FROM "
            "(SELECT copy.%1 FROM contact_merge_contacts copy WHERE copy.merge_id = ? AND copy.side = ?)"_s.arg(column),
            merge.id, merge_side::kKept, merge.kept, merge.id, merge_side::kAfter);
    tx.execute(u"UPDATE contacts SET updated_at = ? WHERE id = ?"_s, now, merge.kept);
}

void restoreGone(Tx &tx, const MergeRecord &merge, Timestamp now)
{
    tx.execute(u"INSERT INTO contacts (%1) SELECT %1 FROM (SELECT id, name, name_search, CAST(NULL AS TEXT) AS phone, "
               "language, notes, tags, on_whatsapp, landline, prefers_call, created_at, updated_at "
               "FROM contact_merge_contacts WHERE merge_id = ? AND side = ?) copy"_s.arg(mergeContactColumns()),
               merge.id, merge_side::kGone);
    tx.execute(u"UPDATE contacts SET updated_at = ? WHERE id = ?"_s, now, merge.gone);
}

/// The number that is the survivor's main one by now stays with them.
void moveAddresses(Tx &tx, const MergeRecord &merge)
{
    tx.execute(u"UPDATE contact_addresses SET contact_id = ? WHERE contact_id = ? AND id IN (SELECT row_id FROM "
               "contact_merge_rows WHERE merge_id = ? AND kind = 'contact_addresses') AND NOT (kind = 'phone' AND "
               "value IS NOT DISTINCT FROM (SELECT phone FROM contacts WHERE contacts.id = ?))"_s,
               merge.gone, merge.kept, merge.id, merge.kept);
    tx.execute(u"UPDATE contacts SET phone = (SELECT address.value FROM contact_addresses address "
               "JOIN contact_merge_contacts copy ON copy.phone = address.value WHERE address.contact_id = ? AND "
               "address.kind = 'phone' AND copy.merge_id = ? AND copy.side = ?) WHERE id = ?"_s,
               merge.gone, merge.id, merge_side::kGone, merge.gone);
}

void moveRows(Tx &tx, const MergeRecord &merge)
{
    for (const auto &table : {u"consent_entries"_s, u"jobs"_s, u"sends"_s})
        tx.execute(u"UPDATE %1 SET contact_id = ? WHERE contact_id = ? AND id IN (SELECT row_id FROM "
                   "contact_merge_rows WHERE merge_id = ? AND kind = ?)"_s.arg(table),
                   merge.gone, merge.kept, merge.id, table);
}

/// A STOP since the merge may have come from either of the two.
void copyOptOuts(Tx &tx, const MergeRecord &merge)
{
    const auto columns = u"channel, purpose, state, source, evidence, actor, action_at, at, provider_blocked, "
                         "origin_channel"_s;
    tx.execute(
        u"INSERT INTO consent_entries (contact_id, %1) SELECT ?, %1 FROM consent_entries since "
        "WHERE contact_id = ? AND id > ? AND state = 'opted_out' AND NOT EXISTS (SELECT 1 FROM consent_entries "
        "lifted WHERE lifted.contact_id = since.contact_id AND lifted.channel = since.channel AND "
        "lifted.purpose = since.purpose AND lifted.state = 'opted_in' AND lifted.action_at > since.action_at)"_s.arg(
            columns),
        merge.gone, merge.kept, merge.consentsUntil);
}

} // namespace

void splitContacts(Tx &tx, const MergeRecord &merge, Timestamp now)
{
    restoreSurvivor(tx, merge, now);
    restoreGone(tx, merge, now);
    moveAddresses(tx, merge);
    moveRows(tx, merge);
    copyOptOuts(tx, merge);
    splitConversations(tx, merge);
    MergeRepository().setUndone(tx, merge.id, now);
    for (const auto contact : {merge.kept, merge.gone}) {
        announceContact(tx, contact);
        announceJobs(tx, contact);
    }
}

} // namespace counterbell::contacts
