// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/store/connection.h"

namespace counterbell
{

/// From now on the database refuses such rows, saying "poisoned", as a broken invariant would: `what` is "INSERT ON
/// messages", `which` a condition on NEW. One rule at a time.
inline void refuseRows(store::Connection &db, const QString &what, const QString &which = QStringLiteral("1 = 1"))
{
    if (db.dialect().kind() == store::Dialect::Kind::Sqlite) {
        db.executeOnce(QStringLiteral("CREATE TRIGGER poison BEFORE %1 WHEN %2 BEGIN SELECT RAISE(ABORT, 'poisoned'); "
                                      "END")
                           .arg(what, which));
        return;
    }
    db.executeOnce(QStringLiteral("CREATE FUNCTION poison() RETURNS trigger LANGUAGE plpgsql AS "
                                  "$$ BEGIN RAISE EXCEPTION 'poisoned'; END $$"));
    db.executeOnce(QStringLiteral("CREATE TRIGGER poison BEFORE %1 FOR EACH ROW WHEN (%2) EXECUTE FUNCTION poison()")
                       .arg(what, which));
}

inline void allowRows(store::Connection &db)
{
    const bool isSqlite = db.dialect().kind() == store::Dialect::Kind::Sqlite;
    db.executeOnce(isSqlite ? QStringLiteral("DROP TRIGGER poison") : QStringLiteral("DROP FUNCTION poison CASCADE"));
}

} // namespace counterbell
