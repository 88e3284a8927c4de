// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/agent/turn_rules.h"
#include "core/api/agent.h"
#include "core/api/channel.h"
#include "core/store/transaction.h"

namespace counterbell::agent
{

/// What the rules look at, and where a reply goes.
struct TurnContext {
    TurnFacts facts;
    ContactId contactId;
    Channel channel = Channel::Sms; ///< the one the customer wrote on
    AgentSettings settings;
};

/// Gathered from the rows as they are now; empty when the conversation or the message is gone (erased, merged).
[[nodiscard]] std::optional<TurnContext> contextOf(store::Connection &db, const Turn &turn, Timestamp now);

} // namespace counterbell::agent
