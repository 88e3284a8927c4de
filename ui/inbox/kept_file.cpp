// SPDX-License-Identifier: Apache-2.0
#include "ui/inbox/kept_file.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QSaveFile>

namespace counterbell::ui
{

namespace
{

constexpr qint64 kLargest = 8 * 1024 * 1024;

} // namespace

KeptFile::KeptFile(QString path) : m_path(std::move(path)) {}

QJsonArray KeptFile::read() const
{
    QFile file(m_path);
    if (m_path.isEmpty() || file.size() > kLargest || !file.open(QIODevice::ReadOnly))
        return {};
    return QJsonDocument::fromJson(file.readAll()).array();
}

void KeptFile::write(const QJsonArray &items) const
{
    if (m_path.isEmpty())
        return;
    if (items.isEmpty()) {
        QFile::remove(m_path);
        return;
    }
    QDir().mkpath(QFileInfo(m_path).path());
    QSaveFile file(m_path);
    if (!file.open(QIODevice::WriteOnly))
        return;
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    const auto json = QJsonDocument(items).toJson(QJsonDocument::Compact);
    // What can't be written whole leaves what is there: half a file is none.
    if (file.write(json) == json.size() && file.flush())
        file.commit();
}

} // namespace counterbell::ui
