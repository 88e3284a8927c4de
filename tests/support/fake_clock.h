// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/clock.h"

#include <atomic>

namespace counterbell
{

/// A business clock that stands still until it is moved: `clock += 25h`.
class FakeClock : public Clock
{
public:
    explicit FakeClock(Timestamp now = fromMillis(1'780'000'000'000)) : m_now(now) {}
    [[nodiscard]] Timestamp now() const override { return m_now; }
    FakeClock &operator+=(std::chrono::milliseconds by)
    {
        m_now = m_now.load() + by;
        return *this;
    }

private:
    std::atomic<Timestamp> m_now;
};

} // namespace counterbell
