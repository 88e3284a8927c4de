// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/media.h"
#include "core/api/team.h"
#include "core/media/attachment_repository.h"
#include "core/media/file_store.h"
#include "core/store/store.h"

namespace counterbell::media
{

/// media.get and media.upload: files in parts small enough for a console's frames. An upload lies in memory until its
/// last part; what a member leaves unfinished or unsent goes (unused_files.h). Main thread.
class MediaService
{
public:
    MediaService(store::Store &store, const Clock &clock, FileStore &files)
        : m_store(store), m_clock(clock), m_files(files)
    {
    }

    [[nodiscard]] QCoro::Task<Result<MediaChunk>> get(GetMedia request);
    /// `mediaNotAllowed` with details.problem type, tooLarge (details.maximum), empty or notAnImage; `conflict` with
    /// tooManyUploads, or offset (details.bytes says where it stands); `notFound` for an upload that isn't under way.
    [[nodiscard]] QCoro::Task<Result<UploadedMedia>> upload(Member me, UploadMedia request);

private:
    struct Upload {
        MemberId member;
        QString contentType;
        QByteArray bytes;
        Timestamp lastAt;
    };

    [[nodiscard]] QCoro::Task<Result<AttachmentId>> begin(Member me, UploadMedia request);
    [[nodiscard]] QCoro::Task<Result<UploadedMedia>> finish(AttachmentId id, Upload upload);
    QCoro::Task<> drop(AttachmentId id);
    void forgetIdle(Timestamp now);

    store::Store &m_store;
    const Clock &m_clock;
    FileStore &m_files;
    QHash<AttachmentId, Upload> m_uploads;
};

} // namespace counterbell::media
