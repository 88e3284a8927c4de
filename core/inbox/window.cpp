// SPDX-License-Identifier: Apache-2.0
#include "core/inbox/window.h"

namespace counterbell::inbox
{

std::optional<Timestamp> windowClosesAt(std::optional<Timestamp> lastInbound)
{
    if (!lastInbound)
        return std::nullopt;
    return *lastInbound + kWindowLength;
}

bool isWindowOpen(std::optional<Timestamp> lastInbound, Timestamp now)
{
    const auto closesAt = windowClosesAt(lastInbound);
    return closesAt && now < *closesAt;
}

} // namespace counterbell::inbox
