// SPDX-License-Identifier: Apache-2.0
#include "core/contacts/conversation_split_repository.h"

namespace counterbell::contacts
{

using namespace Qt::StringLiterals;
using store::Tx;

namespace
{

const QString kStates = u"handling, handover_reason, assignee_id, status, snoozed_until, needs_reply, waiting_since, "
                        "unread, last_message_id, last_activity_at, last_inbound_id, failed, draft"_s;

/// A version above all that were seen, so that a turn or a screen which knows an older state finds it changed.
void raiseVersions(Tx &tx, ConversationId id, ConversationId other)
{
    tx.execute(
        u"UPDATE conversations SET handling_version = (SELECT MAX(handling_version) + 1 FROM conversations known "
        "WHERE known.id IN (?, ?)), version = (SELECT MAX(version) + 1 FROM conversations known "
        "WHERE known.id IN (?, ?)) WHERE id = ?"_s,
        id, other, id, other, id);
}

void restoreState(Tx &tx, const MergeRecord &merge, ConversationId id, QLatin1StringView side)
{
    tx.execute(u"UPDATE conversations SET (%1) = (SELECT %1 FROM contact_merge_conversations WHERE merge_id = ? AND "
               "side = ?) WHERE id = ?"_s.arg(kStates),
               merge.id, side, id);
}

void restoreChannels(Tx &tx, const MergeRecord &merge, ConversationId id, QLatin1StringView side)
{
    tx.execute(u"DELETE FROM conversation_channels WHERE conversation_id = ?"_s, id);
    tx.execute(u"INSERT INTO conversation_channels (conversation_id, %1) SELECT ?, %1 FROM contact_merge_channels "
               "WHERE merge_id = ? AND side = ?"_s.arg(mergeChannelColumns()),
               id, merge.id, side);
}

/// A channel on which nothing has happened since the merge is as it was before it.
void restoreUntouchedChannels(Tx &tx, const MergeRecord &merge, ConversationId id)
{
    tx.execute(u"DELETE FROM conversation_channels WHERE conversation_id = ? AND EXISTS (SELECT 1 FROM "
               "contact_merge_channels copy WHERE copy.merge_id = ? AND copy.side = ? AND "
               "copy.channel = conversation_channels.channel AND copy.address = conversation_channels.address AND "
               "copy.last_inbound_at IS NOT DISTINCT FROM conversation_channels.last_inbound_at)"_s,
               id, merge.id, merge_side::kAfter);
    tx.execute(u"INSERT INTO conversation_channels (conversation_id, %1) SELECT ?, %1 FROM contact_merge_channels "
               "WHERE merge_id = ? AND side = ? ON CONFLICT (conversation_id, channel) DO NOTHING"_s.arg(
                   mergeChannelColumns()),
               id, merge.id, merge_side::kKept);
}

void moveRows(Tx &tx, const MergeRecord &merge, ConversationId from, ConversationId to, bool noted)
{
    for (const auto &table : {u"messages"_s, u"sends"_s, u"agent_turns"_s})
        tx.execute(u"UPDATE %1 SET conversation_id = ? WHERE conversation_id = ? AND id %2 (SELECT row_id FROM "
                   "contact_merge_rows WHERE merge_id = ? AND kind = ?)"_s.arg(table, noted ? u"IN"_s : u"NOT IN"_s),
                   to, from, merge.id, table);
}

/// A timeline that lost messages: its last ones anew.
void readTimeline(Tx &tx, ConversationId id)
{
    tx.execute(u"UPDATE conversations SET last_message_id = (SELECT m.id FROM messages m WHERE m.conversation_id = ? "
               "ORDER BY m.kind = 'event', m.at DESC, m.id DESC LIMIT 1), last_activity_at = COALESCE((SELECT "
               "MAX(m.at) FROM messages m "
               "WHERE m.conversation_id = ?), last_activity_at), last_inbound_id = (SELECT m.id FROM messages m "
               "WHERE m.conversation_id = ? AND m.direction = 'inbound' ORDER BY m.at DESC, m.id DESC LIMIT 1) "
               "WHERE id = ?"_s,
               id, id, id, id);
}

bool isUntouched(Tx &tx, const MergeRecord &merge, ConversationId id)
{
    return tx
        .query(u"SELECT 1 FROM conversations now JOIN contact_merge_conversations copy ON copy.id = now.id AND "
               "copy.version = now.version AND copy.last_activity_at = now.last_activity_at "
               "WHERE now.id = ? AND copy.merge_id = ? AND copy.side = ?"_s,
               id, merge.id, merge_side::kAfter)
        ->next();
}

/// Both had one: the merged-away one is made again, and gets its messages back.
void partTwo(Tx &tx, const MergeRecord &merge, ConversationId gone, ConversationId kept)
{
    tx.execute(u"INSERT INTO conversations (contact_id, %1) SELECT ?, %1 FROM contact_merge_conversations "
               "WHERE merge_id = ? AND side = ?"_s.arg(mergeConversationColumns()),
               merge.gone, merge.id, merge_side::kGone);
    restoreChannels(tx, merge, gone, merge_side::kGone);
    moveRows(tx, merge, kept, gone, true);
    if (isUntouched(tx, merge, kept)) {
        restoreState(tx, merge, kept, merge_side::kKept);
        restoreChannels(tx, merge, kept, merge_side::kKept);
    } else {
        readTimeline(tx, kept);
        restoreUntouchedChannels(tx, merge, kept);
    }
    raiseVersions(tx, gone, kept);
    raiseVersions(tx, kept, gone);
}

/// Only the merged-away one had one, and it went over: back it goes, and the survivor gets one for what came since.
void giveBack(Tx &tx, const MergeRecord &merge, ConversationId gone)
{
    tx.execute(u"UPDATE conversations SET contact_id = ? WHERE id = ? AND contact_id = ?"_s, merge.gone, gone,
               merge.kept);
    const bool hasGrown =
        tx.query(u"SELECT 1 FROM messages WHERE conversation_id = ? AND id NOT IN (SELECT row_id FROM "
                 "contact_merge_rows WHERE merge_id = ? AND kind = 'messages') LIMIT 1"_s,
                 gone, merge.id)
            ->next();
    if (!hasGrown) {
        raiseVersions(tx, gone, gone);
        return;
    }
    const ConversationId kept{tx.insert(u"INSERT INTO conversations (contact_id, %1) SELECT ?, %1 FROM conversations "
                                        "WHERE id = ?"_s.arg(kStates),
                                        merge.kept, gone)};
    tx.execute(u"INSERT INTO conversation_channels (conversation_id, %1) SELECT ?, %1 FROM conversation_channels "
               "WHERE conversation_id = ?"_s.arg(mergeChannelColumns()),
               kept, gone);
    moveRows(tx, merge, gone, kept, false);
    readTimeline(tx, kept);
    restoreUntouchedChannels(tx, merge, kept);
    restoreState(tx, merge, gone, merge_side::kGone);
    restoreChannels(tx, merge, gone, merge_side::kGone);
    raiseVersions(tx, gone, kept);
}

} // namespace

void splitConversations(Tx &tx, const MergeRecord &merge)
{
    if (!merge.goneConversation)
        return;
    if (merge.keptConversation)
        partTwo(tx, merge, *merge.goneConversation, *merge.keptConversation);
    else
        giveBack(tx, merge, *merge.goneConversation);
}

} // namespace counterbell::contacts
