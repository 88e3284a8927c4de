// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/options.h"

#include <memory>

namespace counterbell
{

/// Where the data folder keeps an SQLite database and the copies of it.
inline const QString kDatabaseFile = QStringLiteral("counterbell.sqlite");
inline const QString kBackupFolder = QStringLiteral("backups");

/// How to reach the database that the options name.
[[nodiscard]] inline std::unique_ptr<store::Dialect> dialectFor(const CoreOptions &options)
{
    return options.postgres ? store::postgresDialect(*options.postgres)
                            : store::sqliteDialect({options.dataDir + QLatin1Char('/') + kDatabaseFile});
}

} // namespace counterbell
