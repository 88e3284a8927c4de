// SPDX-License-Identifier: Apache-2.0
#include "app/sandbox/private_file.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

using namespace Qt::StringLiterals;

namespace counterbell::sandbox
{

bool makePrivateDirectory(const QString &path)
{
    return QDir().mkpath(path) && QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
}

tl::expected<void, QString> writePrivateFile(const QString &path, const QByteArray &bytes)
{
    QSaveFile file(path);
    // A fallback to writing in place would let a reader see half of it.
    file.setDirectWriteFallback(false);
    if (!file.open(QIODevice::WriteOnly) || !file.setPermissions(QFile::ReadOwner | QFile::WriteOwner) ||
        file.write(bytes) != bytes.size() || !file.flush() || !file.commit())
        return tl::unexpected(u"%1 can't be written: %2."_s.arg(path, file.errorString()));
    return {};
}

} // namespace counterbell::sandbox
