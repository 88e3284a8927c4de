// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/result.h"
#include "core/store/connection.h"

#include <atomic>

namespace counterbell::store
{

/// Whether the database is sound: every page and index, every reference, a schema that this program knows and has in
/// full, and a shop in it. Changes nothing; takes as long as reading all of it. Refusals are Conflict with
/// details.problem: notCounterbell (somebody else's tables, or none), unreadable, damaged, foreignKeys (these with
/// `detail`), noShop, or one of checkMigrations'.
/// PostgreSQL looks after its own pages and references; of it only the rest is checked.
[[nodiscard]] Result<> checkDatabase(Connection &db);

/// The same for the pages, indexes and references alone, of an SQLite file that nobody writes to: a copy. Opens it for
/// reading, so that it stays one file, with nothing beside it. Blocking work, for the thread that copies. Refusals are
/// Conflict with details.problem: unreadable, damaged, foreignKeys (each with `detail`), stopped.
[[nodiscard]] Result<> checkCopy(const QString &file, const std::atomic_bool &stop);

/// Whether the error says that the data itself is not sound, and not that there was no room, or no permission.
[[nodiscard]] bool isDamage(const Error &error);

} // namespace counterbell::store
