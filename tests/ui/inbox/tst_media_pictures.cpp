// SPDX-License-Identifier: Apache-2.0
#include "tests/support/ui/fake_core_client.h"
#include "ui/inbox/media_pictures.h"

#include <QBuffer>
#include <QJsonObject>
#include <QSignalSpy>
#include <QTest>

using namespace counterbell;
using namespace counterbell::ui;
using namespace Qt::StringLiterals;

class MediaPicturesTest : public QObject
{
    Q_OBJECT

    static constexpr auto kMethod = "media.get"_L1;
    static constexpr QSize kBox{288, 216};

    static QByteArray file(QSize size, const char *format)
    {
        QImage image(size, QImage::Format_RGB32);
        quint32 noise = 1; // so that it doesn't pack to nothing
        for (int y = 0; y < size.height(); ++y) {
            for (int x = 0; x < size.width(); ++x)
                image.setPixel(x, y, (noise = noise * 1664525 + 1013904223) >> 8);
        }
        QByteArray bytes;
        QBuffer buffer(&bytes);
        buffer.open(QIODevice::WriteOnly);
        image.save(&buffer, format);
        return bytes;
    }
    /// A core that holds these bytes.
    static FakeCoreClient::Reply holding(const QByteArray &bytes, qint64 claimed = -1)
    {
        return [bytes, claimed](const QJsonObject &parameters) -> Result<QJsonObject> {
            const auto part = bytes.mid(parameters["offset"_L1].toInteger(), parameters["limit"_L1].toInteger());
            return toJson(
                MediaChunk{u"image/png"_s, claimed < 0 ? bytes.size() : claimed, QString::fromLatin1(part.toBase64())});
        };
    }

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void decodesByWhatTheBytesAre_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<bool>("isPicture");
        QTest::newRow("png") << file({300, 200}, "png") << true;
        QTest::newRow("jpeg") << file({300, 200}, "jpg") << true;
        QTest::newRow("nothing") << QByteArray() << false;
        QTest::newRow("half a png's header") << file({300, 200}, "png").left(20) << false;
        QTest::newRow("a bitmap") << file({30, 20}, "bmp") << false;
        QTest::newRow("svg") << QByteArray("<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>") << false;
        QTest::newRow("html") << QByteArray("<html><script>1</script></html>") << false;
        auto bomb = file({4, 4}, "png"); // claims 60000 x 60000 in its header
        bomb.replace(16, 8, QByteArray::fromHex("0000ea600000ea60"));
        QTest::newRow("a bomb") << bomb << false;
    }
    void decodesByWhatTheBytesAre()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(bool, isPicture);
        QCOMPARE(!decodePicture(bytes, kBox).isNull(), isPicture);
    }

    void keepsNoMorePixelsThanItShows()
    {
        QCOMPARE(decodePicture(file({3000, 2250}, "jpg"), kBox).size(), kBox * 2);
        QCOMPARE(decodePicture(file({100, 60}, "png"), kBox).size(), QSize(100, 60));
        const auto strip = decodePicture(file({20, 4000}, "png"), kBox);
        QVERIFY(strip.height() <= kBox.height() * 2);
    }

    void fetchesInPartsAndDecodes()
    {
        FakeCoreClient client;
        const auto bytes = file({800, 600}, "png");
        QVERIFY(bytes.size() > 256 * 1024);
        client.answerWith(kMethod, holding(bytes));
        MediaPictures pictures(client);
        QSignalSpy changed(&pictures, &MediaPictures::changed);
        pictures.want({4}, kBox);
        pictures.want({4}, kBox); // painted again meanwhile
        QVERIFY(!pictures.picture({4}));
        QTRY_COMPARE(changed.size(), 1);
        QCOMPARE(pictures.picture({4})->size(), kBox * 2);
        const auto calls = client.callsOf(kMethod);
        QCOMPARE(qsizetype(calls.size()), (bytes.size() + 256 * 1024 - 1) / (256 * 1024));
        QCOMPARE(calls[1].parameters["offset"_L1].toInteger(), 256 * 1024);
        pictures.want({4}, kBox);
        QCOMPARE(client.callsOf(kMethod).size(), calls.size());
    }

    void givesUpOnWhatCannotBeAPicture_data()
    {
        QTest::addColumn<qint64>("claimed");
        QTest::newRow("too large") << kLargestPicture + 1;
        QTest::newRow("more bytes than it claims") << qint64(10);
        QTest::newRow("less, and then nothing") << qint64(100'000);
    }
    void givesUpOnWhatCannotBeAPicture()
    {
        QFETCH(qint64, claimed);
        FakeCoreClient client;
        client.answerWith(kMethod, holding(file({20, 20}, "png"), claimed));
        MediaPictures pictures(client);
        QSignalSpy changed(&pictures, &MediaPictures::changed);
        pictures.want({4}, kBox);
        QTRY_COMPARE(changed.size(), 1);
        QVERIFY(pictures.hasFailed({4}));
        const auto calls = client.calls.size();
        pictures.want({4}, kBox);
        QCOMPARE(client.calls.size(), calls);
    }

    void asksTwoAtATimeAndTheNewestWishFirst()
    {
        FakeCoreClient client;
        MediaPictures pictures(client);
        for (int id = 1; id <= 100; ++id)
            pictures.want({id}, kBox);
        QCOMPARE(client.callsOf(kMethod).size(), 2U);
        client.refuse(kMethod, Error{Reason::NotFound, {}});
        QTRY_COMPARE(client.callsOf(kMethod).size(), 34U); // 32 wishes were kept
        QCOMPARE(client.callsOf(kMethod)[2].parameters["attachmentId"_L1].toString(), u"100"_s);
    }

    void triesAgainAfterAReconnect()
    {
        FakeCoreClient client;
        client.refuse(kMethod, Error{Reason::ShuttingDown, {}});
        MediaPictures pictures(client);
        pictures.want({4}, kBox);
        QTRY_VERIFY(pictures.hasFailed({4}));
        QSignalSpy changed(&pictures, &MediaPictures::changed);
        Q_EMIT client.resynced();
        QCOMPARE(changed.size(), 1);
        QVERIFY(!pictures.hasFailed({4}));
    }
};

QTEST_GUILESS_MAIN(MediaPicturesTest)
#include "tst_media_pictures.moc"
