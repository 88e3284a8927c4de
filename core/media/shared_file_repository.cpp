// SPDX-License-Identifier: Apache-2.0
#include "core/media/shared_file_repository.h"

#include "core/store/id_query.h"

namespace counterbell::media
{

using namespace Qt::StringLiterals;
using store::Query;

namespace
{

/// True of a file `f` that may go.
QString unused(const store::Connection &db)
{
    return u"(f.held_until IS NULL OR f.held_until < %1) AND "
           "NOT EXISTS (SELECT 1 FROM attachments a WHERE a.sha256 = f.sha256)"_s.arg(db.dialect().clockMillis());
}

QString holdEnd(const store::Tx &tx)
{
    const auto hold = std::chrono::milliseconds(SharedFileRepository::kHold).count();
    return u"%1 + %2"_s.arg(tx.dialect().clockMillis()).arg(hold);
}

} // namespace

bool SharedFileRepository::hold(store::Tx &tx, const QString &sha256) const
{
    const auto held = tx.execute(
        u"UPDATE media_files SET held_until = %1 WHERE sha256 = ? AND size IS NOT NULL"_s.arg(holdEnd(tx)), sha256);
    return held > 0;
}

void SharedFileRepository::put(store::Tx &tx, const QString &sha256, int part, const QByteArray &bytes) const
{
    tx.execute(u"INSERT INTO media_files (sha256, held_until) VALUES (?, %1) "
               "ON CONFLICT (sha256) DO UPDATE SET held_until = excluded.held_until"_s.arg(holdEnd(tx)),
               sha256);
    tx.execute(u"INSERT INTO media_parts (sha256, part, bytes) VALUES (?, ?, ?) "
               "ON CONFLICT (sha256, part) DO UPDATE SET bytes = excluded.bytes"_s,
               sha256, part, bytes);
}

bool SharedFileRepository::finish(store::Tx &tx, const QString &sha256, qint64 size) const
{
    // Another program's parts, of another size, may have been left behind these.
    tx.execute(u"DELETE FROM media_parts WHERE sha256 = ? AND part >= ?"_s, sha256, (size + kPart - 1) / kPart);
    const auto finished = tx.execute(u"UPDATE media_files SET size = ? WHERE sha256 = ? AND "
                                     "(SELECT SUM(OCTET_LENGTH(bytes)) FROM media_parts WHERE sha256 = ?) = ?"_s,
                                     size, sha256, sha256, size);
    return finished > 0;
}

bool SharedFileRepository::claim(store::Tx &tx, const QString &sha256) const
{
    const auto claimed =
        tx.execute(u"UPDATE media_files SET held_until = NULL WHERE sha256 = ? AND size IS NOT NULL"_s, sha256);
    return claimed > 0;
}

std::optional<SharedFile> SharedFileRepository::find(store::Connection &db, const QString &sha256) const
{
    const auto row = db.query(u"SELECT f.size, EXISTS (SELECT 1 FROM attachments a WHERE a.sha256 = f.sha256) "
                              "FROM media_files f WHERE f.sha256 = ? AND f.size IS NOT NULL"_s,
                              sha256);
    return row->next() ? std::optional(SharedFile{row->integer(0), row->boolean(1)}) : std::nullopt;
}

std::optional<QByteArray> SharedFileRepository::part(store::Connection &db, const QString &sha256, int part) const
{
    const auto row = db.query(u"SELECT bytes FROM media_parts WHERE sha256 = ? AND part = ?"_s, sha256, part);
    return row->next() ? std::optional(row->bytes(0)) : std::nullopt;
}

QStringList SharedFileRepository::lacking(store::Connection &db, const QStringList &sha256s) const
{
    QSet<QString> there;
    store::readByIds(db, u"SELECT sha256 FROM media_files WHERE sha256 IN (%1) AND size IS NOT NULL"_s,
                     std::vector(sha256s.begin(), sha256s.end()), [&](const Query &row) { there.insert(row.text(0)); });
    auto lacking = sha256s;
    lacking.removeIf([&](const QString &sha256) { return there.contains(sha256); });
    return lacking;
}

std::vector<SharedFileRepository::Entry> SharedFileRepository::after(store::Connection &db, const QString &sha256,
                                                                     int limit) const
{
    std::vector<Entry> entries;
    const auto rows = db.query(u"SELECT f.sha256, CASE WHEN %1 THEN 1 ELSE 0 END FROM media_files f "
                               "WHERE f.sha256 > ? ORDER BY f.sha256 LIMIT ?"_s.arg(unused(db)),
                               sha256, limit);
    while (rows->next())
        entries.push_back({rows->text(0), rows->boolean(1)});
    return entries;
}

int SharedFileRepository::removeUnused(store::Tx &tx, const QStringList &sha256s) const
{
    int removed = 0;
    for (const auto &sha256 : sha256s)
        removed += tx.execute(u"DELETE FROM media_files f WHERE f.sha256 = ? AND "_s + unused(tx), sha256);
    return removed;
}

} // namespace counterbell::media
