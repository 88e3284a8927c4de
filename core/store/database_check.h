// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/result.h"
#include "core/store/connection.h"

namespace counterbell::store
{

/// Whether the database is sound: every page and index, every reference, a schema that this program knows and has in
/// full, and a shop in it. Changes nothing; takes as long as reading all of it. Refusals are Conflict with
/// details.problem: unreadable, damaged, foreignKeys (each with `detail`), noShop, or one of checkMigrations'.
/// PostgreSQL looks after its own pages and references; of it only the rest is checked.
[[nodiscard]] Result<> checkDatabase(Connection &db);

} // namespace counterbell::store
