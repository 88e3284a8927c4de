// SPDX-License-Identifier: Apache-2.0
#include "core/messaging/follow_up_rules.h"

#include "core/messaging/status_precedence.h"

#include <array>

namespace counterbell::messaging
{

using namespace std::chrono_literals;

std::optional<std::chrono::seconds> nextAsk(int tries)
{
    static constexpr std::array<std::chrono::seconds, 6> kWaits{30s, 3min, 15min, 1h, 6h, 24h};
    if (tries < 0 || size_t(tries) >= kWaits.size())
        return std::nullopt;
    return kWaits[size_t(tries)];
}

bool isStoryComplete(DeliveryStatus status, bool isCostKnown)
{
    return status == DeliveryStatus::Failed || (isFinalDelivery(status) && isCostKnown);
}

} // namespace counterbell::messaging
