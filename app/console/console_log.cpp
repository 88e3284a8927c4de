// SPDX-License-Identifier: Apache-2.0
#include "app/console/console_log.h"

#include "core/api/fields.h"

#include <QJsonDocument>

#include <cstdio>

using namespace Qt::StringLiterals;

namespace counterbell::console
{

namespace
{

QString levelName(QtMsgType type)
{
    switch (type) {
    case QtDebugMsg:
        return u"debug"_s;
    case QtInfoMsg:
        return u"info"_s;
    case QtWarningMsg:
        return u"warning"_s;
    default:
        return u"error"_s;
    }
}

void write(QtMsgType type, const QMessageLogContext &context, const QString &message)
{
    const QJsonObject line{{u"at"_s, toIso(fromMillis(QDateTime::currentMSecsSinceEpoch()))},
                           {u"level"_s, levelName(type)},
                           {u"category"_s, QString::fromUtf8(context.category)},
                           {u"message"_s, message}};
    const auto text = QJsonDocument(line).toJson(QJsonDocument::Compact) + '\n';
    std::fwrite(text.constData(), 1, size_t(text.size()), stderr);
    std::fflush(stderr);
}

} // namespace

void installLog()
{
    qInstallMessageHandler(write);
}

} // namespace counterbell::console
