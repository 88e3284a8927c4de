// SPDX-License-Identifier: Apache-2.0
#include "app/core/backups.h"
#include "app/core/commands.h"
#include "app/core/media_copy.h"
#include "core/store/database_check.h"

#include <QDir>
#include <QFile>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace counterbell
{

using namespace Qt::StringLiterals;

namespace
{

/// A command isn't stopped half way: it is killed, and what it left half written goes at the next one.
const std::atomic_bool kGoesOn = false;
/// What the database is called in a folder whose media aren't all there yet; "restore" doesn't take it.
const auto kUnfinished = kDatabaseFile + u".unfinished"_s;

/// The next step after a damaged database is always the same; what it would bring back is not.
CommandReport notCopied(const CoreOptions &options, const Error &error)
{
    if (!store::isDamage(error))
        return notDone(storeSentence(error), problemWord(error));
    const auto sentence = storeSentence(error) + u" No copy of it was kept; the former copies are all still there."_s;
    const auto sound = store::newestSoundBackup(options.dataDir + u'/' + kBackupFolder, kGoesOn);
    if (!sound)
        return notDone(sentence +
                           u" The data folder holds no sound one: stop the core and run \"restore --from\" with a "
                           "copy that lies elsewhere."_s,
                       problemWord(error));
    auto report = notDone(sentence + u" Stop the core and run \"restore\": the newest sound copy is %1, of %2."_s.arg(
                                         sound->file, utcText(toMillis(sound->at))),
                          problemWord(error));
    report.json.insert(u"soundCopy"_s, sound->file);
    return report;
}

/// The folder that a copy is written to, held for as long as it is: two that write there would mix. The system lets go
/// of it when the process ends, however it ends.
class HeldFolder
{
public:
    explicit HeldFolder(const QString &folder)
        : m_fd(::open(QFile::encodeName(folder).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC))
    {
    }
    ~HeldFolder()
    {
        if (m_fd >= 0)
            ::close(m_fd);
    }
    HeldFolder(const HeldFolder &) = delete;

    [[nodiscard]] bool take() const { return m_fd >= 0 && ::flock(m_fd, LOCK_EX | LOCK_NB) == 0; }
    [[nodiscard]] bool sync() const { return ::fsync(m_fd) == 0; }

private:
    int m_fd;
};

constexpr auto kEverything = QDir::AllEntries | QDir::NoDotAndDotDot | QDir::Hidden | QDir::System;

CommandReport backUpInside(const CoreOptions &options, const QString &database, Timestamp now)
{
    const auto folder = options.dataDir + u'/' + kBackupFolder;
    const auto made = store::addBackup(database, folder, now, u"manual"_s, kGoesOn);
    if (!made)
        return notCopied(options, made.error());
    return {0,
            {u"Copied the database to %1 (%2)."_s.arg(made->file, sizeText(made->bytes))},
            {{u"file"_s, made->file}, {u"bytes"_s, made->bytes}, {u"at"_s, toIso(made->at)}}};
}

CommandReport backUpTo(const CoreOptions &options, const QString &database, Timestamp now)
{
    QDir target(options.to);
    const auto refusal = [&](const QString &sentence, const QString &problem) {
        return notDone(sentence.arg(options.to), problem);
    };
    if (!target.mkpath(u"."_s))
        return refusal(u"The folder \"%1\" can't be made."_s, u"unwritable"_s);
    const HeldFolder held(options.to);
    if (!held.take())
        return refusal(u"Another copy is being written to \"%1\", or it can't be read."_s, u"busy"_s);
    if (!target.isEmpty(kEverything) && !isUnfinishedCopy(options.to))
        return refusal(u"The folder \"%1\" isn't empty; name one that doesn't exist yet."_s, u"notEmpty"_s);
    if (::chmod(QFile::encodeName(options.to).constData(), S_IRWXU) != 0)
        return refusal(u"The folder \"%1\" isn't yours; name one that doesn't exist yet."_s, u"unwritable"_s);
    // The database first: what it names is still there when the files are copied, and more than that does no harm. Of
    // what was broken off the files stay, they are named by their content; the database is copied anew. It gets its
    // name last, and so is there only together with its files.
    const auto bytes = store::copySoundDatabase(database, target.filePath(kUnfinished), kGoesOn);
    if (!bytes)
        return notCopied(options, bytes.error());
    const auto media = copyMedia(options.dataDir, options.to);
    if (!media)
        return notDone(u"The media files can't all be copied to \"%1\": %2."_s.arg(options.to, media.error()),
                       u"media"_s);
    if (!QFile::rename(target.filePath(kUnfinished), target.filePath(kDatabaseFile)) || !held.sync())
        return refusal(u"The copy at \"%1\" can't be given its name; run the same command again."_s, u"unwritable"_s);
    return {0,
            {u"Copied the database (%1) and %2 media files to %3."_s.arg(sizeText(*bytes)).arg(*media).arg(options.to)},
            {{u"folder"_s, options.to}, {u"bytes"_s, *bytes}, {u"at"_s, toIso(now)}, {u"media"_s, *media}}};
}

} // namespace

bool isUnfinishedCopy(const QString &folder)
{
    const auto part = kUnfinished + u".part"_s;
    const auto names = QDir(folder).entryList(kEverything);
    const QStringList ours{kUnfinished, part, part + u"-journal"_s, kMediaFolder};
    return (names.contains(kUnfinished) || names.contains(part)) &&
           std::all_of(names.begin(), names.end(), [&](const QString &name) { return ours.contains(name); });
}

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
