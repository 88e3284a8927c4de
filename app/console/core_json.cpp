// SPDX-License-Identifier: Apache-2.0
#include "app/console/core_json.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace counterbell::console
{

bool isLocked(const QString &path, qint64 holder)
{
    struct stat lock = {};
    if (holder <= 0 || ::stat(QFile::encodeName(path).constData(), &lock) != 0)
        return false;
    // "1: FLOCK  ADVISORY  WRITE 4711 08:02:1234 0 EOF". The device is left out: some file systems say another one
    // here.
    QFile locks(u"/proc/locks"_s);
    if (!locks.open(QIODevice::ReadOnly))
        return false;
    const auto inode = ':' + QByteArray::number(quint64(lock.st_ino));
    for (const auto &line : locks.readAll().split('\n')) {
        const auto words = line.simplified().split(' ');
        const auto flock = words.indexOf("FLOCK");
        if (flock >= 0 && words.size() > flock + 4 && words[flock + 3].toLongLong() == holder &&
            words[flock + 4].endsWith(inode))
            return true;
    }
    return false;
}

std::optional<ui::CoreAddress> readCoreJson(const QString &folder)
{
    const auto path = folder + u"/core.json"_s;
    struct stat owner = {};
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly) || ::fstat(file.handle(), &owner) != 0)
        return std::nullopt;
    if (owner.st_uid != ::getuid() || (owner.st_mode & (S_IRWXG | S_IRWXO)) != 0)
        return std::nullopt;
    const auto content = QJsonDocument::fromJson(file.readAll()).object();
    const ui::CoreAddress address{QUrl(content["url"_L1].toString()), content["token"_L1].toString().toLatin1()};
    if (!address.url.isValid() || address.url.scheme() != u"ws"_s || address.token.isEmpty() ||
        !isLocked(folder + u"/core.lock"_s, content["pid"_L1].toInteger()))
        return std::nullopt;
    return address;
}

} // namespace counterbell::console
