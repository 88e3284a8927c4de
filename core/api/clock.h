// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QtGlobal>

#include <chrono>

namespace counterbell
{

/// An instant in UTC with milliseconds, as everything is stored and sent.
using Timestamp = std::chrono::sys_time<std::chrono::milliseconds>;

[[nodiscard]] inline qint64 toMillis(Timestamp at)
{
    return at.time_since_epoch().count();
}
[[nodiscard]] inline Timestamp fromMillis(qint64 ms)
{
    return Timestamp{std::chrono::milliseconds{ms}};
}

/// The business clock: windows, holds, due rows, budgets. In a sandbox workspace it can be moved ahead.
/// Sockets, pings and time-outs use the steady clock instead. Read `now()` once per operation and pass it down.
class Clock
{
public:
    virtual ~Clock() = default;
    [[nodiscard]] virtual Timestamp now() const = 0;
};

} // namespace counterbell
