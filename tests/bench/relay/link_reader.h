// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace counterbell::bench
{

/// Dials the relay's link on loopback, takes every frame and acknowledges it, as a core does whose commit costs
/// nothing. Prints `{"up":true}` once it has its welcome, and on SIGTERM
/// `{"events":…, "frames":…, "last":…, "dense":…, "newestAgeMs":[p50, p95, p99]}`. The exit code of the program.
int readLink(unsigned short port, const std::string &token);

} // namespace counterbell::bench
