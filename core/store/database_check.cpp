// SPDX-License-Identifier: Apache-2.0
#include "core/store/database_check.h"

#include "core/store/migrator.h"
#include "core/store/settings_repository.h"

namespace counterbell::store
{

using namespace Qt::StringLiterals;

namespace
{

tl::unexpected<Error> problem(const QString &word, const QString &detail = {})
{
    QJsonObject details{{u"problem"_s, word}};
    if (!detail.isEmpty())
        details.insert(u"detail"_s, detail);
    return refuse(Reason::Conflict, details);
}

/// The first thing that the check has to say, empty where that is "ok" or nothing.
QString complaintOf(Connection &db, const QString &pragma)
{
    const auto rows = db.query(pragma);
    const auto text = rows->next() ? rows->text(0) : QString();
    return text == u"ok"_s ? QString() : text;
}

} // namespace

Result<> checkDatabase(Connection &db)
{
    try {
        if (db.dialect().name() == u"sqlite"_s) {
            if (const auto damage = complaintOf(db, u"PRAGMA integrity_check(1)"_s); !damage.isEmpty())
                return problem(u"damaged"_s, damage);
            if (const auto table = complaintOf(db, u"PRAGMA foreign_key_check"_s); !table.isEmpty())
                return problem(u"foreignKeys"_s, table);
        }
        if (auto known = checkMigrations(db, builtInMigrations(db.dialect())); !known)
            return known;
        return readSettings(db, u"workspace"_s).isEmpty() ? problem(u"noShop"_s) : Result<>{};
    } catch (const SqlError &error) {
        return problem(u"unreadable"_s, QString::fromUtf8(error.what()));
    }
}

} // namespace counterbell::store
