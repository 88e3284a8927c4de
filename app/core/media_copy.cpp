// SPDX-License-Identifier: Apache-2.0
#include "app/core/media_copy.h"

#include "core/media/attachment_repository.h"
#include "core/media/file_work.h"
#include "core/media/shared_file_repository.h"

#include <QCryptographicHash>
#include <QDirIterator>
#include <QRegularExpression>

namespace counterbell
{

using namespace Qt::StringLiterals;
using media::SharedFileRepository;

namespace
{

constexpr int kPerRead = 500;

/// Hands over the parts of a file, one in memory at a time; `part(number)` answers none behind the last.
template <class Part, class Take>
void eachPart(Part part, Take take)
{
    for (int number = 0;; ++number) {
        const std::optional<QByteArray> bytes = part(number);
        if (!bytes || bytes->isEmpty())
            return;
        take(number, *bytes);
    }
}

template <class Part>
QString hashOf(Part part)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    eachPart(part, [&hash](int, const QByteArray &bytes) { hash.addData(bytes); });
    return QString::fromLatin1(hash.result().toHex());
}

/// False when the file isn't in the folder as it was.
bool putFile(store::Tx &tx, const QString &folder, const QString &sha256)
{
    const auto partOf = [&](int number) {
        return media::readFile(folder, sha256, number * SharedFileRepository::kPart, SharedFileRepository::kPart);
    };
    if (hashOf(partOf) != sha256)
        return false;
    const SharedFileRepository files;
    qint64 size = 0;
    eachPart(partOf, [&](int number, const QByteArray &bytes) {
        files.put(tx, sha256, number, bytes);
        size += bytes.size();
    });
    return files.finish(tx, sha256, size) && files.claim(tx, sha256);
}

} // namespace

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

tl::expected<CopiedFiles, QString> copyMediaInto(store::Tx &tx, const QString &mediaFolder)
{
    CopiedFiles files;
    std::vector<QString> some{QString()};
    while (!(some = media::AttachmentRepository().filesAfter(tx, some.back(), kPerRead)).empty()) {
        for (const auto &sha256 : some) {
            if (!putFile(tx, mediaFolder, sha256)) {
                qWarning("migrate-store: the file %s isn't in the data folder", qUtf8Printable(sha256));
                ++files.missing;
                continue;
            }
            const auto arrived = [&](int number) { return SharedFileRepository().part(tx, sha256, number); };
            if (hashOf(arrived) != sha256)
                return tl::unexpected(u"The file %1 did not arrive as it was."_s.arg(sha256));
            ++files.copied;
        }
    }
    return files;
}

} // namespace counterbell
