// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <optional>

namespace counterbell::messaging
{

using Delay = std::chrono::milliseconds;

/// A send that was certainly not sent is tried this often and this long, then it is failed with providerUnreachable.
/// A shop without internet for an hour loses nothing.
inline constexpr int kMostTries = 200; // with the mean of the jitter the hours end first
inline constexpr std::chrono::hours kLongestTrying{4};

/// How long to wait before the next try of what was NotSent: exponential with full jitter, a random part of 1, 2, 4 …
/// seconds, at most 10 minutes; a Retry-After is waited out first. `tries` have been made (at least 1), `age` is that
/// of the send, `random` lies in [0, 1). Nothing when there is no next try (DESIGN 4, FEATURES OC-52).
[[nodiscard]] std::optional<Delay> nextTry(int tries, Delay age, std::optional<std::chrono::seconds> retryAfter,
                                           double random);

/// The same for an accepted message whose failure says "later" (CodeClass::TryLater): two more attempts, after one to
/// two minutes and after five to ten. `laterTries` have been made.
[[nodiscard]] std::optional<Delay> nextLaterTry(int laterTries, double random);

} // namespace counterbell::messaging
