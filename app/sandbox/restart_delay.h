// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>

namespace counterbell::sandbox
{

/// How long to wait before a program that died is started again: almost nothing the first time, so that it is back
/// within 2 s, then doubling to 10 s (CONTRACT 1). `deaths` counts those in a row, this one included.
[[nodiscard]] constexpr std::chrono::milliseconds restartDelay(int deaths)
{
    using namespace std::chrono_literals;
    constexpr std::chrono::milliseconds kDelays[] = {100ms, 1s, 2s, 4s, 8s, 10s};
    constexpr int kCount = sizeof kDelays / sizeof kDelays[0];
    return kDelays[deaths < 1 ? 0 : deaths > kCount ? kCount - 1 : deaths - 1];
}

/// A program that ran this long had recovered: its next death is a first one.
inline constexpr std::chrono::seconds kRecovered{15};

} // namespace counterbell::sandbox
