// SPDX-License-Identifier: Apache-2.0
#include "app/core/backups.h"
#include "app/core/commands.h"
#include "app/core/media_copy.h"

#include <QDir>
#include <QFile>

#include <sys/stat.h>

namespace counterbell
{

using namespace Qt::StringLiterals;

namespace
{

/// A command isn't stopped half way: it is killed, and what it left half written goes at the next one.
const std::atomic_bool kGoesOn = false;

CommandReport backUpInside(const CoreOptions &options, const QString &database, Timestamp now)
{
    const auto folder = options.dataDir + u'/' + kBackupFolder;
    const auto made = store::addBackup(database, folder, now, u"manual"_s, kGoesOn);
    if (!made)
        return notDone(storeSentence(made.error()), problemWord(made.error()));
    return {0,
            {u"Copied the database to %1 (%2)."_s.arg(made->file, sizeText(made->bytes))},
            {{u"file"_s, made->file}, {u"bytes"_s, made->bytes}, {u"at"_s, toIso(made->at)}}};
}

CommandReport backUpTo(const CoreOptions &options, const QString &database, Timestamp now)
{
    QDir target(options.to);
    if (target.exists() && !target.isEmpty(QDir::AllEntries | QDir::NoDotAndDotDot | QDir::Hidden))
        return notDone(u"The folder \"%1\" isn't empty; name one that doesn't exist yet."_s.arg(options.to),
                       u"notEmpty"_s);
    if (!target.mkpath(u"."_s) || ::chmod(QFile::encodeName(options.to).constData(), S_IRWXU) != 0)
        return notDone(u"The folder \"%1\" can't be made."_s.arg(options.to), u"unwritable"_s);
    // The database first: what it names is still there when the files are copied, and more than that does no harm.
    const auto bytes = store::copyDatabase(database, target.filePath(kDatabaseFile), kGoesOn);
    if (!bytes)
        return notDone(storeSentence(bytes.error()), problemWord(bytes.error()));
    const auto media = copyMedia(options.dataDir, options.to);
    if (!media)
        return notDone(u"The media files can't all be copied to \"%1\": %2."_s.arg(options.to, media.error()),
                       u"media"_s);
    return {0,
            {u"Copied the database (%1) and %2 media files to %3."_s.arg(sizeText(*bytes)).arg(*media).arg(options.to)},
            {{u"folder"_s, options.to}, {u"bytes"_s, *bytes}, {u"at"_s, toIso(now)}, {u"media"_s, *media}}};
}

} // namespace

CommandReport backUp(const CoreOptions &options, Timestamp now)
{
    if (options.postgres)
        return notDone(u"A PostgreSQL database is copied by its own tools: pg_dump, or the server's backups. It holds "
                       "the files of messages, too."_s,
                       u"postgresql"_s);
    const auto database = options.dataDir + u'/' + kDatabaseFile;
    if (!QFile::exists(database))
        return notDone(u"There is no shop in the data folder \"%1\"."_s.arg(options.dataDir), u"noShop"_s);
    return options.to.isEmpty() ? backUpInside(options, database, now) : backUpTo(options, database, now);
}

} // namespace counterbell
