// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace counterbell::bench
{

/// Posts `request` (its bytes, head and body) so many times a second for so many seconds over a few connections that
/// stay. A time counts from when a request was due, not from when a connection was free for it. Prints
/// `{"sent":…, "refused":…, "ns":[…]}`. The exit code of the program.
int sendPaced(unsigned short port, const std::string &request, int perSecond, int seconds);

} // namespace counterbell::bench
