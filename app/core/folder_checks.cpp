// SPDX-License-Identifier: Apache-2.0
#include "app/core/folder_checks.h"

#include "app/core/backups.h"
#include "app/core/command_report.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QStorageInfo>
#include <QTcpSocket>
#include <QUrl>

#include <cerrno>
#include <unistd.h>

namespace counterbell
{

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

constexpr qint64 kLittle = 1'000'000'000;
constexpr qint64 kTooLittle = 100'000'000;
constexpr auto kOldBackup = 48h;
constexpr int kConnectMs = 1000;

constexpr auto kOthers =
    QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup | QFile::ReadOther | QFile::WriteOther | QFile::ExeOther;

Finding privacy(const QDir &folder)
{
    QStringList open;
    if (QFileInfo(folder.path()).permissions() & kOthers)
        open << folder.path();
    for (const auto &file : folder.entryInfoList(QDir::Files | QDir::Hidden)) {
        if (file.permissions() & kOthers)
            open << file.fileName();
    }
    if (open.isEmpty())
        return {u"folder"_s, HealthStatus::Ok, u"only its owner may read it"_s};
    return {u"folder"_s, HealthStatus::Failed,
            u"others on this machine may read %1; take their permissions away (chmod go= )"_s.arg(open.join(u", "_s))};
}

/// Whether somebody holds core.lock, and answers where core.json says.
Finding runningCore(const QDir &folder)
{
    if (!DataFolder::isHeld(folder.path()))
        return {u"core"_s, HealthStatus::Ok, u"no core is running on this folder"_s};
    QFile file(folder.filePath(u"core.json"_s));
    if (!file.open(QIODevice::ReadOnly))
        return {u"core"_s, HealthStatus::Degraded, u"a core holds the folder and is not ready yet"_s};
    const auto json = QJsonDocument::fromJson(file.readAll()).object();
    const QUrl url(json.value(u"url"_s).toString());
    QTcpSocket socket;
    socket.connectToHost(url.host(), quint16(url.port(0)));
    const auto pid = QString::number(json.value(u"pid"_s).toInteger());
    if (!socket.waitForConnected(kConnectMs))
        return {u"core"_s, HealthStatus::Failed,
                u"a core holds the folder (process %1) and does not answer; end it and start it again"_s.arg(pid)};
    return {u"core"_s, HealthStatus::Ok, u"running as process %1 on port %2"_s.arg(pid).arg(url.port())};
}

Finding room(const QDir &folder)
{
    const auto free = QStorageInfo(folder.path()).bytesAvailable();
    const auto text = u"%1 free"_s.arg(sizeText(free));
    if (free < kTooLittle)
        return {u"disk"_s, HealthStatus::Failed, text + u"; make room, or messages can't be kept"_s};
    if (free < kLittle)
        return {u"disk"_s, HealthStatus::Degraded, text + u"; make room soon"_s};
    return {u"disk"_s, HealthStatus::Ok, text};
}

Finding newestBackup(const QDir &folder, Timestamp now)
{
    const auto backups = store::listBackups(folder.filePath(kBackupFolder));
    if (backups.empty())
        return {u"backups"_s, HealthStatus::Degraded,
                u"there is none yet; the running core makes one each day, \"backup\" makes one now"_s};
    const auto text =
        u"the newest is of %1 (%2)"_s.arg(utcText(toMillis(backups.front().at)), sizeText(backups.front().bytes));
    if (now - backups.front().at > kOldBackup)
        return {u"backups"_s, HealthStatus::Degraded, text + u"; is the core running, and is there room?"_s};
    return {u"backups"_s, HealthStatus::Ok, text};
}

} // namespace

bool isReadable(const QString &folder)
{
    return ::access(QFile::encodeName(folder).constData(), R_OK | X_OK) == 0 || errno != EACCES;
}

std::optional<Finding> checkDatabaseFile(const QString &folder)
{
    const QFileInfo file(folder + u'/' + kDatabaseFile);
    // By its bits, too: root may write to anything, and who runs the core may not.
    const bool isReadOnly = !file.isWritable() || !(file.permissions() & QFile::WriteOwner);
    if (!file.exists() || (file.isReadable() && !isReadOnly))
        return std::nullopt;
    return Finding{u"database"_s, HealthStatus::Failed,
                   databaseSentence(file.isReadable() ? u"readonly database"_s : u"unable to open database file"_s)};
}

std::vector<Finding> checkFolder(const CoreOptions &options, Timestamp now)
{
    const QDir folder(options.dataDir);
    std::vector<Finding> findings{privacy(folder), runningCore(folder), room(folder)};
    if (!options.postgres)
        findings.push_back(newestBackup(folder, now));
    return findings;
}

} // namespace counterbell
