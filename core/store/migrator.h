// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/result.h"
#include "core/store/connection.h"

namespace counterbell::store
{

/// One numbered step of the schema. A migration is data: it never calls today's code.
struct Migration {
    int version = 0;
    QString name;
    QString sql;
};

/// The migrations built into the program that concern this dialect, by version.
[[nodiscard]] std::vector<Migration> builtInMigrations(const Dialect &dialect);

/// Brings the schema up to date, one transaction per migration. Refuses with `conflict` and details.problem
/// `newerSchema` (made by a newer version of the program) or `changedMigration` (a checksum differs); details.version
/// names the migration.
[[nodiscard]] Result<> migrate(Connection &db, const std::vector<Migration> &migrations, Timestamp now);

/// What `migrate` would refuse, without changing anything; `notMigrated` where steps are missing.
[[nodiscard]] Result<> checkMigrations(Connection &db, const std::vector<Migration> &migrations);

/// Whether no step was ever made: there is nothing to lose in it.
[[nodiscard]] bool isNewDatabase(Connection &db);

/// Whether `migrate` would change anything: before it does, a backup is due.
[[nodiscard]] bool isMigrationDue(Connection &db, const std::vector<Migration> &migrations);

} // namespace counterbell::store
