// SPDX-License-Identifier: Apache-2.0
#include "app/core/media_checks.h"

#include "core/media/attachment_repository.h"
#include "core/media/file_work.h"
#include "core/media/shared_file_repository.h"

namespace counterbell
{

using namespace Qt::StringLiterals;

namespace
{

constexpr int kPerRead = 500;

} // namespace

Finding checkMedia(store::Connection &db, const QString &mediaFolder)
{
    size_t known = 0;
    qsizetype missing = 0;
    std::vector<QString> files{QString()};
    while (!(files = media::AttachmentRepository().filesAfter(db, files.back(), kPerRead)).empty()) {
        QStringList absent;
        for (const auto &file : files) {
            if (!media::readFile(mediaFolder, file, 0, 1))
                absent << file;
        }
        if (db.dialect().isShared())
            absent = media::SharedFileRepository().lacking(db, absent);
        known += files.size();
        missing += absent.size();
    }
    const auto place = db.dialect().isShared() ? u"in the database or this folder"_s : u"in this folder"_s;
    if (missing == 0)
        return {u"media"_s, HealthStatus::Ok, u"the %1 files of messages are %2"_s.arg(known).arg(place)};
    return {
        u"media"_s, HealthStatus::Degraded,
        u"of the %1 files of messages %2 are not %3, and can't be opened; copy the folder \"media\" of a backup, or of "
        "the core that had them, into this data folder"_s.arg(known)
            .arg(missing)
            .arg(place)};
}

} // namespace counterbell
