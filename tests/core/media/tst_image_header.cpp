// SPDX-License-Identifier: Apache-2.0
#include "core/media/image_header.h"

#include <QTest>

using namespace counterbell::media;
using namespace Qt::StringLiterals;

class ImageHeaderTest : public QObject
{
    Q_OBJECT

    static QString told(QByteArrayView bytes)
    {
        const auto header = readImageHeader(bytes);
        if (!header)
            return u"no picture"_s;
        return header->width ? header->contentType + u" %1x%2"_s.arg(*header->width).arg(*header->height)
                             : header->contentType;
    }

private Q_SLOTS:
    void readsKindAndSize_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *name, const char *hex, const char *expected) {
            QTest::newRow(name) << QByteArray::fromHex(hex) << expected;
        };
        row("PNG", "89504e470d0a1a0a0000000d4948445200000280000001e0", "image/png 640x480");
        row("PNG cut short", "89504e470d0a1a0a0000", "image/png");
        row("PNG of no width", "89504e470d0a1a0a0000000d4948445200000000000001e0", "image/png");
        row("PNG beyond measure", "89504e470d0a1a0a0000000d49484452ffffffff000001e0", "image/png");
        row("JPEG", "ffd8ffe000104a46494600010101004800480000ffc0001108012c01900301220002110103110100",
            "image/jpeg 400x300");
        row("JPEG, progressive, padded", "ffd8ffffffc2001108012c0190030122000211010311", "image/jpeg 400x300");
        row("JPEG with a table before", "ffd8ffc4000500aabbffc0001108012c019003012200021101", "image/jpeg 400x300");
        row("JPEG without a frame", "ffd8ffda0008010100003f00aabbccdd", "image/jpeg");
        row("JPEG whose segment has no length", "ffd8ffe00000ffc0001108012c019003012200", "image/jpeg");
        row("JPEG that ends", "ffd8ff", "image/jpeg");
        row("GIF", "474946383961900120012c", "image/gif 400x288");
        row("WebP, lossy", "52494646000000005745425056503820000000000000009d012a90012c01", "image/webp 400x300");
        row("WebP, lossless", "5249464600000000574542505650384c000000002f8fc14a00", "image/webp 400x300");
        row("WebP, extended", "524946460000000057454250565038580a000000000000008f01002b0100", "image/webp 400x300");
        row("HEIC", "0000001866747970686569630000", "image/heic");
        row("a video", "0000001866747970697366360000", "no picture");
        row("TIFF", "49492a0008000000", "image/tiff");
        row("BMP", "424d0000000000000000000000000000000090010000 2c01000000", "image/bmp 400x300");
        row("a text", "424d2069732061206c6f742074686174", "no picture");
        row("a page", "3c68746d6c3e", "no picture");
        row("nothing", "", "no picture");
    }
    void readsKindAndSize()
    {
        QFETCH(QByteArray, bytes);
        QTEST(told(bytes), "expected");
    }

    void readsNothingBeyondTheEnd()
    {
        for (const auto *hex : {"ffd8ffe000104a46494600010101004800480000ffc0001108012c01900301",
                                "52494646000000005745425056503820000000000000009d012a90012c01",
                                "89504e470d0a1a0a0000000d4948445200000280000001e0", "474946383961900120012c"}) {
            const auto whole = QByteArray::fromHex(hex);
            for (qsizetype length = 0; length < whole.size(); ++length) {
                const std::vector<char> exact(whole.begin(), whole.begin() + length); // so that a sanitizer sees more
                (void)readImageHeader(QByteArrayView(exact.data(), qsizetype(exact.size())));
            }
        }
    }
};

QTEST_GUILESS_MAIN(ImageHeaderTest)
#include "tst_image_header.moc"
