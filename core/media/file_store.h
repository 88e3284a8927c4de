// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/result.h"

#include <QHash>
#include <QSet>
#include <QThreadPool>

#include <qcorotask.h>

#include <memory>

namespace counterbell::media
{

/// The bytes of attachments, each file under its SHA-256: `<folder>/ab/cdef…`, 0600, whole or not there at all (written
/// beside, synced, renamed). The same bytes are kept once. Which of them are needed is for the database to say.
/// Disk work is done on a thread of its own; calls and answers are the main thread's.
class FileStore
{
public:
    explicit FileStore(QString folder);
    /// Finishes what is under way.
    ~FileStore();
    Q_DISABLE_COPY_MOVE(FileStore)

    /// A file that is safe from removeUnheld() while `hold` lives: its row is still to be committed.
    struct Kept {
        QString sha256; ///< lower-case hex
        std::shared_ptr<const void> hold;
    };
    /// Answers once it is on disk. `internal` with details.problem `unwritable`.
    [[nodiscard]] QCoro::Task<Result<Kept>> keep(QByteArray bytes);
    /// At most `limit` bytes from `offset` on; none beyond the end. `notFound` when there is no such file.
    [[nodiscard]] QCoro::Task<Result<QByteArray>> read(QString sha256, qint64 offset, qint64 limit);

    /// Every file there is. What is kept from now on is safe from the next removeUnheld(), so that a list of needed
    /// files read in between can't be out of date. One at a time.
    [[nodiscard]] QCoro::Task<QStringList> list();
    /// Removes these, but for those that are held or were kept since list(); answers how many went.
    [[nodiscard]] QCoro::Task<int> removeUnheld(QStringList sha256s);

private:
    struct Holds;

    QString m_folder;
    std::shared_ptr<Holds> m_holds;
    QThreadPool m_thread; ///< waits for its work when it goes
};

} // namespace counterbell::media
