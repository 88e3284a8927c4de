// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/clock.h"

#include <optional>

namespace counterbell::inbox
{

/// How long WhatsApp lets a business answer freely (FACTS 7).
inline constexpr std::chrono::hours kWindowLength{24};

/// When the window of a contact and a WhatsApp sender closes; none for a contact who never wrote.
/// It may lie in the past: the screens then say since when it is closed.
[[nodiscard]] std::optional<Timestamp> windowClosesAt(std::optional<Timestamp> lastInbound);

/// Open until, and not at, 24 hours after the customer last wrote to that sender (DESIGN 4, FEATURES PQ-20, OC-20).
/// A contact who never wrote has no window.
[[nodiscard]] bool isWindowOpen(std::optional<Timestamp> lastInbound, Timestamp now);

} // namespace counterbell::inbox
