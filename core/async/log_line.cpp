// SPDX-License-Identifier: Apache-2.0
#include "core/async/log_line.h"

#include <QDateTime>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace counterbell
{

namespace
{
QLatin1StringView levelName(QtMsgType type)
{
    switch (type) {
    case QtDebugMsg:
        return "debug"_L1;
    case QtInfoMsg:
        return "info"_L1;
    case QtWarningMsg:
        return "warning"_L1;
    case QtCriticalMsg:
        return "error"_L1;
    case QtFatalMsg:
        break;
    }
    return "fatal"_L1;
}
} // namespace

QString maskNumbers(const QString &text)
{
    // A date begins with four digits and a dash, which no phone number that we write does.
    static const QRegularExpression number(uR"((?<![\w.])(?!\d{4}-\d{2}-\d{2})\+?\(?\d(?:[ ()-]{0,2}\d){6,}(?!\w))"_s);
    QString masked;
    qsizetype from = 0;
    for (auto matches = number.globalMatch(text); matches.hasNext();) {
        const auto match = matches.next();
        QString digits;
        for (const auto c : match.captured()) {
            if (c.isDigit())
                digits += c;
        }
        masked += QStringView(text).mid(from, match.capturedStart() - from);
        masked += u'…';
        masked += QStringView(digits).right(3);
        from = match.capturedEnd();
    }
    masked += QStringView(text).mid(from);
    return masked;
}

QByteArray logLine(const QDateTime &at, QtMsgType type, const char *category, const QString &message)
{
    const QJsonObject line{{u"at"_s, at.toUTC().toString(Qt::ISODateWithMs)},
                           {u"level"_s, QString(levelName(type))},
                           {u"category"_s, QString::fromUtf8(category)},
                           {u"message"_s, maskNumbers(message)}};
    return QJsonDocument(line).toJson(QJsonDocument::Compact);
}

} // namespace counterbell
