// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>

namespace counterbell::webhooks
{

/// How long to wait before the next dial: full jitter between `least` and a bound that doubles with each failure
/// up to `most`, so that a relay that comes back isn't met by all its cores at once. `failures` counts the dials
/// since the link was last up, `random` lies in [0, 1).
[[nodiscard]] std::chrono::milliseconds redialDelay(int failures, double random, std::chrono::milliseconds least,
                                                    std::chrono::milliseconds most);

} // namespace counterbell::webhooks
