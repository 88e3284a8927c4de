// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QFile>
#include <QJsonDocument>

namespace counterbell::test
{

/// A file below tests/data; a null document where it is missing or no JSON.
[[nodiscard]] inline QJsonDocument jsonFile(QLatin1StringView name)
{
    QFile file(QLatin1StringView(COUNTERBELL_SOURCE_DIR "/tests/data/") + name);
    return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()) : QJsonDocument();
}

} // namespace counterbell::test
