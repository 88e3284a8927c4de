// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>

namespace counterbell::relay
{

/// Counts for `/metrics` and for the link's `status` frames. Network thread only.
struct Metrics {
    using ByLimit = std::map<std::string, std::uint64_t, std::less<>>;

    std::uint64_t kept = 0;
    std::uint64_t notKept = 0;
    std::uint64_t framesSent = 0;
    std::uint64_t eventsPushed = 0;
    std::uint64_t linksOpened = 0;
    ByLimit refused;
    /// Since this relay started; only for tenants that exist, so strangers can't make it grow.
    std::unordered_map<std::string, ByLimit> refusedByTenant;

    /// Answers of the public side, by status.
    std::map<int, std::uint64_t> answers;

    void answer(int status) { ++answers[status]; }
    void refuse(std::string_view limit) { count(refused, limit); }
    void refuse(const std::string &tenant, std::string_view limit) { count(refusedByTenant[tenant], limit); }

private:
    static void count(ByLimit &counts, std::string_view limit)
    {
        const auto found = counts.find(limit);
        ++(found == counts.end() ? counts.emplace(limit, 0).first->second : found->second);
    }
};

} // namespace counterbell::relay
