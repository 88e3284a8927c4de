// SPDX-License-Identifier: Apache-2.0
#include "app/sandbox/json_log.h"

#include "app/sandbox/sandbox_clock.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMutex>

#include <cstdio>

namespace counterbell::sandbox
{

using namespace Qt::StringLiterals;

namespace
{

constexpr qint64 kMaxBytes = 10 * 1024 * 1024;
constexpr int kKept = 5;

struct LogFile {
    QMutex mutex;
    QString name;
    QFile file;
};

// Qt's message handler is a bare function: what it writes to can't be handed to it.
LogFile &logFile()
{
    static LogFile log;
    return log;
}

QLatin1StringView levelName(QtMsgType type)
{
    switch (type) {
    case QtDebugMsg:
        return "debug"_L1;
    case QtInfoMsg:
        return "info"_L1;
    case QtWarningMsg:
        return "warning"_L1;
    default:
        return "error"_L1;
    }
}

void rotate(QFile *file)
{
    const auto path = file->fileName();
    file->close();
    QFile::remove(path + u".%1"_s.arg(kKept));
    for (int i = kKept - 1; i >= 1; --i)
        QFile::rename(path + u".%1"_s.arg(i), path + u".%1"_s.arg(i + 1));
    QFile::rename(path, path + u".1"_s);
    if (file->open(QFile::WriteOnly | QFile::Append))
        file->setPermissions(QFile::ReadOwner | QFile::WriteOwner);
}

void write(QtMsgType type, const QMessageLogContext &context, const QString &message)
{
    const QJsonObject line{{u"at"_s, isoMillis(QDateTime::currentMSecsSinceEpoch())},
                           {u"level"_s, levelName(type)},
                           {u"category"_s, QString::fromUtf8(context.category)},
                           {u"message"_s, message}};
    const auto text = QJsonDocument(line).toJson(QJsonDocument::Compact) + '\n';
    auto &log = logFile();
    const QMutexLocker locker(&log.mutex);
    std::fwrite(text.constData(), 1, size_t(text.size()), stderr);
    std::fflush(stderr);
    if (!log.file.isOpen())
        return;
    if (log.file.size() + text.size() > kMaxBytes)
        rotate(&log.file);
    log.file.write(text);
    log.file.flush();
}

} // namespace

void startJsonLog(const QString &name)
{
    logFile().name = name;
    qInstallMessageHandler(&write);
}

void keepJsonLogIn(const QString &directory)
{
    auto &log = logFile();
    const QMutexLocker locker(&log.mutex);
    log.file.close();
    log.file.setFileName(QDir(directory).filePath(log.name + u".log"_s));
    if (log.file.open(QFile::WriteOnly | QFile::Append))
        log.file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
}

} // namespace counterbell::sandbox
