// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/options.h"

#include <optional>

namespace counterbell
{

/// Why no new shop may be begun in the options' data folder, though it holds no SQLite database: it has held a shop,
/// whose database was moved to a server, or is gone or empty. One sentence with the way out; nothing where a database
/// is there, or where none has ever been.
///
/// A first start makes the database, whole, before any of the secrets or the copies that tell of a shop here; so one
/// that was killed is never taken for a shop that is gone.
[[nodiscard]] std::optional<QString> missingShop(const CoreOptions &options);

/// Whether a database that isn't empty stands there. SQLite takes an empty file for a new database.
[[nodiscard]] bool hasDatabase(const QString &file);

/// Whether migrate-store has put the data folder's database aside.
[[nodiscard]] bool wasMovedToServer(const QString &dataDir);

} // namespace counterbell
