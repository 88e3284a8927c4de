// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/result.h"
#include "core/async/async_mutex.h"
#include "core/media/shared_files.h"

#include <QHash>
#include <QSet>
#include <QThreadPool>

#include <qcorotask.h>

#include <memory>

namespace counterbell::media
{

/// The bytes of attachments, each file under its SHA-256: `<folder>/ab/cdef…`, 0600, whole or not there at all (written
/// beside, synced, renamed). The same bytes are kept once. Which of them are needed is for the database to say.
/// What is kept is given to the other cores, too, and what isn't in this core's folder is fetched from them.
/// Disk work is done on a thread of its own; calls and answers are the main thread's.
class FileStore
{
public:
    /// Takes away what a killed core has left half fetched.
    FileStore(QString folder, SharedFiles &shared);
    /// Finishes what is under way.
    ~FileStore();
    Q_DISABLE_COPY_MOVE(FileStore)

    /// A file that is safe from removeUnheld() while `hold` lives: its row is still to be committed.
    struct Kept {
        QString sha256; ///< lower-case hex
        std::shared_ptr<const void> hold;
    };
    /// Answers once it is on disk, and the other cores have it. `internal` with details.problem `unwritable`, or what
    /// the database said.
    [[nodiscard]] QCoro::Task<Result<Kept>> keep(QByteArray bytes);
    /// For the transaction in which a row begins to name a file that was kept (SharedFiles::claim).
    [[nodiscard]] Result<> claim(store::Tx &tx, const QString &sha256) const { return m_shared.claim(tx, sha256); }
    /// At most `limit` bytes from `offset` on; none beyond the end. `notFound` when there is no such file; any other
    /// error may pass.
    [[nodiscard]] QCoro::Task<Result<QByteArray>> read(QString sha256, qint64 offset, qint64 limit);

    /// Gives the other cores those of these that they haven't got: of a database that is older than its sharing, or was
    /// restored from an older copy.
    QCoro::Task<> shareLacking(QStringList sha256s);
    /// Removes what no row needs from what all cores share; answers how many files went.
    [[nodiscard]] QCoro::Task<int> clearShared() { return m_shared.clear(); }

    /// Every file in the folder. What is kept from now on is safe from the next removeUnheld(), so that a list of
    /// needed files read in between can't be out of date. One at a time.
    [[nodiscard]] QCoro::Task<QStringList> list();
    /// Removes these, but for those that are held or were kept since list(); answers how many went.
    [[nodiscard]] QCoro::Task<int> removeUnheld(QStringList sha256s);

private:
    struct Holds;

    [[nodiscard]] QCoro::Task<std::optional<QByteArray>> readOwn(QString sha256, qint64 offset, qint64 limit);
    /// From the folder to the other cores.
    [[nodiscard]] QCoro::Task<Result<>> share(QString sha256);
    /// From the other cores into the folder.
    [[nodiscard]] QCoro::Task<Result<>> fetch(QString sha256);
    [[nodiscard]] QCoro::Task<Result<>> fetchParts(QString sha256, qint64 size);
    [[nodiscard]] QCoro::Task<Result<QByteArray>> fetchPart(QString sha256, int part);
    QCoro::Task<> removeIfUnheld(QString sha256);

    QString m_folder;
    SharedFiles &m_shared;
    AsyncMutex m_fetching; ///< one at a time: it has one place on the disk, and nobody fetches the same twice
    std::shared_ptr<Holds> m_holds;
    QThreadPool m_thread; ///< waits for its work when it goes
};

} // namespace counterbell::media
