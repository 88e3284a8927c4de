// SPDX-License-Identifier: Apache-2.0
#include "app/sandbox/media_fetcher.h"

#include <QMap>
#include <QUrl>
#include <QtEndian>

namespace counterbell::sandbox
{

using namespace Qt::StringLiterals;

namespace
{

quint32 crc32(const QByteArray &data)
{
    quint32 crc = 0xFFFFFFFF;
    for (const char byte : data) {
        crc ^= quint8(byte);
        for (int bit = 0; bit < 8; ++bit)
            crc = crc & 1 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
    }
    return ~crc;
}

QByteArray bigEndian(quint32 number)
{
    QByteArray bytes(4, '\0');
    qToBigEndian(number, bytes.data());
    return bytes;
}

QByteArray pngChunk(const QByteArray &type, const QByteArray &data)
{
    return bigEndian(quint32(data.size())) + type + data + bigEndian(crc32(type + data));
}

/// A 48x48 picture, drawn here so that the program needs neither QtGui nor a file.
QByteArray samplePng()
{
    constexpr int kSide = 48;
    QByteArray rows;
    for (int y = 0; y < kSide; ++y) {
        rows += '\0'; // this row isn't filtered
        for (int x = 0; x < kSide; ++x)
            rows += QByteArray(1, char(90 + 3 * x)) + QByteArray(1, char(120 + 2 * y)) + QByteArray(1, char(160));
    }
    const auto header = bigEndian(kSide) + bigEndian(kSide) + QByteArray("\x08\x02\x00\x00\x00", 5);
    return QByteArray("\x89PNG\r\n\x1a\n", 8) + pngChunk("IHDR", header) +
           pngChunk("IDAT", qCompress(rows).mid(4)) // without the length that Qt puts before it
           + pngChunk("IEND", {});
}

} // namespace

QString contentTypeOfUrl(const QString &url, const QString &fallback)
{
    static const QMap<QString, QString> types{
        {u"png"_s, u"image/png"_s},       {u"jpg"_s, u"image/jpeg"_s}, {u"jpeg"_s, u"image/jpeg"_s},
        {u"webp"_s, u"image/webp"_s},     {u"gif"_s, u"image/gif"_s},  {u"ogg"_s, u"audio/ogg"_s},
        {u"mp3"_s, u"audio/mpeg"_s},      {u"amr"_s, u"audio/amr"_s},  {u"mp4"_s, u"video/mp4"_s},
        {u"pdf"_s, u"application/pdf"_s}, {u"vcf"_s, u"text/vcard"_s}, {u"txt"_s, u"text/plain"_s}};
    const auto file = QUrl(url).fileName();
    return types.value(file.section(u'.', -1).toLower(), fallback);
}

QByteArray sampleOf(const QString &contentType)
{
    if (contentType == "application/pdf"_L1)
        return "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
               "trailer<</Root 1 0 R>>\n%%EOF\n";
    if (contentType == "text/vcard"_L1)
        return "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Sample Contact\r\nTEL:+61491570006\r\nEND:VCARD\r\n";
    if (contentType.startsWith("text/"_L1))
        return "A sample text.\n";
    return samplePng();
}

} // namespace counterbell::sandbox
