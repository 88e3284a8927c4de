// SPDX-License-Identifier: Apache-2.0
#include "app/core/data_folder.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QRandomGenerator>
#include <QSaveFile>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace counterbell
{

using namespace Qt::StringLiterals;

namespace
{

constexpr auto kOwnerOnly = QFile::ReadOwner | QFile::WriteOwner;
constexpr qsizetype kTokenBytes = 32;

} // namespace

DataFolder::~DataFolder()
{
    if (m_lock >= 0)
        ::close(m_lock);
}

tl::expected<void, QString> DataFolder::take(const QString &path)
{
    m_path = path;
    if (!QDir().mkpath(path))
        return tl::unexpected(u"The data folder \"%1\" can't be made."_s.arg(path));
    if (::chmod(QFile::encodeName(path).constData(), S_IRWXU) != 0)
        return tl::unexpected(u"The data folder \"%1\" belongs to another user: run this as that one."_s.arg(path));
    m_lock = ::open(QFile::encodeName(this->path(u"core.lock"_s)).constData(), O_RDWR | O_CREAT | O_CLOEXEC,
                    S_IRUSR | S_IWUSR);
    if (m_lock < 0)
        return tl::unexpected(u"The data folder \"%1\" can't be written to."_s.arg(path));
    if (::flock(m_lock, LOCK_EX | LOCK_NB) != 0)
        return tl::unexpected(u"Another core is running on the data folder \"%1\"."_s.arg(path));
    return {};
}

bool DataFolder::isHeld(const QString &path)
{
    const int lock = ::open(QFile::encodeName(path + u"/core.lock"_s).constData(), O_RDONLY | O_CLOEXEC);
    if (lock < 0)
        return false;
    const bool isFree = ::flock(lock, LOCK_SH | LOCK_NB) == 0;
    ::close(lock);
    return !isFree;
}

QByteArray DataFolder::launchToken() const
{
    QFile file(path(u"core.json"_s));
    if (file.open(QIODevice::ReadOnly)) {
        const auto token = QJsonDocument::fromJson(file.readAll()).object().value(u"token"_s).toString().toLatin1();
        if (token.size() == 2 * kTokenBytes)
            return token;
    }
    std::array<quint32, kTokenBytes / 4> words{};
    QRandomGenerator::system()->fillRange(words.data(), words.size());
    return QByteArray(reinterpret_cast<const char *>(words.data()), kTokenBytes).toHex();
}

bool DataFolder::announce(const QUrl &url, const QByteArray &token) const
{
    QSaveFile file(path(u"core.json"_s));
    if (!file.open(QIODevice::WriteOnly) || !file.setPermissions(kOwnerOnly))
        return false;
    const QJsonObject content{{u"url"_s, url.toString()},
                              {u"pid"_s, QCoreApplication::applicationPid()},
                              {u"token"_s, QString::fromLatin1(token)}};
    const auto json = QJsonDocument(content).toJson();
    return file.write(json) == json.size() && file.flush() && file.commit();
}

} // namespace counterbell
