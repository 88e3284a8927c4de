// SPDX-License-Identifier: Apache-2.0
#include "core/contacts/takeout/zip_archive.h"

#include <QDirIterator>
#include <QFile>
#include <QPromise>
#include <QThreadPool>

#include <memory>

#include <zip.h>

namespace counterbell::contacts
{

using namespace Qt::StringLiterals;

namespace
{

/// Discards what was begun, unless it was closed: then libzip has written it all.
struct Discard {
    void operator()(zip_t *archive) const { zip_discard(archive); }
};

Result<> failed()
{
    return refuse(Reason::Internal, {{u"problem"_s, u"archive"_s}});
}

constexpr zip_int64_t kWhole = -1;

bool addFile(zip_t *archive, const QString &name, const QString &path)
{
    zip_source_t *source = zip_source_file(archive, QFile::encodeName(path).constData(), 0, kWhole);
    if (source == nullptr)
        return false;
    if (zip_file_add(archive, name.toUtf8().constData(), source, ZIP_FL_ENC_UTF_8) >= 0)
        return true;
    zip_source_free(source);
    return false;
}

Result<> pack(const QString &folder, const QString &path)
{
    std::unique_ptr<zip_t, Discard> owned(
        zip_open(QFile::encodeName(path).constData(), ZIP_CREATE | ZIP_EXCL, nullptr));
    if (!owned)
        return failed();
    const QDir base(folder);
    QDirIterator files(folder, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const auto file = files.next();
        if (!addFile(owned.get(), base.relativeFilePath(file), file))
            return failed();
    }
    auto *archive = owned.release();
    if (zip_close(archive) == 0)
        return {};
    zip_discard(archive);
    return failed();
}

} // namespace

QFuture<Result<>> packAside(const QString &folder, const QString &path)
{
    auto promise = std::make_shared<QPromise<Result<>>>();
    auto future = promise->future();
    promise->start();
    QThreadPool::globalInstance()->start([promise, folder, path] {
        promise->addResult(pack(folder, path));
        promise->finish();
    });
    return future;
}

} // namespace counterbell::contacts
