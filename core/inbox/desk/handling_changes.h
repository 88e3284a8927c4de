// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/conversation.h"
#include "core/inbox/conversation_repository.h"

namespace counterbell::inbox
{

/// The channel of the conversation's last message, for notes and events, which went by none.
[[nodiscard]] Channel lastChannel(store::Connection &db, ConversationId id);

/// Adds a slim line to the timeline: `event` is its kind, `detail` what its sentence needs (a reason, a name).
MessageId addEvent(store::Tx &tx, ConversationId id, const QString &event, const Author &author, const QString &detail,
                   Timestamp now);

/// DESIGN 7's take-over, inside one transaction: human, assigned, a new handlingVersion; AI rows that wait are
/// cancelled and become the operator's draft, uncertain ones may not be sent again. Answers the messages that are
/// already being posted. Taking over one's own conversation changes nothing.
[[nodiscard]] std::vector<MessageId> takeOver(store::Tx &tx, const ConversationState &state, const Member &member,
                                              Timestamp now);

/// Hands back to the AI; it answers the next inbound message.
void release(store::Tx &tx, const ConversationState &state, const Member &member, Timestamp now);

/// The AI, or what failed it, asks for a person.
void needHuman(store::Tx &tx, ConversationId id, const QString &reason, const Author &author, Timestamp now);

} // namespace counterbell::inbox
