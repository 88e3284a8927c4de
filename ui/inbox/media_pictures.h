// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/media.h"
#include "ui/client/core_client.h"

#include <QCache>
#include <QImage>
#include <QThreadPool>

#include <deque>

namespace counterbell::ui
{

/// The most that one file may weigh to be shown as a picture, and the most pixels that it may unfold to. What is larger
/// shows as a file.
constexpr qint64 kLargestPicture = 8 * 1024 * 1024;
constexpr qint64 kMostPixels = 24'000'000;

/// Reads jpeg, png, gif or webp, by what the bytes are and not by their name, no larger than it covers `box` twice (for
/// dense screens). A null image for anything else, and for one that unfolds beyond kMostPixels. Runs on any thread.
[[nodiscard]] QImage decodePicture(const QByteArray &bytes, QSize box);

/// Pictures of messages, fetched from the core in parts (`media.get`) and decoded off the GUI thread. Two are fetched
/// at a time, the newest wish first; wishes and pictures beyond the bounds are dropped, and come again when they are
/// painted again.
class MediaPictures : public QObject
{
    Q_OBJECT

public:
    explicit MediaPictures(CoreClient &client, QObject *parent = nullptr);
    ~MediaPictures() override;

    /// The picture, or null while it isn't there. Valid until control returns to the event loop.
    [[nodiscard]] const QImage *picture(const AttachmentId &id) const { return m_pictures.object(id); }
    [[nodiscard]] bool hasFailed(const AttachmentId &id) const { return m_failed.contains(id); }
    /// Asks for it unless it is here, on its way or known to be bad. Cheap: painters call it for each row they show.
    void want(const AttachmentId &id, QSize box);

Q_SIGNALS:
    /// It is there now, or has failed.
    void changed(const counterbell::AttachmentId &id);

private:
    struct Wish {
        AttachmentId id;
        QSize box;
        QByteArray bytes;
    };
    void startNext();
    void fetch(std::shared_ptr<Wish> wish);
    void take(const std::shared_ptr<Wish> &wish, const Result<MediaChunk> &answer);
    void decode(const std::shared_ptr<Wish> &wish);
    void finish(const AttachmentId &id, const QImage &image);

    CoreClient &m_client;
    QCache<AttachmentId, QImage> m_pictures; ///< costs are KiB
    QSet<AttachmentId> m_failed;
    QSet<AttachmentId> m_underWay;
    std::deque<Wish> m_wishes;
    QThreadPool m_decoder; ///< last: it waits for its work before the rest goes
};

} // namespace counterbell::ui
