// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/conversation.h"
#include "ui/widgets/pill.h"

namespace counterbell::ui
{

/// What may be written on a channel now. The core decides; this says it beforehand.
enum class Writing {
    Free,
    TemplatesOnly, ///< WhatsApp's 24-hour window is closed
    OptedOut,
    NoChannel, ///< the customer can't be reached by it
};

/// The conversation's entry for a channel; null where it has none.
[[nodiscard]] const ConversationChannel *channelOf(const Conversation &conversation, Channel channel);

/// Open while now < windowClosesAt (DESIGN 4); SMS has no window. An opt-out on the channel comes first.
[[nodiscard]] Writing writingOn(const Conversation &conversation, Channel channel, Timestamp now);

/// The channel that the thread opens with: that of the last message either said, else the first there is.
[[nodiscard]] Channel preferredChannel(const Conversation &conversation);

/// The header's pill; absent where there is nothing to say (SMS).
struct WindowPill {
    PillLook look = PillLook::Open;
    QString text;
    double share = 0; ///< of 24 hours
};
[[nodiscard]] std::optional<WindowPill> windowPill(const Conversation &conversation, Channel channel, Timestamp now,
                                                   bool isOnline);

} // namespace counterbell::ui
