// SPDX-License-Identifier: Apache-2.0
#include "core/store/database_check.h"

#include "core/store/migrator.h"
#include "core/store/settings_repository.h"

#include <QFile>
#include <QUrl>

#include <sqlite3.h>

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

/// Whether the migrator has ever worked here: other programs have a table of that name, too.
bool isOurs(Connection &db)
{
    const auto rows = db.query(db.dialect().kind() == Dialect::Kind::Sqlite
                                   ? u"SELECT COUNT(*) FROM pragma_table_info('schema_migrations') "
                                     "WHERE name IN ('version', 'checksum', 'applied_at')"_s
                                   : u"SELECT COUNT(*) FROM information_schema.columns "
                                     "WHERE table_schema = current_schema() AND table_name = 'schema_migrations' "
                                     "AND column_name IN ('version', 'checksum', 'applied_at')"_s);
    return rows->next() && rows->integer(0) == 3;
}

const QString kIntegrity = u"PRAGMA integrity_check(1)"_s;
const QString kReferences = u"PRAGMA foreign_key_check"_s;

using Handle = std::unique_ptr<sqlite3, decltype(&sqlite3_close)>;
using Statement = std::unique_ptr<sqlite3_stmt, decltype(&sqlite3_finalize)>;

/// The same as complaintOf, on a file opened for nothing but reading.
Result<QString> complaintIn(sqlite3 *db, const QString &pragma)
{
    sqlite3_stmt *prepared = nullptr;
    auto status = sqlite3_prepare_v2(db, pragma.toUtf8().constData(), -1, &prepared, nullptr);
    const Statement statement(prepared, &sqlite3_finalize);
    if (status == SQLITE_OK)
        status = sqlite3_step(statement.get());
    if (status == SQLITE_INTERRUPT)
        return problem(u"stopped"_s);
    if (status == SQLITE_DONE)
        return QString();
    if (status != SQLITE_ROW)
        return problem(u"unreadable"_s, QString::fromUtf8(sqlite3_errmsg(db)));
    const auto text = QString::fromUtf8(reinterpret_cast<const char *>(sqlite3_column_text(statement.get(), 0)));
    return text == u"ok"_s ? QString() : text;
}

constexpr int kStepsPerLook = 10'000;

int isToStop(void *stop)
{
    return *static_cast<const std::atomic_bool *>(stop) ? 1 : 0;
}

} // namespace

Result<> checkDatabase(Connection &db)
{
    try {
        if (!isOurs(db))
            return problem(u"notCounterbell"_s);
        if (db.dialect().name() == u"sqlite"_s) {
            if (const auto damage = complaintOf(db, kIntegrity); !damage.isEmpty())
                return problem(u"damaged"_s, damage);
            if (const auto table = complaintOf(db, kReferences); !table.isEmpty())
                return problem(u"foreignKeys"_s, table);
        }
        if (auto known = checkMigrations(db, builtInMigrations(db.dialect())); !known)
            return known;
        return readSettings(db, u"workspace"_s).isEmpty() ? problem(u"noShop"_s) : Result<>{};
    } catch (const SqlError &error) {
        return problem(u"unreadable"_s, QString::fromUtf8(error.what()));
    }
}

Result<> checkCopy(const QString &file, const std::atomic_bool &stop)
{
    if (stop)
        return problem(u"stopped"_s);
    // Immutable: one that came here with a log is otherwise given files beside it, which a reader can't remove.
    const auto url =
        "file:" + QUrl::toPercentEncoding(QString::fromUtf8(QFile::encodeName(file)), "/") + "?immutable=1";
    sqlite3 *opened = nullptr;
    const auto status = sqlite3_open_v2(url.constData(), &opened, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, nullptr);
    const Handle db(opened, &sqlite3_close);
    if (status != SQLITE_OK)
        return problem(u"unreadable"_s, QString::fromUtf8(sqlite3_errstr(status)));
    sqlite3_progress_handler(db.get(), kStepsPerLook, &isToStop, const_cast<std::atomic_bool *>(&stop));
    for (const auto &[pragma, word] : {std::pair(kIntegrity, u"damaged"_s), std::pair(kReferences, u"foreignKeys"_s)}) {
        const auto complaint = complaintIn(db.get(), pragma);
        if (!complaint)
            return tl::unexpected(complaint.error());
        if (!complaint->isEmpty())
            return problem(word, *complaint);
    }
    return {};
}

bool isDamage(const Error &error)
{
    const auto word = error.details.value(u"problem"_s).toString();
    return word == u"damaged"_s || word == u"foreignKeys"_s || word == u"unreadable"_s;
}

} // namespace counterbell::store
