// SPDX-License-Identifier: Apache-2.0
#include "core/media/media_service.h"

#include "core/media/content_types.h"
#include "core/media/image_header.h"

namespace counterbell::media
{

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

constexpr qint64 kUsualPart = 256 * 1024;
constexpr qint64 kLargestPart = 1024 * 1024;
constexpr qsizetype kLongestName = 200;
constexpr qsizetype kMostUploads = 8;
constexpr auto kIdle = 10min;

tl::unexpected<Error> invalid(const QString &argument, const QString &problem)
{
    return refuse(Reason::InvalidArgument, {{u"argument"_s, argument}, {u"problem"_s, problem}});
}

tl::unexpected<Error> notAllowed(const FileProblem &problem)
{
    QJsonObject details{{u"problem"_s, problem.problem}};
    if (problem.maximum)
        details.insert(u"maximum"_s, *problem.maximum);
    return refuse(Reason::MediaNotAllowed, details);
}

/// The name alone: no folders, nothing that can't be seen.
QString cleanName(QString name)
{
    name = name.section(u'/', -1).section(u'\\', -1);
    name.removeIf([](QChar c) { return !c.isPrint(); });
    return name.trimmed();
}

Result<QByteArray> partOf(const QString &base64)
{
    if (base64.size() > kLargestPart / 3 * 4 + 4)
        return invalid(u"dataBase64"_s, u"tooLarge"_s);
    const auto decoded = QByteArray::fromBase64Encoding(base64.toLatin1(), QByteArray::AbortOnBase64DecodingErrors);
    if (!decoded)
        return invalid(u"dataBase64"_s, u"base64"_s);
    return *decoded;
}

} // namespace

QCoro::Task<Result<MediaChunk>> MediaService::get(GetMedia request)
{
    const auto offset = request.offset.value_or(0);
    const auto limit = request.limit.value_or(kUsualPart);
    if (offset < 0)
        co_return invalid(u"offset"_s, u"range"_s);
    if (limit < 1 || limit > kLargestPart)
        co_return invalid(u"limit"_s, u"range"_s);
    auto reading = m_store.read([request](store::Connection &db) -> Result<AttachmentRow> {
        auto row = AttachmentRepository().find(db, request.attachmentId);
        if (!row)
            return refuse(Reason::NotFound, {{u"what"_s, u"attachment"_s}});
        if (row->shown.state != AttachmentState::Stored)
            return refuse(Reason::Conflict,
                          {{u"problem"_s, u"notStored"_s}, {u"state"_s, QString(wireName(row->shown.state))}});
        return *std::move(row);
    });
    const auto row = co_await std::move(reading);
    if (!row)
        co_return tl::unexpected(row.error());
    const auto bytes = co_await m_files.read(row->sha256, offset, limit);
    if (!bytes)
        co_return tl::unexpected(bytes.error());
    co_return MediaChunk{row->shown.contentType, row->shown.size.value_or(0), QString::fromLatin1(bytes->toBase64())};
}

QCoro::Task<Result<UploadedMedia>> MediaService::upload(Member me, UploadMedia request)
{
    const auto part = partOf(request.dataBase64);
    if (!part)
        co_return tl::unexpected(part.error());
    auto id = request.attachmentId.value_or(AttachmentId{});
    if (!request.attachmentId) {
        const auto begun = co_await begin(me, request);
        if (!begun)
            co_return tl::unexpected(begun.error());
        id = *begun;
    }
    const auto known = m_uploads.find(id);
    if (known == m_uploads.end() || known->member != me.id)
        co_return refuse(Reason::NotFound, {{u"what"_s, u"upload"_s}});
    if (request.offset.value_or(known->bytes.size()) != known->bytes.size())
        co_return refuse(Reason::Conflict, {{u"problem"_s, u"offset"_s}, {u"bytes"_s, known->bytes.size()}});
    known->bytes += *part;
    known->lastAt = m_clock.now();
    const bool isLast = !request.more.value_or(false);
    // What is too large already need not come to its end.
    const auto problem = problemOnAll(known->contentType, std::max<qsizetype>(known->bytes.size(), isLast ? 0 : 1));
    if (!problem && !isLast)
        co_return UploadedMedia{id, known->bytes.size()};
    auto upload = m_uploads.take(id);
    if (problem) {
        co_await drop(id);
        co_return notAllowed(*problem);
    }
    co_return co_await finish(id, std::move(upload));
}

QCoro::Task<Result<AttachmentId>> MediaService::begin(Member me, UploadMedia request)
{
    const auto name = cleanName(request.name.value_or(QString()));
    const auto type = bareType(request.contentType.value_or(QString()));
    if (name.isEmpty() || name.size() > kLongestName)
        co_return invalid(u"name"_s, u"length"_s);
    if (type.isEmpty())
        co_return invalid(u"contentType"_s, u"format"_s);
    if (request.offset.value_or(0) != 0)
        co_return invalid(u"offset"_s, u"range"_s);
    if (const auto problem = problemOnAll(type, 1))
        co_return notAllowed(*problem);
    const auto now = m_clock.now();
    forgetIdle(now);
    if (m_uploads.size() >= kMostUploads)
        co_return refuse(Reason::Conflict, {{u"problem"_s, u"tooManyUploads"_s}});
    auto writing = m_store.write([me, name, type, now](store::Tx &tx) -> Result<AttachmentId> {
        return AttachmentRepository().addUpload(tx, me.id, type, name, now);
    });
    const auto id = co_await std::move(writing);
    if (id)
        m_uploads.insert(*id, Upload{me.id, type, {}, now});
    co_return id;
}

QCoro::Task<Result<UploadedMedia>> MediaService::finish(AttachmentId id, Upload upload)
{
    StoredFile file;
    file.size = upload.bytes.size();
    file.contentType = upload.contentType;
    if (isPicture(upload.contentType)) {
        // Twilio goes by the type that we give, so a picture must be what it is called.
        const auto header = readImageHeader(upload.bytes);
        if (!header || header->contentType != upload.contentType) {
            co_await drop(id);
            co_return notAllowed({u"notAnImage"_s, {}});
        }
        file.width = header->width;
        file.height = header->height;
    }
    const auto kept = co_await m_files.keep(std::move(upload.bytes));
    if (!kept) {
        co_await drop(id);
        co_return tl::unexpected(kept.error());
    }
    file.sha256 = kept->sha256;
    auto writing = m_store.write([id, file, &files = m_files](store::Tx &tx) -> Result<> {
        if (!AttachmentRepository().stored(tx, id, file))
            return refuse(Reason::NotFound, {{u"what"_s, u"upload"_s}});
        return files.claim(tx, file.sha256);
    });
    const auto written = co_await std::move(writing);
    if (!written)
        co_return tl::unexpected(written.error());
    co_return UploadedMedia{id, file.size};
}

QCoro::Task<> MediaService::drop(AttachmentId id)
{
    auto writing = m_store.write([id](store::Tx &tx) -> Result<> {
        AttachmentRepository().dropUpload(tx, id);
        return {};
    });
    (void)co_await std::move(writing);
}

void MediaService::forgetIdle(Timestamp now)
{
    m_uploads.removeIf([now](const auto &upload) { return now - upload->lastAt > kIdle; });
}

} // namespace counterbell::media
