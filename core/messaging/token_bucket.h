// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>

namespace counterbell::messaging
{

/// Paces one sender: `perSecond` tokens flow in, at most `burst` are kept (SMS long code 1 segment a second, WhatsApp
/// 80 messages: FACTS 1.8, 7). The steady time is passed in. Not thread-safe; one per sender.
class TokenBucket
{
public:
    using Time = std::chrono::steady_clock::time_point;
    using Wait = std::chrono::steady_clock::duration;

    TokenBucket(double perSecond, double burst, Time now);

    /// Zero when `cost` was taken, else how long until it may be asked for again. A cost above the burst is taken from
    /// a full bucket and leaves a debt, so that a long text passes and what follows waits the longer.
    [[nodiscard]] Wait take(double cost, Time now);
    /// What take() would answer.
    [[nodiscard]] Wait waitFor(double cost, Time now);
    /// Takes what has been promised elsewhere, into debt if need be.
    void spend(double cost, Time now);
    [[nodiscard]] double tokens(Time now);
    [[nodiscard]] double burst() const { return m_burst; }

private:
    void refill(Time now);

    double m_perSecond;
    double m_burst;
    double m_tokens;
    Time m_at;
};

} // namespace counterbell::messaging
