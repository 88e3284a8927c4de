// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace counterbell::relay
{

/// For sockets, pings and deadlines.
using Steady = std::chrono::steady_clock;
/// For what is kept: milliseconds since 1970, UTC.
using UnixMs = std::int64_t;

[[nodiscard]] UnixMs unixNow();
/// `2026-01-31T09:00:00.000Z`
[[nodiscard]] std::string isoTime(UnixMs at);
/// The Date header's form: `Sat, 31 Jan 2026 09:00:00 GMT`
[[nodiscard]] std::string httpDate(UnixMs at);

} // namespace counterbell::relay
