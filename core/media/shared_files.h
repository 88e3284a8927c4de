// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/media/shared_file_repository.h"
#include "core/store/store.h"

#include <qcorotask.h>

namespace counterbell::media
{

/// The files that several cores share, part by part, beyond the folder that each has of its own (FileStore). It alone
/// knows whether there are such. Calls and answers are the main thread's, but for claim().
class SharedFiles
{
public:
    virtual ~SharedFiles() = default;

    /// Whether the others have it, or there are none. It doesn't go within ten minutes then, though no row names it.
    [[nodiscard]] virtual QCoro::Task<Result<bool>> hold(QString sha256) = 0;
    /// One part of SharedFileRepository::kPart, counted from zero. The same again is harmless.
    [[nodiscard]] virtual QCoro::Task<Result<>> put(QString sha256, int part, QByteArray bytes) = 0;
    /// All parts were put: from now on it is there. `internal` with details.problem `incomplete`.
    [[nodiscard]] virtual QCoro::Task<Result<>> finish(QString sha256, qint64 size) = 0;
    /// For the transaction in which a row begins to name a file, on the writer's thread: nobody is told of a file that
    /// isn't there. `internal` with details.problem `fileGone`.
    [[nodiscard]] virtual Result<> claim(store::Tx &tx, const QString &sha256) const = 0;

    /// `notFound` when the others haven't got it.
    [[nodiscard]] virtual QCoro::Task<Result<SharedFile>> find(QString sha256) = 0;
    [[nodiscard]] virtual QCoro::Task<Result<QByteArray>> part(QString sha256, int part) = 0;
    /// Those of these that the others haven't got.
    [[nodiscard]] virtual QCoro::Task<Result<QStringList>> lacking(QStringList sha256s) = 0;
    /// Removes what no row needs any more; answers how many files went.
    [[nodiscard]] virtual QCoro::Task<int> clear() = 0;
};

/// Of a database that may have several cores they lie in it; else there are none.
[[nodiscard]] std::unique_ptr<SharedFiles> sharedFilesOf(store::Store &store);

} // namespace counterbell::media
