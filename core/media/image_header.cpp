// SPDX-License-Identifier: Apache-2.0
#include "core/media/image_header.h"

namespace counterbell::media
{

using namespace Qt::StringLiterals;

namespace
{

constexpr qint64 kLargestSide = 1'000'000; // more is no measure but noise

/// Bytes that end answer zero: a header cut short has no size.
class Reader
{
public:
    explicit Reader(QByteArrayView bytes) : m_bytes(bytes) {}

    [[nodiscard]] qint64 at(qsizetype i) const
    {
        return i >= 0 && i < m_bytes.size() ? qint64(uchar(m_bytes.at(i))) : 0;
    }
    [[nodiscard]] qint64 big16(qsizetype i) const { return at(i) << 8 | at(i + 1); }
    [[nodiscard]] qint64 big32(qsizetype i) const { return big16(i) << 16 | big16(i + 2); }
    [[nodiscard]] qint64 little16(qsizetype i) const { return at(i + 1) << 8 | at(i); }
    [[nodiscard]] qint64 little24(qsizetype i) const { return at(i + 2) << 16 | little16(i); }
    [[nodiscard]] qint64 little32(qsizetype i) const { return little16(i + 2) << 16 | little16(i); }
    [[nodiscard]] bool has(QByteArrayView word, qsizetype i = 0) const
    {
        return m_bytes.size() >= i + word.size() && m_bytes.sliced(i, word.size()) == word;
    }
    [[nodiscard]] qsizetype size() const { return m_bytes.size(); }

private:
    QByteArrayView m_bytes;
};

ImageHeader headerOf(const QString &type, qint64 width = 0, qint64 height = 0)
{
    if (width <= 0 || height <= 0 || width > kLargestSide || height > kLargestSide)
        return {type, {}, {}};
    return {type, int(width), int(height)};
}

/// Walks the segments up to the frame header, which has the size.
ImageHeader jpegHeader(const Reader &in)
{
    const auto type = u"image/jpeg"_s;
    for (qsizetype i = 2; i + 9 < in.size() && in.at(i) == 0xff;) {
        const auto marker = in.at(i + 1);
        if (marker == 0xff) { // padding
            ++i;
            continue;
        }
        const bool isFrame = marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
        if (isFrame)
            return headerOf(type, in.big16(i + 7), in.big16(i + 5));
        const bool isBare = marker == 0x01 || (marker >= 0xd0 && marker <= 0xd8);
        const auto length = isBare ? 0 : in.big16(i + 2);
        if (marker == 0xda || marker == 0xd9 || (!isBare && length < 2))
            break; // picture data: the size would have come before
        i += 2 + length;
    }
    return headerOf(type);
}

ImageHeader webpHeader(const Reader &in)
{
    const auto type = u"image/webp"_s;
    if (in.has("VP8X", 12))
        return headerOf(type, in.little24(24) + 1, in.little24(27) + 1);
    if (in.has("VP8L", 12)) {
        const auto bits = in.little32(21);
        return headerOf(type, (bits & 0x3fff) + 1, (bits >> 14 & 0x3fff) + 1);
    }
    return in.has("VP8 ", 12) ? headerOf(type, in.little16(26) & 0x3fff, in.little16(28) & 0x3fff) : headerOf(type);
}

bool isHeic(const Reader &in)
{
    static constexpr auto brands =
        std::to_array<const char *>({"heic", "heix", "hevc", "heim", "heis", "mif1", "msf1"});
    return in.has("ftyp", 4) &&
           std::any_of(brands.begin(), brands.end(), [&](const char *brand) { return in.has(brand, 8); });
}

} // namespace

std::optional<ImageHeader> readImageHeader(QByteArrayView bytes)
{
    const Reader in(bytes);
    if (in.has("\xff\xd8\xff"))
        return jpegHeader(in);
    if (in.has("\x89PNG\r\n\x1a\n"))
        return in.has("IHDR", 12) ? headerOf(u"image/png"_s, in.big32(16), in.big32(20)) : headerOf(u"image/png"_s);
    if (in.has("GIF87a") || in.has("GIF89a"))
        return headerOf(u"image/gif"_s, in.little16(6), in.little16(8));
    if (in.has("RIFF") && in.has("WEBP", 8))
        return webpHeader(in);
    if (isHeic(in))
        return headerOf(u"image/heic"_s);
    if (in.has(QByteArrayView("II*\0", 4)) || in.has(QByteArrayView("MM\0*", 4)))
        return headerOf(u"image/tiff"_s);
    if (in.has("BM") && in.size() > 26 && in.little32(6) == 0)
        return headerOf(u"image/bmp"_s, in.little32(18), in.little32(22));
    return std::nullopt;
}

} // namespace counterbell::media
