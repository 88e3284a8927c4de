// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/clock.h"
#include "core/api/enums.h"
#include "core/api/id.h"

namespace counterbell::agent
{

using TurnId = Id<struct TurnTag>;

/// Where a turn stands. `due` and `running` are open, of which a conversation has one at most.
enum class TurnState {
    Due,
    Running,
    Replied,
    HandedOver, ///< the model asked for a person
    Failed,     ///< something else did
    Dropped,    ///< void: taken over, or opted out
};

/// An answer that the AI owes, and what it started from.
struct Turn {
    TurnId id;
    ConversationId conversationId;
    qint64 handlingVersion = 0;
    MessageId lastInboundId;
    Timestamp requestedAt;
    int tries = 0; ///< how often it was begun

    bool operator==(const Turn &) const = default;
};

} // namespace counterbell::agent

COUNTERBELL_WIRE_NAMES(counterbell::agent::TurnState, {counterbell::agent::TurnState::Due, QLatin1StringView("due")},
                       {counterbell::agent::TurnState::Running, QLatin1StringView("running")},
                       {counterbell::agent::TurnState::Replied, QLatin1StringView("replied")},
                       {counterbell::agent::TurnState::HandedOver, QLatin1StringView("handed_over")},
                       {counterbell::agent::TurnState::Failed, QLatin1StringView("failed")},
                       {counterbell::agent::TurnState::Dropped, QLatin1StringView("dropped")})
