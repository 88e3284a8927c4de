// SPDX-License-Identifier: Apache-2.0
#include "app/core/missing_shop.h"

#include "app/core/database.h"
#include "core/secrets/shop_key.h"
#include "core/store/backup.h"

#include <QDir>
#include <QFileInfo>

namespace counterbell
{

using namespace Qt::StringLiterals;

namespace
{

/// What only a shop leaves behind: its secrets, and what SQLite and `restore` put beside the database.
QStringList tracesOf(const QDir &folder)
{
    return folder.entryList({u"secrets.backend"_s, u"secrets.enc"_s, secrets::kShopKeyFile, kDatabaseFile + u"-wal"_s,
                             kDatabaseFile + u".restoring"_s, kDatabaseFile + u".damaged-*"_s},
                            QDir::Files | QDir::Hidden | QDir::System, QDir::Name);
}

} // namespace

bool hasDatabase(const QString &file)
{
    return QFileInfo(file).size() > 0;
}

bool wasMovedToServer(const QString &dataDir)
{
    return QFileInfo::exists(dataDir + u'/' + kDatabaseFile + u".migrated"_s);
}

std::optional<QString> missingShop(const CoreOptions &options)
{
    const QDir folder(options.dataDir);
    const auto database = folder.filePath(kDatabaseFile);
    if (options.postgres || hasDatabase(database))
        return std::nullopt;
    if (wasMovedToServer(options.dataDir))
        return u"This shop was moved to PostgreSQL: give --store postgresql://…; its old database is %1.migrated in "
               "the data folder \"%2\"."_s.arg(kDatabaseFile, options.dataDir);
    auto traces = tracesOf(folder);
    const bool hasCopies = !store::listBackups(folder.filePath(kBackupFolder)).empty();
    if (traces.isEmpty() && !hasCopies)
        return std::nullopt;
    const bool mayBeOnServer = traces == QStringList{secrets::kShopKeyFile} && !hasCopies;
    if (hasCopies)
        traces << kBackupFolder;
    auto sentence = u"The database %1 is %2, but the data folder \"%3\" has held a shop (%4): "_s.arg(
        kDatabaseFile, QFileInfo::exists(database) ? u"empty"_s : u"missing"_s, options.dataDir, traces.join(u", "_s));
    if (hasCopies)
        sentence += u"\"counterbell-core restore --data %1\" brings back the newest copy"_s.arg(options.dataDir);
    else
        sentence += u"it holds no copy, so name one with \"counterbell-core restore --data %1 --from PATH\""_s.arg(
            options.dataDir);
    if (mayBeOnServer)
        sentence += u", or give --store postgresql://… where the shop is in PostgreSQL"_s;
    return sentence + u"; for a new shop use an empty folder."_s;
}

} // namespace counterbell
