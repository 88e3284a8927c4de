// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/agent/model_message.h"
#include "core/agent/turn.h"
#include "core/api/agent.h"
#include "core/store/transaction.h"

#include <set>
#include <variant>

namespace counterbell::agent
{

/// A turn that has begun, with everything that it thinks about.
struct BegunTurn {
    Turn turn;
    ContactId contactId;
    AgentSettings settings;
    std::vector<ModelMessage> prompt;
};

/// What came of thinking.
struct Reply {
    QString text;
};
struct HandOver {
    QString reason; ///< the model's words
};
struct Problem {
    QString word; ///< a stable one: model_client.h, keyUnavailable, tooManyToolCalls, agentNotConfigured
};
using TurnOutcome = std::variant<Reply, HandOver, Problem>;

/// Begins at most `count` turns that are due, none of a conversation in `busy`. Turns that may not be are ended here,
/// without asking the model: dropped, or handed to a person.
[[nodiscard]] std::vector<BegunTurn> beginTurns(store::Tx &tx, const std::set<ConversationId> &busy, int count,
                                                Timestamp now);

/// Ends a turn: everything is judged again in this transaction, and the reply becomes a send row in it, so that
/// nothing can come in between (DESIGN 7). Tells whether a reply was queued.
[[nodiscard]] bool finishTurn(store::Tx &tx, const Turn &turn, const TurnOutcome &outcome, Timestamp now);

/// After a restore: what the AI owed may have been answered since the copy was made, so a person looks at each of these
/// conversations. Answers how many there were.
int voidTurns(store::Tx &tx, Timestamp now);

} // namespace counterbell::agent
