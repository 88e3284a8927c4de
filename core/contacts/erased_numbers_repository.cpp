// SPDX-License-Identifier: Apache-2.0
#include "core/contacts/erased_numbers_repository.h"

#include <QMessageAuthenticationCode>

namespace counterbell::contacts
{

using namespace Qt::StringLiterals;

bool ErasedNumbers::isErased(store::Connection &db, const QString &phone) const
{
    return db.query(u"SELECT 1 FROM erased_numbers WHERE hash = ?"_s, hashOf(phone))->next();
}

void ErasedNumbers::remember(store::Tx &tx, const QString &phone, Timestamp now) const
{
    tx.execute(u"INSERT INTO erased_numbers (hash, at) VALUES (?, ?) ON CONFLICT (hash) DO NOTHING"_s, hashOf(phone),
               now);
}

void ErasedNumbers::forget(store::Tx &tx, const QString &phone) const
{
    tx.execute(u"DELETE FROM erased_numbers WHERE hash = ?"_s, hashOf(phone));
}

QString ErasedNumbers::hashOf(const QString &phone) const
{
    return QString::fromLatin1(
        QMessageAuthenticationCode::hash(phone.toUtf8(), m_key, QCryptographicHash::Sha256).toHex());
}

} // namespace counterbell::contacts
