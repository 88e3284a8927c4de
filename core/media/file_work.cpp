// SPDX-License-Identifier: Apache-2.0
#include "core/media/file_work.h"

#include <QCryptographicHash>
#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace counterbell::media
{

using namespace Qt::StringLiterals;

namespace
{

const auto kUnfinished = u"unfinished"_s;
const auto kFetched = u"fetched"_s;

struct Place {
    QString folder;
    QString path;
};

Place placeOf(const QString &folder, const QString &sha256)
{
    const auto inner = folder + u'/' + sha256.left(2);
    return {inner, inner + u'/' + sha256.mid(2)};
}

bool isHash(const QString &sha256)
{
    static const QRegularExpression shape(u"\\A[0-9a-f]{64}\\z"_s);
    return shape.match(sha256).hasMatch();
}

/// A rename is on disk once its folder is.
bool syncFolder(const QString &folder)
{
    const int fd = ::open(QFile::encodeName(folder).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return false;
    const bool isSynced = ::fsync(fd) == 0;
    ::close(fd);
    return isSynced;
}

bool makeFolder(const QString &folder, const QString &parent)
{
    if (::mkdir(QFile::encodeName(folder).constData(), 0700) != 0)
        return errno == EEXIST;
    return syncFolder(parent);
}

enum class Sync { Now, Later };

bool writeTo(const QString &path, const QByteArray &bytes, int how, Sync sync)
{
    const int fd = ::open(QFile::encodeName(path).constData(), O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW | how, 0600);
    if (fd < 0)
        return false;
    qsizetype written = 0;
    while (written < bytes.size()) {
        const auto some = ::write(fd, bytes.constData() + written, size_t(bytes.size() - written));
        if (some < 0 && errno == EINTR)
            continue;
        if (some <= 0)
            break;
        written += some;
    }
    const bool isWhole = written == bytes.size() && (sync == Sync::Later || ::fsync(fd) == 0);
    return ::close(fd) == 0 && isWhole;
}

bool putInPlace(const QString &path, const QString &folder, const QString &sha256)
{
    const auto place = placeOf(folder, sha256);
    return makeFolder(place.folder, folder) &&
           ::rename(QFile::encodeName(path).constData(), QFile::encodeName(place.path).constData()) == 0 &&
           syncFolder(place.folder);
}

} // namespace

std::optional<QString> keepFile(const QString &folder, const QByteArray &bytes)
{
    const auto sha256 = QString::fromLatin1(QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex());
    const auto place = placeOf(folder, sha256);
    if (QFile file(place.path); file.exists() && file.size() == bytes.size())
        return sha256;
    if (!makeFolder(folder, folder + u"/.."_s))
        return std::nullopt;
    const auto unfinished = folder + u'/' + kUnfinished;
    if (!writeTo(unfinished, bytes, O_TRUNC, Sync::Now) || !putInPlace(unfinished, folder, sha256)) {
        ::unlink(QFile::encodeName(unfinished).constData());
        return std::nullopt;
    }
    return sha256;
}

std::optional<QByteArray> readFile(const QString &folder, const QString &sha256, qint64 offset, qint64 limit)
{
    QFile file(placeOf(folder, sha256).path);
    if (!isHash(sha256) || !file.open(QIODevice::ReadOnly))
        return std::nullopt;
    if (offset >= file.size())
        return QByteArray("");
    return file.seek(offset) ? std::optional(file.read(limit)) : std::nullopt;
}

QStringList listFiles(const QString &folder)
{
    ::unlink(QFile::encodeName(folder + u'/' + kUnfinished).constData());
    QStringList found;
    QDirIterator files(folder, QDir::Files | QDir::NoSymLinks, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const auto path = files.next();
        const auto sha256 = path.mid(folder.size() + 1).remove(u'/');
        if (isHash(sha256))
            found << sha256;
    }
    return found;
}

bool removeFile(const QString &folder, const QString &sha256)
{
    return isHash(sha256) && QFile::remove(placeOf(folder, sha256).path);
}

bool addFetched(const QString &folder, const QByteArray &bytes, bool isFirst)
{
    return makeFolder(folder, folder + u"/.."_s) &&
           writeTo(folder + u'/' + kFetched, bytes, isFirst ? O_TRUNC : O_APPEND, Sync::Later);
}

bool keepFetched(const QString &folder, const QString &sha256)
{
    QFile file(folder + u'/' + kFetched);
    return isHash(sha256) && file.open(QIODevice::ReadOnly) && ::fsync(file.handle()) == 0 &&
           putInPlace(file.fileName(), folder, sha256);
}

bool dropFetched(const QString &folder)
{
    ::unlink(QFile::encodeName(folder + u'/' + kFetched).constData());
    return true;
}

} // namespace counterbell::media
