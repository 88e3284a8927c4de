// SPDX-License-Identifier: Apache-2.0
#include "core/messaging/retry_policy.h"

#include <algorithm>
#include <array>

namespace counterbell::messaging
{

using namespace std::chrono_literals;

namespace
{

constexpr Delay kFirst = 1s;
constexpr Delay kLongest = 10min;
constexpr int kMostDoublings = 20; // beyond it kLongest applies anyway, and the shift stays defined

constexpr std::array<Delay, 2> kLater = {1min, 5min};

Delay part(Delay of, double random)
{
    return Delay(static_cast<Delay::rep>(double(of.count()) * std::clamp(random, 0.0, 1.0)));
}

} // namespace

std::optional<Delay> nextTry(int tries, Delay age, std::optional<std::chrono::seconds> retryAfter, double random)
{
    if (tries >= kMostTries)
        return std::nullopt;
    const auto ceiling = std::min(kLongest, kFirst * (1 << std::clamp(tries - 1, 0, kMostDoublings)));
    const Delay asked = std::clamp<std::chrono::seconds>(retryAfter.value_or(0s), 0s, kLongestTrying * 2);
    const auto delay = asked + part(ceiling, random);
    return age + delay <= kLongestTrying ? std::optional(delay) : std::nullopt;
}

std::optional<Delay> nextLaterTry(int laterTries, double random)
{
    if (laterTries < 0 || laterTries >= int(kLater.size()))
        return std::nullopt;
    const auto base = kLater[size_t(laterTries)];
    return base + part(base, random);
}

} // namespace counterbell::messaging
