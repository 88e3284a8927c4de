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

QString lastLineOf(const QString &path)
{
    constexpr qint64 kTail = 8192;
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    file.seek(std::max<qint64>(0, file.size() - kTail));
    const auto lines = file.readAll().trimmed().split('\n');
    return wordsOf(lines.constLast());
}

} // namespace counterbell::console
