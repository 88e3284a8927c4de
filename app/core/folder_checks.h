// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/finding.h"
#include "app/core/options.h"

#include <vector>

namespace counterbell
{

/// What the file system tells of a data folder: who may read it, whether a core runs on it and answers, how much room
/// there is, and, where the database lies in it, how old the newest backup is. Blocks for a second at most.
[[nodiscard]] std::vector<Finding> checkFolder(const CoreOptions &options, Timestamp now);

} // namespace counterbell
