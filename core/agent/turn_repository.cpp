// SPDX-License-Identifier: Apache-2.0
#include "core/agent/turn_repository.h"

#include "core/api/delivery.h"
#include "core/api/message.h"
#include "core/inbox/conversation_repository.h"

namespace counterbell::agent
{

using namespace Qt::StringLiterals;

namespace
{

/// Rows of a timeline that are looked at for a human: enough for any maximum, and no scan of a long history.
constexpr int kLookBack = 1000;

} // namespace

void TurnRepository::request(store::Tx &tx, ConversationId conversation, Timestamp now) const
{
    const auto state = inbox::ConversationRepository().state(tx, conversation);
    if (!state || !state->contactId || !state->lastInboundId || state->handling != Handling::Ai)
        return;
    tx.execute(
        u"INSERT INTO agent_turns (conversation_id, state, handling_version, last_inbound_id, due_at, created_at) "
        "VALUES (?, 'due', ?, ?, ?, ?) "
        "ON CONFLICT (conversation_id) WHERE state IN ('due', 'running') DO UPDATE SET state = 'due', "
        "handling_version = excluded.handling_version, last_inbound_id = excluded.last_inbound_id, "
        "due_at = excluded.due_at, created_at = excluded.created_at, tries = 0"_s,
        conversation, state->handlingVersion, *state->lastInboundId, now, now);
}

std::vector<Turn> TurnRepository::open(store::Connection &db, Timestamp now, int limit) const
{
    const auto rows = db.query(u"SELECT id, conversation_id, handling_version, last_inbound_id, created_at, tries "
                               "FROM agent_turns WHERE state IN ('due', 'running') AND due_at <= ? "
                               "ORDER BY due_at, id LIMIT ?"_s,
                               now, limit);
    std::vector<Turn> turns;
    while (rows->next())
        turns.push_back({rows->id<TurnId>(0), rows->id<ConversationId>(1), rows->integer(2), rows->id<MessageId>(3),
                         rows->time(4), int(rows->integer(5))});
    return turns;
}

void TurnRepository::begin(store::Tx &tx, TurnId id) const
{
    tx.execute(u"UPDATE agent_turns SET state = 'running', tries = tries + 1 WHERE id = ?"_s, id);
}

bool TurnRepository::isCurrent(store::Connection &db, const Turn &turn) const
{
    const auto row = db.query(u"SELECT 1 FROM agent_turns WHERE id = ? AND state = 'running' "
                              "AND handling_version = ? AND last_inbound_id = ? AND created_at = ?"_s,
                              turn.id, turn.handlingVersion, turn.lastInboundId, turn.requestedAt);
    return row->next();
}

void TurnRepository::end(store::Tx &tx, TurnId id, TurnState state, const QString &problem) const
{
    tx.execute(u"UPDATE agent_turns SET state = ?, problem = ? WHERE id = ?"_s, state,
               problem.isEmpty() ? std::optional<QString>() : std::optional(problem), id);
}

int TurnRepository::messagesWithoutHuman(store::Connection &db, ConversationId conversation, int cap) const
{
    const auto rows = db.query(u"SELECT author_kind, direction, status FROM messages WHERE conversation_id = ? "
                               "AND kind <> 'note' ORDER BY at DESC, id DESC LIMIT ?"_s,
                               conversation, kLookBack);
    int count = 0;
    while (count < cap && rows->next()) {
        const auto author = rows->word(0, AuthorKind::System);
        if (author == AuthorKind::Member)
            break;
        const auto status = rows->word(2, DeliveryStatus::Queued);
        const bool wasSaid = status != DeliveryStatus::Cancelled && status != DeliveryStatus::Refused;
        if (author == AuthorKind::Ai && !rows->isNull(1) && wasSaid)
            ++count;
    }
    return count;
}

} // namespace counterbell::agent
