// SPDX-License-Identifier: Apache-2.0
#include "app/sandbox/json_log.h"

#include <QDateTime>
#include <QJsonDocument>
#include <QJsonObject>

#include <cstdio>

using namespace Qt::StringLiterals;

namespace counterbell::sandbox
{

namespace
{

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

void write(QtMsgType type, const QMessageLogContext &context, const QString &message)
{
    const QJsonObject line{{u"at"_s, QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs)},
                           {u"level"_s, levelOf(type)},
                           {u"category"_s, QString::fromLatin1(context.category)},
                           {u"message"_s, message}};
    // One call, so that lines of this program and of its children don't run into each other.
    const auto bytes = QJsonDocument(line).toJson(QJsonDocument::Compact) + '\n';
    std::fwrite(bytes.constData(), 1, static_cast<size_t>(bytes.size()), stderr);
}

} // namespace

void logAsJson()
{
    qInstallMessageHandler(&write);
}

} // namespace counterbell::sandbox
