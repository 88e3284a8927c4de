// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstdio>

#include <time.h>

namespace counterbell::bench
{

/// The system's monotonic clock, which other processes read, too.
[[nodiscard]] inline std::int64_t nowNs()
{
    return std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::steady_clock::now().time_since_epoch())
        .count();
}

/// What this thread has computed so far: waiting and other processes don't count.
[[nodiscard]] inline std::int64_t threadNs()
{
    timespec spent{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &spent);
    return std::int64_t(spent.tv_sec) * 1'000'000'000 + spent.tv_nsec;
}

/// What this process has computed since it was started, all threads together.
[[nodiscard]] inline std::int64_t processNs()
{
    timespec spent{};
    ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &spent);
    return std::int64_t(spent.tv_sec) * 1'000'000'000 + spent.tv_nsec;
}

/// This process's proportional share of memory; -1 where the kernel doesn't say.
[[nodiscard]] inline std::int64_t pssKib()
{
    auto *file = std::fopen("/proc/self/smaps_rollup", "r");
    if (!file)
        return -1;
    char line[256];
    long long kib = -1;
    while (std::fgets(line, sizeof line, file)) {
        if (std::sscanf(line, "Pss: %lld kB", &kib) == 1)
            break;
    }
    std::fclose(file);
    return kib;
}

} // namespace counterbell::bench
