// SPDX-License-Identifier: Apache-2.0
#include "ui/inbox/media_pictures.h"

#include <QBuffer>
#include <QImageReader>

using namespace Qt::StringLiterals;

namespace counterbell::ui
{

namespace
{

constexpr MethodName<GetMedia, MediaChunk> kMediaGet{"media.get"_L1};
constexpr qint64 kChunk = 256 * 1024;
constexpr int kAtOnce = 2;
constexpr size_t kMostWishes = 32;
constexpr int kCacheKiB = 48 * 1024;

} // namespace

QImage decodePicture(const QByteArray &bytes, QSize box)
{
    QBuffer buffer;
    buffer.setData(bytes);
    if (!buffer.open(QIODevice::ReadOnly))
        return {};
    QImageReader reader(&buffer);
    reader.setDecideFormatFromContent(true);
    reader.setAutoTransform(true);
    // Other formats have readers with a larger surface than a customer's file should meet (svg fetches and scripts).
    static const QList<QByteArray> kFormats{"jpeg", "png", "gif", "webp"};
    const auto size = reader.size();
    if (!kFormats.contains(reader.format()) || size.isEmpty() || qint64(size.width()) * size.height() > kMostPixels)
        return {};
    const auto wanted = reader.transformation() & QImageIOHandler::TransformationRotate90 ? box.transposed() : box;
    const auto scaled = size.scaled(wanted * 2, Qt::KeepAspectRatioByExpanding);
    if (scaled.width() < size.width())
        reader.setScaledSize(scaled);
    auto image = reader.read();
    if (image.isNull())
        return {};
    // What covers the box is all that is shown: a strip of 1 x 20000 isn't kept whole.
    const QSize kept = image.size().boundedTo(box * 2);
    const QRect middle(QPoint((image.width() - kept.width()) / 2, (image.height() - kept.height()) / 2), kept);
    if (image.size() != kept)
        image = image.copy(middle);
    return image.convertToFormat(QImage::Format_ARGB32_Premultiplied);
}

MediaPictures::MediaPictures(CoreClient &client, QObject *parent)
    : QObject(parent), m_client(client), m_pictures(kCacheKiB)
{
    m_decoder.setMaxThreadCount(1);
    connect(&client, &CoreClient::resynced, this, [this] {
        const auto again = std::exchange(m_failed, {});
        for (const auto &id : again)
            Q_EMIT changed(id);
    });
}

MediaPictures::~MediaPictures() = default;

void MediaPictures::want(const AttachmentId &id, QSize box)
{
    if (id.isNull() || m_pictures.contains(id) || m_failed.contains(id) || m_underWay.contains(id))
        return;
    std::erase_if(m_wishes, [&](const Wish &wish) { return wish.id == id; });
    m_wishes.push_back({id, box, {}});
    if (m_wishes.size() > kMostWishes)
        m_wishes.pop_front();
    startNext();
}

void MediaPictures::startNext()
{
    while (m_underWay.size() < kAtOnce && !m_wishes.empty()) {
        auto wish = std::make_shared<Wish>(std::move(m_wishes.back()));
        m_wishes.pop_back();
        m_underWay.insert(wish->id);
        fetch(std::move(wish));
    }
}

void MediaPictures::fetch(std::shared_ptr<Wish> wish)
{
    const GetMedia part{wish->id, wish->bytes.size(), kChunk};
    m_client.call(kMediaGet, part, this,
                  [this, wish = std::move(wish)](const Result<MediaChunk> &answer) { take(wish, answer); });
}

void MediaPictures::take(const std::shared_ptr<Wish> &wish, const Result<MediaChunk> &answer)
{
    if (!answer || answer->bytes > kLargestPicture)
        return finish(wish->id, {});
    const auto part = QByteArray::fromBase64Encoding(answer->dataBase64.toLatin1());
    if (!part || part.decoded.isEmpty() || wish->bytes.size() + part.decoded.size() > answer->bytes)
        return finish(wish->id, {});
    wish->bytes += part.decoded;
    if (wish->bytes.size() < answer->bytes)
        return fetch(wish);
    decode(wish);
}

void MediaPictures::decode(const std::shared_ptr<Wish> &wish)
{
    m_decoder.start([this, wish] {
        auto image = decodePicture(wish->bytes, wish->box);
        QMetaObject::invokeMethod(
            this, [this, id = wish->id, image = std::move(image)] { finish(id, image); }, Qt::QueuedConnection);
    });
}

void MediaPictures::finish(const AttachmentId &id, const QImage &image)
{
    m_underWay.remove(id);
    if (image.isNull())
        m_failed.insert(id);
    else
        m_pictures.insert(id, new QImage(image), std::max(1, int(image.sizeInBytes() / 1024)));
    Q_EMIT changed(id);
    startNext();
}

} // namespace counterbell::ui
