// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/store/transaction.h"

namespace counterbell::media
{

/// A file that lies in the database.
struct SharedFile {
    qint64 size = 0;
    bool isNeeded = false; ///< some row of attachments names it
};

/// Rows of `media_files` and `media_parts`: the bytes that all cores on one database share (0006_shared_media). SQLite
/// has no such tables. A file that isn't whole counts as one that isn't there.
class SharedFileRepository
{
public:
    /// Small enough for a read's 250 ms on a branch's line (it travels as hexadecimal digits, twice as long), and for
    /// nobody to wait long for the writers' lock; 16 MB are 128 of them.
    static constexpr qint64 kPart = 128 * 1024;
    /// How long a file is kept for the row that is to name it.
    static constexpr std::chrono::minutes kHold{10};

    /// Keeps a file that is there for the row to come; false when it isn't there.
    [[nodiscard]] bool hold(store::Tx &tx, const QString &sha256) const;
    /// One part, counted from zero. The same again is harmless.
    void put(store::Tx &tx, const QString &sha256, int part, const QByteArray &bytes) const;
    /// All parts were put; false when they don't make up so many bytes.
    [[nodiscard]] bool finish(store::Tx &tx, const QString &sha256, qint64 size) const;
    /// The row that names it is written in this very transaction: from now on it stays as long as such a row does.
    /// False when it isn't there.
    [[nodiscard]] bool claim(store::Tx &tx, const QString &sha256) const;

    [[nodiscard]] std::optional<SharedFile> find(store::Connection &db, const QString &sha256) const;
    [[nodiscard]] std::optional<QByteArray> part(store::Connection &db, const QString &sha256, int part) const;
    /// Those of these files that aren't there.
    [[nodiscard]] QStringList lacking(store::Connection &db, const QStringList &sha256s) const;

    /// So many files, whole or not, in the order of their names; those that no row needs and nobody holds are marked.
    struct Entry {
        QString sha256;
        bool isUnused = false;
    };
    [[nodiscard]] std::vector<Entry> after(store::Connection &db, const QString &sha256, int limit) const;
    /// Removes those of these that no row needs and nobody holds; answers how many went.
    int removeUnused(store::Tx &tx, const QStringList &sha256s) const;
};

} // namespace counterbell::media
