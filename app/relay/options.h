// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/relay/outcome.h"

#include <string>
#include <vector>

namespace counterbell::relay
{

/// The command line of `counterbell-relay`, read.
struct Options {
    enum class Command { Serve, Help, Version, TenantAdd, TenantList, TenantRotate, TenantRevoke, TenantRemove };

    Command command = Command::Serve;
    std::string config;
    /// The tenant's name (add), or its id or name.
    std::string tenant;
    /// Where the core reaches the relay, if not under `public_url`.
    std::string url;
};

/// Options and words may come in any order; the sentence names what is wrong.
[[nodiscard]] Outcome<Options> parseOptions(const std::vector<std::string> &arguments);
[[nodiscard]] const char *helpText();

} // namespace counterbell::relay
