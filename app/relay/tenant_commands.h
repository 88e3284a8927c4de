// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/relay/config.h"
#include "app/relay/options.h"

#include <string>

namespace counterbell::relay
{

/// Runs a `tenant …` command; what it has to say on stdout, each line ended.
[[nodiscard]] Outcome<std::string> runTenantCommand(const Options &options, const Config &config);

} // namespace counterbell::relay
