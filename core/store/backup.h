// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/clock.h"
#include "core/api/result.h"

#include <QString>

#include <atomic>
#include <optional>
#include <vector>

/// Copies of the SQLite database as files of their own. Blocking work, for a thread of the pool or a command; each
/// function opens the database itself, so a copy can be made beside a running core.
namespace counterbell::store
{

/// Copies the database as it is at this moment, while others go on writing, to a file of its own (0600) that appears
/// under its name only once it is whole and on disk. Answers its size in bytes. Refusals are Internal with
/// details.problem: diskFull, unwritable, unreadable (with `detail`), stopped.
[[nodiscard]] Result<qint64> copyDatabase(const QString &databaseFile, const QString &to, const std::atomic_bool &stop);
/// The same, and the copy gets its name only if it is sound: damage is copied as faithfully as the rest. A copy that
/// isn't is removed; details.problem may be damaged or foreignKeys, too (with `detail`).
[[nodiscard]] Result<qint64> copySoundDatabase(const QString &databaseFile, const QString &to,
                                               const std::atomic_bool &stop);

/// Writes what the log beside the database holds into it, so that the file is whole alone; nobody else may have it
/// open. False when that can't be.
[[nodiscard]] bool mergeLog(const QString &databaseFile);

/// A copy in the backup folder.
struct Backup {
    QString file; ///< with its path
    Timestamp at;
    qint64 bytes = 0;
};

/// "counterbell-20261120T081500Z-daily.sqlite"; `cause` is a word of a-z and '-'.
[[nodiscard]] QString backupName(Timestamp at, const QString &cause);
/// Newest first; files of other names are left out.
[[nodiscard]] std::vector<Backup> listBackups(const QString &folder);
/// The newest copy whose pages and references are sound; reads all of it, and of those that are newer.
[[nodiscard]] std::optional<Backup> newestSoundBackup(const QString &folder, const std::atomic_bool &stop);
/// Copies into the folder, which is made where there is none, and removes the oldest of the same cause beyond `kept`:
/// never the new one, though a clock that was once ahead has made others that look younger, and none unless the new
/// one is sound. One that is made within the second of another has the next second's name.
[[nodiscard]] Result<Backup> addBackup(const QString &databaseFile, const QString &folder, Timestamp at,
                                       const QString &cause, const std::atomic_bool &stop, int kept = 7);

} // namespace counterbell::store
