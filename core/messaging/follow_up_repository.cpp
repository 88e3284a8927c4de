// SPDX-License-Identifier: Apache-2.0
#include "core/messaging/follow_up_repository.h"

namespace counterbell::messaging
{

using namespace Qt::StringLiterals;

void FollowUpRepository::askBy(store::Tx &tx, const QString &sid, Timestamp due) const
{
    tx.execute(u"INSERT INTO follow_ups (sid, due_at) VALUES (?, ?) ON CONFLICT (sid) DO UPDATE "
               "SET due_at = excluded.due_at WHERE follow_ups.due_at > excluded.due_at"_s,
               sid, due);
}

void FollowUpRepository::askAgain(store::Tx &tx, const FollowUpRow &row, Timestamp due) const
{
    tx.execute(u"UPDATE follow_ups SET due_at = ?, tries = ? WHERE sid = ?"_s, due, row.tries + 1, row.sid);
}

void FollowUpRepository::finish(store::Tx &tx, const QString &sid) const
{
    tx.execute(u"DELETE FROM follow_ups WHERE sid = ?"_s, sid);
}

std::vector<FollowUpRow> FollowUpRepository::due(store::Connection &db, Timestamp now, int limit) const
{
    std::vector<FollowUpRow> rows;
    const auto q =
        db.query(u"SELECT sid, tries FROM follow_ups WHERE due_at <= ? ORDER BY due_at, sid LIMIT ?"_s, now, limit);
    while (q->next())
        rows.push_back({q->text(0), int(q->integer(1))});
    return rows;
}

std::optional<Timestamp> FollowUpRepository::nextDue(store::Connection &db) const
{
    const auto q = db.query(u"SELECT due_at FROM follow_ups ORDER BY due_at LIMIT 1"_s);
    return q->next() ? std::optional(q->time(0)) : std::nullopt;
}

} // namespace counterbell::messaging
