// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/media_copy.h"
#include "core/store/dialect.h"

#include <QJsonObject>

#include <tl/expected.hpp>

#include <functional>
#include <vector>

namespace counterbell
{

namespace store
{
class Tx;
}

/// What `migrate-store` has copied.
struct StoreMigration {
    struct Table {
        QString name;
        qint64 rows = 0;
    };
    std::vector<Table> tables;
    qint64 searchable = 0; ///< messages that were indexed anew
    CopiedFiles files;
    /// Whether the server has said that it keeps all of it. If not (the connection broke at that moment), the target
    /// may hold the whole shop, and the source must not be worked with any more.
    bool isConfirmed = true;

    /// {tables: [{name, rows}], rows, searchable, files, missingFiles, confirmed}
    [[nodiscard]] QJsonObject toJson() const;
};

/// Copies a whole workspace from SQLite into an empty PostgreSQL database: all rows under their ids, the next ids, the
/// search index anew, and the files of messages that lie in `mediaFolder`. One transaction, in which the rows of each
/// table are counted on both sides before it commits, and each file is read back: whatever stops it before that leaves
/// the target empty and the source as it was. The source must have been opened by this very version before. `alongside`
/// writes what else belongs into the same transaction. A sentence when it can't be done.
[[nodiscard]] tl::expected<StoreMigration, QString>
migrateStore(const store::Dialect &from, const store::Dialect &to, const QString &mediaFolder,
             const std::function<tl::expected<void, QString>(store::Tx &)> &alongside = {});

} // namespace counterbell
