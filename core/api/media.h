// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/fields.h"

namespace counterbell
{

/// media.get: a part of a stored file, from `offset` (0) on, at most `limit` bytes (256 KiB, at most 1 MiB).
/// `notFound`; `conflict` with details.state while it isn't stored.
struct GetMedia {
    AttachmentId attachmentId;
    std::optional<qint64> offset;
    std::optional<qint64> limit;

    bool operator==(const GetMedia &) const = default;
    static constexpr auto fields()
    {
        return std::tuple{field("attachmentId", &GetMedia::attachmentId), field("offset", &GetMedia::offset),
                          field("limit", &GetMedia::limit)};
    }
};

struct MediaChunk {
    QString contentType;
    qint64 bytes = 0; ///< of the whole file
    QString dataBase64;

    bool operator==(const MediaChunk &) const = default;
    static constexpr auto fields()
    {
        return std::tuple{field("contentType", &MediaChunk::contentType), field("bytes", &MediaChunk::bytes),
                          field("dataBase64", &MediaChunk::dataBase64)};
    }
};

/// media.upload: a file to be sent, in parts of at most 1 MiB. The first part names and types it; each further one
/// gives the attachmentId and, if it likes, the offset it believes to be at. `more` says that another one follows.
struct UploadMedia {
    std::optional<QString> name;
    std::optional<QString> contentType;
    QString dataBase64;
    std::optional<AttachmentId> attachmentId;
    std::optional<qint64> offset;
    std::optional<bool> more;

    bool operator==(const UploadMedia &) const = default;
    static constexpr auto fields()
    {
        return std::tuple{field("name", &UploadMedia::name),
                          field("contentType", &UploadMedia::contentType),
                          field("dataBase64", &UploadMedia::dataBase64),
                          field("attachmentId", &UploadMedia::attachmentId),
                          field("offset", &UploadMedia::offset),
                          field("more", &UploadMedia::more)};
    }
};

struct UploadedMedia {
    AttachmentId attachmentId;
    qint64 bytes = 0; ///< received so far

    bool operator==(const UploadedMedia &) const = default;
    static constexpr auto fields()
    {
        return std::tuple{field("attachmentId", &UploadedMedia::attachmentId), field("bytes", &UploadedMedia::bytes)};
    }
};

} // namespace counterbell
