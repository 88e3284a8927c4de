// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/store/dialect.h"

#include <QJsonObject>

#include <tl/expected.hpp>

#include <vector>

namespace counterbell
{

/// What `migrate-store` has copied.
struct StoreMigration {
    struct Table {
        QString name;
        qint64 rows = 0;
    };
    std::vector<Table> tables;
    qint64 searchable = 0; ///< messages that were indexed anew

    /// {tables: [{name, rows}], rows, searchable}
    [[nodiscard]] QJsonObject toJson() const;
};

/// Copies a whole workspace from SQLite into an empty PostgreSQL database: all rows under their ids, the next ids, and
/// the search index anew. One transaction, in which the rows of each table are counted on both sides before it commits:
/// whatever stops it leaves the target empty and the source as it was. The source must have been opened by this very
/// version before. A sentence when it can't be done.
[[nodiscard]] tl::expected<StoreMigration, QString> migrateStore(const store::Dialect &from, const store::Dialect &to);

} // namespace counterbell
