// SPDX-License-Identifier: Apache-2.0
#include "app/sandbox/json_log.h"

#include <QDateTime>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMutex>

#include <cstdio>

using namespace Qt::StringLiterals;

namespace counterbell::sandbox
{

namespace
{

constexpr qint64 kLargest = 10'000'000;
constexpr int kKept = 5;

// Qt's message handler is a plain function: what it writes to can't be passed in.
QMutex fileLock;
QFile file;

QString levelOf(QtMsgType type)
{
    switch (type) {
    case QtDebugMsg:
        return u"debug"_s;
    case QtInfoMsg:
        return u"info"_s;
    case QtWarningMsg:
        return u"warning"_s;
    case QtCriticalMsg:
    case QtFatalMsg:
        break;
    }
    return u"error"_s;
}

void openFile()
{
    if (file.open(QIODevice::WriteOnly | QIODevice::Append | QIODevice::Unbuffered))
        file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
}

void setFileAside()
{
    const auto name = file.fileName();
    file.close();
    const auto numbered = [&name](int number) { return number == 0 ? name : name + u'.' + QString::number(number); };
    QFile::remove(numbered(kKept - 1));
    for (int number = kKept - 1; number > 0; --number)
        QFile::rename(numbered(number - 1), numbered(number));
    openFile();
}

void write(QtMsgType type, const QMessageLogContext &context, const QString &message)
{
    const QJsonObject line{{u"at"_s, QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs)},
                           {u"level"_s, levelOf(type)},
                           {u"category"_s, QString::fromLatin1(context.category)},
                           {u"message"_s, message}};
    const auto bytes = QJsonDocument(line).toJson(QJsonDocument::Compact) + '\n';
    // One call, so that lines of this program and of its children don't run into each other.
    std::fwrite(bytes.constData(), 1, static_cast<size_t>(bytes.size()), stderr);
    const QMutexLocker locked(&fileLock);
    if (!file.isOpen())
        return;
    if (file.size() + bytes.size() > kLargest)
        setFileAside();
    file.write(bytes);
}

} // namespace

void logAsJson()
{
    qInstallMessageHandler(&write);
}

void logToFile(const QString &path)
{
    const QMutexLocker locked(&fileLock);
    file.close();
    file.setFileName(path);
    openFile();
}

} // namespace counterbell::sandbox
