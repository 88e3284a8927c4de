// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>

namespace counterbell::ui
{

/// How long to wait before the next attempt: full jitter between 0.2 s and a bound that doubles with each failure, up
/// to 30 s. `failures` counts attempts since the connection was last up; `random` lies in [0, 1).
[[nodiscard]] std::chrono::milliseconds redialDelay(int failures, double random);

} // namespace counterbell::ui
