// SPDX-License-Identifier: Apache-2.0
#include "app/console/last_line.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace counterbell::console
{

QString wordsOf(const QByteArray &line)
{
    const auto message = QJsonDocument::fromJson(line).object()["message"_L1].toString();
    return (message.isEmpty() ? QString::fromUtf8(line) : message).simplified().left(300);
}

QByteArray tellingLine(const QByteArray &text)
{
    const auto lines = text.trimmed().split('\n');
    const auto tells = [](const QByteArray &line) {
        const auto level = QJsonDocument::fromJson(line).object()["level"_L1].toString();
        return !line.isEmpty() && level != u"info"_s && level != u"debug"_s;
    };
    const auto found = std::find_if(lines.rbegin(), lines.rend(), tells);
    return found == lines.rend() ? lines.constLast() : *found;
}

QString lastLineOf(const QString &path)
{
    constexpr qint64 kTail = 8192;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    file.seek(std::max<qint64>(0, file.size() - kTail));
    return wordsOf(tellingLine(file.readAll()));
}

} // namespace counterbell::console
