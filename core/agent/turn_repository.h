// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/agent/turn.h"
#include "core/store/transaction.h"

namespace counterbell::agent
{

/// Rows of `agent_turns`: durable, so that a killed core resumes what it owed (DESIGN 3).
class TurnRepository
{
public:
    /// The AI owes this conversation an answer to its last inbound message. A turn that is open already becomes a
    /// fresh one, due again: whatever it is thinking is void, and two quick messages get one answer (CB-21). Nothing
    /// happens where the AI doesn't handle the conversation, in a member's own thread, or before anybody wrote.
    ///
    /// Callers leave out messages older than 10 minutes: asking for one counts as a person's "answer now" (DESIGN 7).
    /// Wake the AgentService once the transaction is committed.
    void request(store::Tx &tx, ConversationId conversation, Timestamp now) const;

    /// Open turns that are due, oldest first. Running ones count, too: the caller knows which of them run in this
    /// process, and the others were begun by one that died.
    [[nodiscard]] std::vector<Turn> open(store::Connection &db, Timestamp now, int limit) const;
    void begin(store::Tx &tx, TurnId id) const;
    /// Whether the turn still is what was begun: no newer request has made it fresh.
    [[nodiscard]] bool isCurrent(store::Connection &db, const Turn &turn) const;
    void end(store::Tx &tx, TurnId id, TurnState state, const QString &problem = {}) const;

    /// How many AI messages stand in the timeline since a member last wrote, took over or released; counted to `cap`.
    [[nodiscard]] int messagesWithoutHuman(store::Connection &db, ConversationId conversation, int cap) const;
};

} // namespace counterbell::agent
