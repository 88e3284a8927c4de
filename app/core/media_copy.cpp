// SPDX-License-Identifier: Apache-2.0
#include "app/core/media_copy.h"

#include "core/media/file_work.h"

#include <QDirIterator>
#include <QRegularExpression>

namespace counterbell
{

using namespace Qt::StringLiterals;

tl::expected<int, QString> copyMedia(const QString &from, const QString &to)
{
    // Not media::listFiles: it cleans up, and a running core may be writing there.
    static const QRegularExpression place(u"/([0-9a-f]{2})/([0-9a-f]{62})$"_s);
    const auto source = from + u'/' + kMediaFolder;
    const auto target = to + u'/' + kMediaFolder;
    if (!QDir().mkpath(target))
        return tl::unexpected(u"the folder can't be made"_s);
    int copied = 0;
    QDirIterator files(source, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const auto match = place.match(files.next());
        if (!match.hasMatch())
            continue;
        const auto hash = match.captured(1) + match.captured(2);
        if (QFile::exists(target + match.captured(0)))
            continue;
        const auto bytes = media::readFile(source, hash, 0, files.fileInfo().size());
        if (!bytes)
            continue; // retention took it meanwhile
        const auto kept = media::keepFile(target, *bytes);
        if (!kept)
            return tl::unexpected(u"the file %1 can't be written"_s.arg(hash));
        if (*kept != hash)
            return tl::unexpected(u"the file %1 is damaged"_s.arg(hash));
        ++copied;
    }
    return copied;
}

} // namespace counterbell
