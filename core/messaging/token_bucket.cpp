// SPDX-License-Identifier: Apache-2.0
#include "core/messaging/token_bucket.h"

#include <algorithm>
#include <cmath>

namespace counterbell::messaging
{

namespace
{

constexpr double kRounding = 1e-9; // tokens: what repeated refills lose must not cost another wait

using Seconds = std::chrono::duration<double>;

} // namespace

TokenBucket::TokenBucket(double perSecond, double burst, Time now)
    : m_perSecond(std::max(perSecond, 1e-6)), m_burst(std::max(burst, 1.0)), m_tokens(m_burst), m_at(now)
{
}

void TokenBucket::refill(Time now)
{
    if (now <= m_at)
        return;
    m_tokens = std::min(m_burst, m_tokens + Seconds(now - m_at).count() * m_perSecond);
    m_at = now;
}

TokenBucket::Wait TokenBucket::take(double cost, Time now)
{
    const auto wait = waitFor(cost, now);
    if (wait == Wait::zero())
        spend(cost, now);
    return wait;
}

TokenBucket::Wait TokenBucket::waitFor(double cost, Time now)
{
    refill(now);
    const double needed = std::min(cost, m_burst);
    if (m_tokens + kRounding >= needed)
        return Wait::zero();
    return std::chrono::ceil<Wait>(Seconds((needed - m_tokens) / m_perSecond));
}

void TokenBucket::spend(double cost, Time now)
{
    refill(now);
    m_tokens -= std::max(cost, 0.0);
}

double TokenBucket::tokens(Time now)
{
    refill(now);
    return m_tokens;
}

} // namespace counterbell::messaging
