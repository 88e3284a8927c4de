// SPDX-License-Identifier: Apache-2.0
#include "core/messaging/hosting_repository.h"

namespace counterbell::messaging
{

using namespace Qt::StringLiterals;
using store::Query;

namespace
{

const auto kUnhosted = u"FROM sends WHERE state IN ('held', 'queued') AND media IS NOT NULL AND media_until IS NULL"_s;

} // namespace

std::vector<UnhostedSend> HostingRepository::due(store::Connection &db, Timestamp now, int limit) const
{
    std::vector<UnhostedSend> due;
    const auto rows =
        db.query(u"SELECT id, media_tries %1 AND (media_due_at IS NULL OR media_due_at <= ?) ORDER BY id LIMIT ?"_s.arg(
                     kUnhosted),
                 now, limit);
    while (rows->next())
        due.push_back({rows->id<SendId>(0), int(rows->integer(1))});
    return due;
}

std::optional<Timestamp> HostingRepository::nextDue(store::Connection &db, Timestamp now) const
{
    const auto row = db.query(u"SELECT MIN(COALESCE(media_due_at, ?)) %1"_s.arg(kUnhosted), now);
    return row->next() ? row->maybe(0, &Query::time) : std::nullopt;
}

void HostingRepository::postpone(store::Tx &tx, SendId id, Timestamp dueAt) const
{
    tx.execute(u"UPDATE sends SET media_tries = media_tries + 1, media_due_at = ? WHERE id = ?"_s, dueAt, id);
}

} // namespace counterbell::messaging
