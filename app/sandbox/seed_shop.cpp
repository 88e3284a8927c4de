// SPDX-License-Identifier: Apache-2.0
#include "app/sandbox/seed_shop.h"

#include <QFile>
#include <QJsonDocument>
#include <QRandomGenerator>

using namespace Qt::StringLiterals;

namespace counterbell::sandbox
{

QJsonObject seedShop()
{
    QFile file(u":/seed/halden-rowe.json"_s);
    if (!file.open(QIODevice::ReadOnly))
        qFatal("The seeded shop is not built into this program.");
    return QJsonDocument::fromJson(file.readAll()).object();
}

QString randomHex(int bytes)
{
    QByteArray random;
    for (int i = 0; i < bytes; ++i)
        random.append(static_cast<char>(QRandomGenerator::system()->bounded(256)));
    return QString::fromLatin1(random.toHex());
}

} // namespace counterbell::sandbox
