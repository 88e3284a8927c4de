// SPDX-License-Identifier: Apache-2.0
#include "core/async/rotating_file.h"

#include <utility>

namespace counterbell
{

RotatingFile::RotatingFile(QString path, qint64 maximumBytes, int files)
    : m_path(std::move(path)), m_maximumBytes(maximumBytes), m_files(files), m_file(m_path)
{
}

void RotatingFile::write(const QByteArray &line)
{
    if (!m_file.isOpen() && !open())
        return;
    if (m_file.size() > 0 && m_file.size() + line.size() + 1 > m_maximumBytes) {
        rotate();
        if (!open())
            return;
    }
    m_file.write(line + '\n');
    m_file.flush();
}

bool RotatingFile::open()
{
    if (!m_file.open(QIODevice::WriteOnly | QIODevice::Append))
        return false;
    m_file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    return true;
}

void RotatingFile::rotate()
{
    m_file.close();
    const auto numbered = [this](int n) { return QStringLiteral("%1.%2").arg(m_path).arg(n); };
    QFile::remove(m_files > 1 ? numbered(m_files - 1) : m_path);
    for (int n = m_files - 2; n >= 1; --n)
        QFile::rename(numbered(n), numbered(n + 1));
    if (m_files > 1)
        QFile::rename(m_path, numbered(1));
}

} // namespace counterbell
