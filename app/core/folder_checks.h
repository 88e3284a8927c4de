// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/finding.h"
#include "app/core/options.h"

#include <optional>
#include <vector>

namespace counterbell
{

/// Whether this user may look into the folder; true where there is none.
[[nodiscard]] bool isReadable(const QString &folder);
/// Why nobody can work with the SQLite database that lies in it; nothing where all is well, or none is there.
[[nodiscard]] std::optional<Finding> checkDatabaseFile(const QString &folder);

/// What the file system tells of a data folder: who may read it, whether a core runs on it and answers, how much room
/// there is, and, where the database lies in it, how old the newest backup is. Blocks for a second at most.
[[nodiscard]] std::vector<Finding> checkFolder(const CoreOptions &options, Timestamp now);

} // namespace counterbell
