// SPDX-License-Identifier: Apache-2.0
#include "core/secrets/shared/sealed_repository.h"

#include "core/store/setup_change.h"

namespace counterbell::secrets
{

using namespace Qt::StringLiterals;

namespace
{

void note(store::Tx &tx, const QString &name)
{
    store::noteSetupChange(tx, {store::SetupPart::Secret, name});
}

} // namespace

std::optional<QByteArray> SealedRepository::find(store::Connection &db, const QString &name) const
{
    const auto row = db.query(u"SELECT box FROM sealed_secrets WHERE name = ?"_s, name);
    return row->next() ? std::optional(row->bytes(0)) : std::nullopt;
}

void SealedRepository::write(store::Tx &tx, const QString &name, const QByteArray &box) const
{
    tx.execute(u"INSERT INTO sealed_secrets (name, box) VALUES (?, ?) "
               "ON CONFLICT (name) DO UPDATE SET box = excluded.box"_s,
               name, box);
    note(tx, name);
}

bool SealedRepository::writeOnce(store::Tx &tx, const QString &name, const QByteArray &box) const
{
    if (tx.execute(u"INSERT INTO sealed_secrets (name, box) VALUES (?, ?) ON CONFLICT (name) DO NOTHING"_s, name,
                   box) == 0)
        return false;
    note(tx, name);
    return true;
}

void SealedRepository::remove(store::Tx &tx, const QString &name) const
{
    if (tx.execute(u"DELETE FROM sealed_secrets WHERE name = ?"_s, name) > 0)
        note(tx, name);
}

std::optional<QByteArray> SealedRepository::keyMark(store::Connection &db) const
{
    return find(db, kKeyMark);
}

void SealedRepository::writeKeyMark(store::Tx &tx, const QByteArray &box) const
{
    tx.execute(u"INSERT INTO sealed_secrets (name, box) VALUES (?, ?)"_s, kKeyMark, box);
}

} // namespace counterbell::secrets
