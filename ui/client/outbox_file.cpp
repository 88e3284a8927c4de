// SPDX-License-Identifier: Apache-2.0
#include "ui/client/outbox_file.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QLoggingCategory>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

Q_LOGGING_CATEGORY(lcOutboxFile, "counterbell.client.outbox", QtInfoMsg)

namespace counterbell::ui
{

namespace
{

struct Entries {
    std::vector<Unsent> items;
    static constexpr auto fields() { return std::tuple{field("items", &Entries::items)}; }
};

/// Closes on the way out.
struct Descriptor {
    int fd = -1;
    ~Descriptor()
    {
        if (fd >= 0)
            ::close(fd);
    }
};

bool writeAll(int fd, const QByteArray &bytes)
{
    for (qsizetype done = 0; done < bytes.size();) {
        const auto written = ::write(fd, bytes.constData() + done, size_t(bytes.size() - done));
        if (written < 0 && errno != EINTR)
            return false;
        done += std::max<qsizetype>(written, 0);
    }
    return true;
}

/// A rename is on disk when its folder is.
void syncFolder(const QString &folder)
{
    const Descriptor directory{::open(QFile::encodeName(folder).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
    if (directory.fd >= 0)
        ::fsync(directory.fd);
}

} // namespace

OutboxFile::OutboxFile(const QString &folder, const QString &epoch, MemberId member)
{
    // The epoch is the core's word and no file name.
    const auto name = QCryptographicHash::hash(epoch.toUtf8(), QCryptographicHash::Sha256).toHex().first(16);
    m_path = u"%1/outbox-%2-%3.json"_s.arg(folder, QString::fromLatin1(name), member.toString());
}

std::vector<Unsent> OutboxFile::read() const
{
    QFile file(m_path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    Entries entries;
    JsonProblem problem;
    if (Json<Entries>::read(QJsonDocument::fromJson(file.readAll()).object(), entries, problem))
        return entries.items;
    // Kept aside: somebody wrote this.
    qCWarning(lcOutboxFile, "the outbox can't be read: %s %s", qUtf8Printable(problem.path),
              qUtf8Printable(problem.problem));
    file.close();
    QFile::remove(m_path + u".unreadable"_s);
    QFile::rename(m_path, m_path + u".unreadable"_s);
    return {};
}

bool OutboxFile::write(const std::vector<Unsent> &entries) const
{
    const auto folder = m_path.section(u'/', 0, -2);
    if (!QDir().exists(folder)) {
        if (!QDir().mkpath(folder))
            return false;
        ::chmod(QFile::encodeName(folder).constData(), S_IRWXU);
    }
    const auto path = QFile::encodeName(m_path);
    if (entries.empty()) {
        const bool isGone = ::unlink(path.constData()) == 0 || errno == ENOENT;
        syncFolder(folder);
        return isGone;
    }
    const auto draft = path + ".new";
    const Descriptor file{
        ::open(draft.constData(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, S_IRUSR | S_IWUSR)};
    if (file.fd < 0 || ::fchmod(file.fd, S_IRUSR | S_IWUSR) != 0 ||
        !writeAll(file.fd, QJsonDocument(toJson(Entries{entries})).toJson(QJsonDocument::Compact)) ||
        ::fsync(file.fd) != 0 || ::rename(draft.constData(), path.constData()) != 0)
        return false;
    syncFolder(folder);
    return true;
}

} // namespace counterbell::ui
