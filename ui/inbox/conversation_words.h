// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/conversation.h"

namespace counterbell::ui
{

/// The channel a conversation is shown by: that of its last message, else the first it has.
[[nodiscard]] Channel shownChannel(const Conversation &conversation);
/// How it stands there; null where it has no channels.
[[nodiscard]] const ConversationChannel *shownChannelState(const Conversation &conversation);

/// What of the reply window is left; nothing on SMS, zero or less once it is closed.
[[nodiscard]] std::optional<std::chrono::milliseconds> windowLeft(const Conversation &conversation, Timestamp now);

/// Whether the last message didn't arrive.
[[nodiscard]] bool isLastUndelivered(const Conversation &conversation);
/// The icon before the snippet, by its name; empty for plain text.
[[nodiscard]] QString snippetIcon(const Conversation &conversation);
/// The last message in one line: "Mia: Shall I go ahead with it?", "Photo", "Template: Your repair is ready". Its words
/// are isolated, since they are a customer's and may run the other way.
[[nodiscard]] QString snippet(const Conversation &conversation);

/// "14:31", "Yesterday", "Tue", "12 Nov": when the last message was.
[[nodiscard]] QString rowTime(const Conversation &conversation, Timestamp now);

/// A row as one sentence: "Ava Lindqvist, WhatsApp, assigned to Mia Tanaka, free reply 3 hours 12 minutes, last message
/// not delivered, 14:31" (DESIGN-SYSTEM 8).
[[nodiscard]] QString conversationSentence(const Conversation &conversation, Timestamp now);

} // namespace counterbell::ui
