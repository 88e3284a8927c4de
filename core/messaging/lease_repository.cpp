// SPDX-License-Identifier: Apache-2.0
#include "core/messaging/lease_repository.h"

namespace counterbell::messaging
{

using namespace Qt::StringLiterals;

std::optional<qint64> takeLease(store::Tx &tx, const QString &holder, std::chrono::milliseconds length)
{
    const auto now = tx.dialect().clockMillis();
    const auto row =
        tx.query(u"INSERT INTO leases (name, term, holder, expires_at) VALUES ('leader', 1, ?, %1 + ?) "
                 "ON CONFLICT (name) DO UPDATE SET term = leases.term + 1, holder = excluded.holder, "
                 "expires_at = excluded.expires_at WHERE leases.expires_at <= %1 RETURNING term"_s.arg(now),
                 holder, qint64(length.count()));
    return row->next() ? std::optional(row->integer(0)) : std::nullopt;
}

bool renewLease(store::Tx &tx, qint64 term, std::chrono::milliseconds length)
{
    return tx.execute(u"UPDATE leases SET expires_at = %1 + ? WHERE name = 'leader' AND term = ?"_s.arg(
                          tx.dialect().clockMillis()),
                      qint64(length.count()), term) == 1;
}

bool isLeaseRunning(store::Connection &db)
{
    const auto row =
        db.query(u"SELECT 1 FROM leases WHERE name = 'leader' AND expires_at > "_s + db.dialect().clockMillis());
    return row->next();
}

void releaseLeasesOf(store::Tx &tx, const QString &holder)
{
    tx.execute(u"UPDATE leases SET expires_at = 0 WHERE name = 'leader' AND holder = ?"_s, holder);
}

qint64 beginTerm(store::Tx &tx)
{
    const auto row = tx.query(u"INSERT INTO leases (name, term, holder, expires_at) VALUES ('leader', 1, 'local', 0) "
                              "ON CONFLICT (name) DO UPDATE SET term = leases.term + 1 RETURNING term"_s);
    return row->next() ? row->integer(0) : 1;
}

bool isLatestTerm(store::Connection &db, qint64 term)
{
    const auto row = db.query(u"SELECT 1 FROM leases WHERE name = 'leader' AND term > ?"_s, term);
    return !row->next();
}

} // namespace counterbell::messaging
