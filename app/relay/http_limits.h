// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdint>

namespace counterbell::relay
{

/// What a stranger may cost us. Every number comes from `[limits]` of the configuration (CONTRACT 4).
struct HttpLimits {
    std::uint64_t bodyBytes = 1024 * 1024;
    std::uint64_t headerBytes = 16 * 1024;
    std::uint64_t headerCount = 64;
    std::uint64_t targetBytes = 2048;
    /// From a request's first byte (or the connection's start) to the end of its header.
    std::chrono::milliseconds header{10'000};
    /// From the header's end to the body's; also the time a client has to take its answer.
    std::chrono::milliseconds body{15'000};
    /// Between two requests on one connection.
    std::chrono::milliseconds idle{60'000};
    std::uint64_t connections = 4096;
    std::uint64_t connectionsPerAddress = 256;
    /// Per tenant, with a burst of one second's worth.
    std::uint64_t requestsPerSecond = 2000;
    std::uint64_t mediaBytes = 16 * 1024 * 1024;
    std::uint64_t mediaStoreBytes = 1024ull * 1024 * 1024;
};

} // namespace counterbell::relay
