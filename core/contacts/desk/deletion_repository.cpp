// SPDX-License-Identifier: Apache-2.0
#include "core/contacts/desk/deletion_repository.h"

namespace counterbell::contacts
{

using namespace Qt::StringLiterals;

bool DeletionRepository::add(store::Tx &tx, const QString &sid, Timestamp now) const
{
    return tx.execute(u"INSERT INTO provider_deletions (sid, due_at) VALUES (?, ?) ON CONFLICT (sid) DO NOTHING"_s, sid,
                      now) > 0;
}

std::optional<Deletion> DeletionRepository::due(store::Connection &db, Timestamp now) const
{
    const auto row = db.query(u"SELECT id, sid, tries FROM provider_deletions WHERE due_at <= ? ORDER BY due_at, id "
                              "LIMIT 1"_s,
                              now);
    return row->next() ? std::optional(Deletion{row->integer(0), row->text(1), int(row->integer(2))}) : std::nullopt;
}

std::optional<Timestamp> DeletionRepository::nextDue(store::Connection &db) const
{
    const auto row = db.query(u"SELECT MIN(due_at) FROM provider_deletions"_s);
    return row->next() ? row->maybe(0, &store::Query::time) : std::nullopt;
}

int DeletionRepository::left(store::Connection &db) const
{
    const auto row = db.query(u"SELECT COUNT(*) FROM provider_deletions"_s);
    return row->next() ? int(row->integer(0)) : 0;
}

void DeletionRepository::postpone(store::Tx &tx, const Deletion &deletion, const QString &problem,
                                  Timestamp until) const
{
    tx.execute(u"UPDATE provider_deletions SET tries = tries + 1, problem = ?, due_at = ? WHERE id = ?"_s, problem,
               until, deletion.id);
}

void DeletionRepository::done(store::Tx &tx, const Deletion &deletion) const
{
    tx.execute(u"DELETE FROM provider_deletions WHERE id = ?"_s, deletion.id);
}

} // namespace counterbell::contacts
