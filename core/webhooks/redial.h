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

/// How long to wait before relays and webhooks are looked at again after the `failures`th failure in a row (from 1 on):
/// 3 s, then doubling to half a minute where a network or a relay may be back any moment (`isPassing`), or to five
/// minutes where a person has to do something first.
[[nodiscard]] std::chrono::milliseconds retryDelay(int failures, bool isPassing);

} // namespace counterbell::webhooks
