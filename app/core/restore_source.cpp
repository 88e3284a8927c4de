// SPDX-License-Identifier: Apache-2.0
#include "app/core/restore_source.h"

#include "app/core/backups.h"
#include "core/store/database_check.h"

#include <QFile>
#include <QFileInfo>
#include <QJsonArray>

#include <sys/stat.h>

namespace counterbell
{

using namespace Qt::StringLiterals;

namespace
{

const std::atomic_bool kGoesOn = false;

/// Also by another path, a link, or a second name.
bool isSameFile(const QString &a, const QString &b)
{
    struct stat one = {}, other = {};
    return ::stat(QFile::encodeName(a).constData(), &one) == 0 &&
           ::stat(QFile::encodeName(b).constData(), &other) == 0 && one.st_dev == other.st_dev &&
           one.st_ino == other.st_ino;
}

/// A backup of an older version is fine.
Result<> check(const QString &file)
{
    const auto dialect = store::sqliteDialect({file});
    try {
        store::Connection db(*dialect, u"restoring"_s, true);
        const auto checked = store::checkDatabase(db);
        return checked || problemWord(checked.error()) == u"notMigrated"_s ? Result<>{} : checked;
    } catch (const store::SqlError &error) {
        return refuse(Reason::Internal,
                      {{u"problem"_s, u"unreadable"_s}, {u"detail"_s, QString::fromUtf8(error.what())}});
    }
}

Result<> takeIn(const QString &source, const QString &to)
{
    if (const auto copied = store::copyDatabase(source, to, kGoesOn); !copied)
        return tl::unexpected(copied.error());
    auto checked = check(to);
    if (!checked)
        QFile::remove(to);
    return checked;
}

/// Whether another backup would fare no better: this one isn't what is wrong.
bool isOurTrouble(const QString &problem)
{
    return problem == u"diskFull"_s || problem == u"unwritable"_s;
}

tl::expected<RestoreSource, CommandReport> takeNewest(const DataFolder &folder, const QString &to)
{
    const auto backups = store::listBackups(folder.path(kBackupFolder));
    if (backups.empty())
        return tl::unexpected(notDone(u"The data folder holds no backup; name one with --from."_s, u"noBackup"_s));
    RestoreSource source;
    for (const auto &backup : backups) {
        const auto taken = takeIn(backup.file, to);
        source.file = backup.file;
        if (taken)
            return source;
        const auto problem = problemWord(taken.error());
        if (isOurTrouble(problem))
            return tl::unexpected(notDone(storeSentence(taken.error()), problem));
        source.skipped.push_back({backup.file, problem, storeSentence(taken.error())});
    }
    auto report = notDone(u"None of the %1 backups in the data folder can be used; name another one with --from. "
                          "Nothing was changed."_s.arg(backups.size()),
                          u"noSoundBackup"_s);
    reportSkipped(source.skipped, report);
    return tl::unexpected(report);
}

CommandReport refusalOf(const QString &from, const Error &error, const DataFolder &folder, const QString &to)
{
    const auto problem = problemWord(error);
    if (problem == u"notCounterbell"_s)
        return notDone(u"\"%1\" is no backup of Counterbell. Nothing was changed."_s.arg(from), problem);
    const auto sentence = u"The backup can't be used. "_s + storeSentence(error);
    if (!store::isDamage(error))
        return notDone(sentence, problem);
    const auto other = takeNewest(folder, to);
    if (!other)
        return notDone(sentence + u" The data folder holds no sound one either."_s, problem);
    QFile::remove(to);
    auto report = notDone(
        sentence + u" The newest sound one in the data folder is %1; without --from it is restored."_s.arg(other->file),
        problem);
    report.json.insert(u"soundCopy"_s, other->file);
    return report;
}

/// The database file of what --from names.
tl::expected<QString, CommandReport> fileNamed(const QString &name, const DataFolder &folder)
{
    const QFileInfo from(name);
    const auto file = from.isDir() ? name + u'/' + kDatabaseFile : name;
    if (from.isDir() && !QFileInfo::exists(file) && isUnfinishedCopy(name))
        return tl::unexpected(notDone(
            u"The copy at \"%1\" was never finished; run \"backup --to\" with that folder again, or name another "
            "backup."_s.arg(name),
            u"unfinished"_s));
    if (!QFileInfo(file).isFile())
        return tl::unexpected(notDone(u"There is no backup at \"%1\"."_s.arg(name), u"noBackup"_s));
    if (isSameFile(file, folder.path(kDatabaseFile)))
        return tl::unexpected(notDone(u"\"%1\" is the shop's database itself, not a backup of it; leave out --from to "
                                      "restore the newest backup."_s.arg(name),
                                      u"itself"_s));
    return file;
}

} // namespace

tl::expected<RestoreSource, CommandReport> takeSource(const CoreOptions &options, const DataFolder &folder,
                                                      const QString &to)
{
    if (options.from.isEmpty())
        return takeNewest(folder, to);
    const auto file = fileNamed(options.from, folder);
    if (!file)
        return tl::unexpected(file.error());
    if (const auto taken = takeIn(*file, to); !taken)
        return tl::unexpected(refusalOf(options.from, taken.error(), folder, to));
    return RestoreSource{*file, {}};
}

void reportSkipped(const std::vector<RestoreSource::Skipped> &skipped, CommandReport &report)
{
    QJsonArray list;
    for (const auto &one : skipped) {
        report.lines << u"Skipped %1: %2"_s.arg(one.file, one.sentence);
        list << QJsonObject{{u"file"_s, one.file}, {u"problem"_s, one.problem}};
    }
    if (!list.isEmpty())
        report.json.insert(u"skipped"_s, list);
}

} // namespace counterbell
