// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/command_report.h"
#include "app/core/data_folder.h"
#include "app/core/options.h"

#include <qcorotask.h>

namespace counterbell
{

/// Copies the database, beside a running core, into the data folder's backups or, with --to, together with the media
/// into a new folder, where the database appears last: what was broken off is no backup, and the same command finishes
/// it. A copy that isn't sound is not kept. Secrets are not copied. A PostgreSQL database is copied by its own tools.
/// Blocking. json: {"file" | "folder", "bytes", "at", "media"?: count}; for a damaged database {"error", "problem",
/// "soundCopy"?: the newest backup to restore}.
[[nodiscard]] CommandReport backUp(const CoreOptions &options, Timestamp now);

/// Puts a backup in the place of the data, which is kept as a backup of its own first; where the data is in PostgreSQL
/// its own tools have done that, and this does what else it takes. Unfinished sends wait for a
/// person, open AI turns call one, and consoles and relays see other data than before. The folder is held: no core
/// runs. json: {"from", "skipped"?: newer backups that can't be used, "kept"?, "needsReview", "turns", "media",
/// "secrets"?: whether the data folder holds any}.
[[nodiscard]] QCoro::Task<CommandReport> restore(CoreOptions options, const DataFolder *folder, Timestamp now);

/// Says what is wrong with folder, database, secrets, account and relays; changes nothing.
/// json: {"status", "checks": [{"name", "status": ok | warning | failed, "detail"}]}. Exit code 1 when one failed.
[[nodiscard]] QCoro::Task<CommandReport> doctor(CoreOptions options);

/// Has the journal's requests run through ingest again: by the running core where there is one, else here.
/// json: {"applied", "duplicates", "rejected", "failed"}.
[[nodiscard]] QCoro::Task<CommandReport> replay(CoreOptions options);

/// Copies the SQLite database, the files of messages and the secrets into the PostgreSQL one of `options`, puts the old
/// database aside and removes the old copies of the secrets; their key stays. The folder is held.
/// json: {"tables": [{"name", "rows"}], "rows", "searchable", "files", "missingFiles", "secrets": count}.
[[nodiscard]] QCoro::Task<CommandReport> migrate(CoreOptions options, const DataFolder *folder);

/// Runs the command of `options` on the event loop and prints what it reports; answers the exit code.
int runCommand(const CoreOptions &options);

} // namespace counterbell
