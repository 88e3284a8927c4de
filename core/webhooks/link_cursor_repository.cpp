// SPDX-License-Identifier: Apache-2.0
#include "core/webhooks/link_cursor_repository.h"

namespace counterbell::webhooks
{

using namespace Qt::StringLiterals;

QMap<QString, qint64> LinkCursorRepository::all(store::Connection &db) const
{
    QMap<QString, qint64> cursors;
    const auto rows = db.query(u"SELECT spool, seq FROM link_cursors"_s);
    while (rows->next())
        cursors.insert(rows->text(0), rows->integer(1));
    return cursors;
}

qint64 LinkCursorRepository::find(store::Connection &db, const QString &spool) const
{
    const auto row = db.query(u"SELECT seq FROM link_cursors WHERE spool = ?"_s, spool);
    return row->next() ? row->integer(0) : 0;
}

void LinkCursorRepository::advance(store::Tx &tx, const QString &spool, qint64 seq, Timestamp now) const
{
    tx.execute(u"INSERT INTO link_cursors (spool, seq, updated_at) VALUES (?, ?, ?) ON CONFLICT (spool) DO UPDATE "
               "SET seq = excluded.seq, updated_at = excluded.updated_at WHERE link_cursors.seq < excluded.seq"_s,
               spool, seq, now);
}

void LinkCursorRepository::forget(store::Tx &tx, const QString &spool) const
{
    tx.execute(u"DELETE FROM link_cursors WHERE spool = ?"_s, spool);
}

} // namespace counterbell::webhooks
