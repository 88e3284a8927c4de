// SPDX-License-Identifier: Apache-2.0
#include "core/store/backup.h"

#include "core/store/database_check.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QUuid>

#include <sqlite3.h>

#include <cerrno>
#include <cstdio>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace counterbell::store
{

using namespace Qt::StringLiterals;

namespace
{

constexpr int kPagesAtATime = 1024;
constexpr int kMostPerMoment = 3600;
const auto kPrefix = u"counterbell-"_s;
const auto kSuffix = u".sqlite"_s;
const auto kTimeFormat = u"yyyyMMdd'T'HHmmss'Z'"_s;

using Handle = std::unique_ptr<sqlite3, decltype(&sqlite3_close)>;

tl::unexpected<Error> problem(const QString &word, const QString &detail = {})
{
    QJsonObject details{{u"problem"_s, word}};
    if (!detail.isEmpty())
        details.insert(u"detail"_s, detail);
    return refuse(Reason::Internal, details);
}

Handle openHandle(const QString &file, int flags, int &status)
{
    sqlite3 *db = nullptr;
    status = sqlite3_open_v2(QFile::encodeName(file).constData(), &db, flags, nullptr);
    return {db, &sqlite3_close};
}

tl::unexpected<Error> problemOf(int status, sqlite3 *db)
{
    // A quota's end comes as a failed write.
    const auto cause = db ? sqlite3_system_errno(db) : 0;
    if ((status & 0xff) == SQLITE_IOERR && (cause == EDQUOT || cause == EFBIG))
        return problem(u"diskFull"_s);
    switch (status & 0xff) {
    case SQLITE_FULL:
        return problem(u"diskFull"_s);
    case SQLITE_CANTOPEN:
    case SQLITE_READONLY:
    case SQLITE_PERM:
        return problem(u"unwritable"_s);
    default:
        return problem(u"unreadable"_s, QString::fromUtf8(db ? sqlite3_errmsg(db) : sqlite3_errstr(status)));
    }
}

/// Pages of one moment, in portions, so that a stop doesn't wait for gigabytes.
Result<> copyPages(sqlite3 *from, sqlite3 *to, const std::atomic_bool &stop)
{
    // A read that stays open: without it every write of another connection would begin the copy anew.
    if (const auto begun = sqlite3_exec(from, "BEGIN; SELECT COUNT(*) FROM sqlite_schema", nullptr, nullptr, nullptr))
        return problemOf(begun, from);
    auto *copy = sqlite3_backup_init(to, "main", from, "main");
    if (!copy)
        return problemOf(sqlite3_errcode(to), to);
    int status = SQLITE_OK;
    while (status == SQLITE_OK && !stop)
        status = sqlite3_backup_step(copy, kPagesAtATime);
    const auto finished = sqlite3_backup_finish(copy);
    if (status == SQLITE_OK)
        return problem(u"stopped"_s);
    if (status != SQLITE_DONE)
        return problemOf(status, to);
    if (finished != SQLITE_OK)
        return problemOf(finished, to);
    // One file that is whole without a -wal beside it.
    if (const auto single = sqlite3_exec(to, "PRAGMA journal_mode=DELETE", nullptr, nullptr, nullptr))
        return problemOf(single, to);
    return {};
}

bool syncPath(const QString &path, int flags)
{
    const int fd = ::open(QFile::encodeName(path).constData(), flags | O_CLOEXEC);
    if (fd < 0)
        return false;
    const bool isSynced = ::fsync(fd) == 0;
    ::close(fd);
    return isSynced;
}

enum class Check { No, Yes };

Result<qint64> copyTo(const QString &databaseFile, const QString &to, const std::atomic_bool &stop, Check check)
{
    const auto part = to + u".part"_s;
    QFile::remove(part);
    QFile::remove(part + u"-journal"_s); // a killed copy's: it would be played back into this one
    int status = SQLITE_OK;
    const auto from = openHandle(databaseFile, SQLITE_OPEN_READWRITE, status);
    if (status != SQLITE_OK)
        return problem(u"unreadable"_s, QString::fromUtf8(sqlite3_errstr(status)));
    sqlite3_busy_timeout(from.get(), 5000);
    auto target = openHandle(part, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, status);
    if (status != SQLITE_OK)
        return problemOf(status, target.get());
    ::chmod(QFile::encodeName(part).constData(), S_IRUSR | S_IWUSR);
    auto copied = copyPages(from.get(), target.get(), stop);
    target.reset();
    if (copied && !syncPath(part, O_RDONLY))
        copied = problem(u"unwritable"_s);
    // On this thread, and on the copy: the database itself isn't read a second time, and nobody waits for a lock. With
    // 1.5 million messages in 0.7 GB it takes 7 s per GB while the copy is still in memory, and 20 s from a disk, of
    // which a stop has to wait for 0.6 s and 10 s: the first pass over the pages can't be broken off.
    if (copied && check == Check::Yes)
        copied = checkCopy(part, stop);
    if (!copied) {
        QFile::remove(part);
        return tl::unexpected(copied.error());
    }
    const auto bytes = QFileInfo(part).size();
    if (::rename(QFile::encodeName(part).constData(), QFile::encodeName(to).constData()) != 0 ||
        !syncPath(QFileInfo(to).absolutePath(), O_RDONLY | O_DIRECTORY)) {
        QFile::remove(part);
        return problem(u"unwritable"_s);
    }
    return bytes;
}

/// Gives the file the name of this second, or of the next that is free: none that is there is replaced.
Result<Backup> nameBackup(const QString &file, const QString &folder, Timestamp at, const QString &cause)
{
    for (int i = 0; i < kMostPerMoment; ++i, at += std::chrono::seconds(1)) {
        const auto name = QDir(folder).absoluteFilePath(backupName(at, cause));
        if (::renameat2(AT_FDCWD, QFile::encodeName(file).constData(), AT_FDCWD, QFile::encodeName(name).constData(),
                        RENAME_NOREPLACE) == 0) {
            if (!syncPath(folder, O_RDONLY | O_DIRECTORY))
                break;
            return Backup{name, at, QFileInfo(name).size()};
        }
        if (errno != EEXIST)
            break;
    }
    return problem(u"unwritable"_s);
}

} // namespace

Result<qint64> copyDatabase(const QString &databaseFile, const QString &to, const std::atomic_bool &stop)
{
    return copyTo(databaseFile, to, stop, Check::No);
}

Result<qint64> copySoundDatabase(const QString &databaseFile, const QString &to, const std::atomic_bool &stop)
{
    return copyTo(databaseFile, to, stop, Check::Yes);
}

bool mergeLog(const QString &databaseFile)
{
    int status = SQLITE_OK;
    const auto db = openHandle(databaseFile, SQLITE_OPEN_READWRITE, status);
    return status == SQLITE_OK &&
           sqlite3_exec(db.get(), "PRAGMA wal_checkpoint(TRUNCATE)", nullptr, nullptr, nullptr) == SQLITE_OK;
}

QString backupName(Timestamp at, const QString &cause)
{
    return kPrefix + QDateTime::fromMSecsSinceEpoch(toMillis(at), Qt::UTC).toString(kTimeFormat) + u'-' + cause +
           kSuffix;
}

std::vector<Backup> listBackups(const QString &folder)
{
    std::vector<Backup> backups;
    const auto files = QDir(folder).entryInfoList({kPrefix + u'*' + kSuffix}, QDir::Files, QDir::Name | QDir::Reversed);
    for (const auto &file : files) {
        auto at = QDateTime::fromString(file.fileName().mid(kPrefix.size(), 16), kTimeFormat);
        at.setTimeSpec(Qt::UTC);
        if (at.isValid())
            backups.push_back({file.absoluteFilePath(), fromMillis(at.toMSecsSinceEpoch()), file.size()});
    }
    return backups;
}

std::optional<Backup> newestSoundBackup(const QString &folder, const std::atomic_bool &stop)
{
    for (const auto &backup : listBackups(folder)) {
        if (checkCopy(backup.file, stop))
            return backup;
    }
    return std::nullopt;
}

Result<Backup> addBackup(const QString &databaseFile, const QString &folder, Timestamp at, const QString &cause,
                         const std::atomic_bool &stop, int kept)
{
    if (!QDir().mkpath(folder) || ::chmod(QFile::encodeName(folder).constData(), S_IRWXU) != 0)
        return problem(u"unwritable"_s);
    // What a killed process left half written; what is younger may be under way.
    const auto before = QDateTime::currentDateTimeUtc().addDays(-1);
    for (const auto &part : QDir(folder).entryInfoList({kPrefix + u"*.part*"_s}, QDir::Files)) {
        if (part.lastModified() < before)
            QFile::remove(part.absoluteFilePath());
    }
    // A name of its own meanwhile: somebody else may be making one in this second, too.
    const auto unnamed =
        QDir(folder).absoluteFilePath(backupName(at, cause)) + u".part-"_s + QUuid::createUuid().toString(QUuid::Id128);
    if (const auto copied = copySoundDatabase(databaseFile, unnamed, stop); !copied)
        return tl::unexpected(copied.error());
    auto made = nameBackup(unnamed, folder, at, cause);
    if (!made) {
        QFile::remove(unnamed);
        return made;
    }
    int others = 0;
    for (const auto &backup : listBackups(folder)) {
        if (backup.file == made->file || !backup.file.endsWith(u'-' + cause + kSuffix))
            continue;
        if (++others >= kept)
            QFile::remove(backup.file);
    }
    return made;
}

} // namespace counterbell::store
