// SPDX-License-Identifier: Apache-2.0
#include "ui/inbox/file_intake.h"

#include "ui/inbox/media_pictures.h"

#include <QBuffer>
#include <QFileInfo>
#include <QMimeDatabase>

using namespace Qt::StringLiterals;

namespace counterbell::ui
{

namespace
{

constexpr int kLook = 40;
constexpr qsizetype kLongestName = 200; // media.upload
constexpr qint64 kLargest = 16 * 1024 * 1024;
constexpr qint64 kLargestPasted = 5 * 1024 * 1024;
constexpr int kJpegQuality = 90;

auto unreadable()
{
    return refuse(Reason::MediaNotAllowed, {{u"problem"_s, u"unreadable"_s}});
}

/// The words of the providers for what a desktop calls otherwise.
QString typeOf(const QString &name, const QByteArray &bytes)
{
    const QMimeDatabase types;
    auto type = types.mimeTypeForData(bytes);
    // A picture is what its bytes are; documents are packages that only their names tell apart.
    if (!type.name().startsWith("image/"_L1))
        type = types.mimeTypeForFileNameAndData(name, bytes);
    const auto word = type.name().toLower();
    return word == "audio/x-opus+ogg"_L1 ? u"audio/ogg"_s : word;
}

Result<TakenFile> keep(const QString &folder, const QString &name, const QString &type, const QByteArray &bytes)
{
    if (auto problem = fileProblem({name, type, bytes.size(), {}}))
        return tl::unexpected(*std::move(problem));
    auto kept = keepFile(folder, name.right(kLongestName), type, bytes);
    if (!kept)
        return tl::unexpected(kept.error());
    return TakenFile{*std::move(kept), decodePicture(bytes, {kLook, kLook})};
}

QByteArray encoded(const QImage &picture, const char *format, int quality)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    return buffer.open(QIODevice::WriteOnly) && picture.save(&buffer, format, quality) ? bytes : QByteArray();
}

} // namespace

Result<TakenFile> takeFile(const QString &folder, const QString &path)
{
    const QFileInfo info(path);
    QFile file(path);
    // A pipe or a device would never end.
    if (!info.isFile() || !file.open(QIODevice::ReadOnly))
        return unreadable();
    if (info.size() > kLargest)
        return refuse(Reason::MediaNotAllowed, {{u"problem"_s, u"tooLarge"_s}, {u"maximum"_s, kLargest}});
    const auto bytes = file.read(kLargest + 1);
    if (file.error() != QFile::NoError)
        return unreadable();
    return keep(folder, info.fileName(), typeOf(info.fileName(), bytes), bytes);
}

Result<TakenFile> takePicture(const QString &folder, const QImage &picture, const QString &name)
{
    const auto png = encoded(picture, "png", -1);
    if (!png.isEmpty() && png.size() <= kLargestPasted)
        return keep(folder, name + u".png"_s, u"image/png"_s, png);
    return keep(folder, name + u".jpg"_s, u"image/jpeg"_s, encoded(picture, "jpg", kJpegQuality));
}

TakenFile lookAt(const OutFile &file)
{
    QFile kept(file.path);
    const auto bytes = kept.open(QIODevice::ReadOnly) ? kept.read(kLargest) : QByteArray();
    return {file, decodePicture(bytes, {kLook, kLook})};
}

FileIntake::FileIntake(QString folder, QObject *parent) : QObject(parent), m_folder(std::move(folder))
{
    m_pool.setMaxThreadCount(1);
}

FileIntake::~FileIntake() = default;

void FileIntake::takePath(int number, const QString &path)
{
    run(number, [folder = m_folder, path] { return takeFile(folder, path); });
}

void FileIntake::takeImage(int number, const QImage &picture, const QString &name)
{
    run(number, [folder = m_folder, picture, name] { return takePicture(folder, picture, name); });
}

void FileIntake::takeKept(int number, const OutFile &file)
{
    run(number, [file]() -> Result<TakenFile> { return lookAt(file); });
}

void FileIntake::run(int number, std::function<Result<TakenFile>()> work)
{
    m_pool.start([this, number, work = std::move(work)] {
        auto done = work();
        QMetaObject::invokeMethod(
            this,
            [this, number, done = std::move(done)] {
                if (done)
                    Q_EMIT taken(number, *done);
                else
                    Q_EMIT refused(number, done.error());
            },
            Qt::QueuedConnection);
    });
}

} // namespace counterbell::ui
