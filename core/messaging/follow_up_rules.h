// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/delivery.h"

#include <chrono>
#include <optional>

namespace counterbell::messaging
{

/// When a message that was accepted is asked for although no callback came: one may have been lost on its way.
inline constexpr std::chrono::minutes kAskWithoutNews{3};
/// How long after a callback the cost is asked for; callbacks don't carry it (FACTS 5).
inline constexpr std::chrono::seconds kAskAfterNews{2};

/// How long to wait before asking once more, after so many answers without an end; nothing when it is given up.
[[nodiscard]] std::optional<std::chrono::seconds> nextAsk(int tries);

/// Whether there is nothing more to learn: what failed is not charged, all else has a cost once it is final.
[[nodiscard]] bool isStoryComplete(DeliveryStatus status, bool isCostKnown);

} // namespace counterbell::messaging
