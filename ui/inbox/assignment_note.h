// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/conversation.h"

namespace counterbell::ui
{

/// The line beside the reply window: "You took over at 14:05", "Priya took over on 12 Nov, 14:05", "Priya assigned it
/// to you at 14:05". Empty where the event is not about who has the conversation now.
[[nodiscard]] QString assignmentNote(const Message &event, const Conversation &conversation, const Member &me,
                                     Timestamp now);

} // namespace counterbell::ui
