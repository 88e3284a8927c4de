// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/relay/clock.h"

#include <algorithm>

namespace counterbell::relay
{

/// Lets `rate` requests a second through, with one second's worth in a burst.
class TokenBucket
{
public:
    explicit TokenBucket(double rate) : m_rate(rate), m_tokens(std::max(rate, 1.0)) {}

    [[nodiscard]] bool take(Steady::time_point now)
    {
        if (!hasAny(now))
            return false;
        m_tokens -= 1.0;
        return true;
    }
    /// Whether `take` would be true, without taking.
    [[nodiscard]] bool hasAny(Steady::time_point now)
    {
        const std::chrono::duration<double> passed = now - m_last;
        m_last = now;
        m_tokens = std::min(std::max(m_rate, 1.0), m_tokens + std::max(passed.count(), 0.0) * m_rate);
        return m_tokens >= 1.0;
    }

private:
    double m_rate;
    double m_tokens;
    Steady::time_point m_last = Steady::now();
};

} // namespace counterbell::relay
