// SPDX-License-Identifier: Apache-2.0
#include "core/media/media_service.h"
#include "core/media/unused_files.h"
#include "tests/support/shop_fixture.h"

#include <QSignalSpy>
#include <QTest>

using namespace counterbell;
using namespace counterbell::media;
using namespace counterbell::test;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace
{

QByteArray picture(qsizetype size = 1000)
{
    auto bytes = QByteArray::fromHex("89504e470d0a1a0a0000000d4948445200000280000001e0");
    bytes.append(QByteArray(size - bytes.size(), 'x'));
    return bytes;
}

UploadMedia first(const QByteArray &bytes, const QString &type = u"image/png"_s, bool more = false)
{
    UploadMedia request;
    request.name = u"ring.png"_s;
    request.contentType = type;
    request.dataBase64 = QString::fromLatin1(bytes.toBase64());
    request.more = more;
    return request;
}

UploadMedia next(AttachmentId id, const QByteArray &bytes, std::optional<qint64> offset = {}, bool more = false)
{
    UploadMedia request;
    request.attachmentId = id;
    request.offset = offset;
    request.dataBase64 = QString::fromLatin1(bytes.toBase64());
    request.more = more;
    return request;
}

struct Scene {
    Scene() : files(dir.filePath(u"media"_s), *shared), service(*shop.store, shop.clock, files) {}

    Result<UploadedMedia> upload(const UploadMedia &request)
    {
        return waitForTask(service.upload(shop.member, request));
    }
    Result<MediaChunk> get(AttachmentId id, std::optional<qint64> offset = {}, std::optional<qint64> limit = {})
    {
        return waitForTask(service.get({id, offset, limit}));
    }
    std::optional<AttachmentRow> row(AttachmentId id)
    {
        return inRead(*shop.store, [id](store::Connection &db) { return AttachmentRepository().find(db, id); });
    }
    /// One pass of the clearing away; how many files went.
    int clearAway()
    {
        TaskGroup tasks;
        UnusedFiles unused(*shop.store, shop.clock, files, tasks);
        QSignalSpy ended(&unused, &UnusedFiles::passEnded);
        unused.start();
        if (!ended.wait(5000))
            qFatal("the pass did not end");
        unused.stop();
        (void)waitForTask(tasks.drain(5s));
        return ended.first().first().toInt();
    }

    QTemporaryDir dir;
    Shop shop;
    std::unique_ptr<SharedFiles> shared = sharedFilesOf(*shop.store);
    FileStore files;
    MediaService service;
};

QString problemOf(const Result<UploadedMedia> &result)
{
    return result ? u"taken"_s
                  : QString(wireName(result.error().reason)) + u' ' +
                        result.error().details.value(u"problem"_s).toString();
}

} // namespace

class MediaServiceTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void takesAFileInParts()
    {
        Scene scene;
        const auto bytes = picture(3000);
        const auto begun = scene.upload(first(bytes.first(1000), u"image/PNG"_s, true));
        QCOMPARE(begun->bytes, 1000);
        const auto id = begun->attachmentId;
        QCOMPARE(scene.row(id)->shown.state, AttachmentState::Pending);
        QVERIFY(isRefused(scene.get(id), Reason::Conflict));
        QCOMPARE(scene.upload(next(id, bytes.sliced(1000, 1000), 1000, true))->bytes, 2000);
        QCOMPARE(scene.upload(next(id, bytes.sliced(2000)))->bytes, 3000);
        const auto shown = scene.row(id)->shown;
        QCOMPARE(shown.state, AttachmentState::Stored);
        QCOMPARE(shown.contentType, u"image/png"_s);
        QCOMPARE(shown.fileName, std::optional(u"ring.png"_s));
        QCOMPARE(shown.size, std::optional<qint64>(3000));
        QCOMPARE(shown.width, std::optional(640));
        const auto part = scene.get(id, 500, 2400);
        QCOMPARE(part->bytes, 3000);
        QCOMPARE(QByteArray::fromBase64(part->dataBase64.toLatin1()), bytes.sliced(500, 2400));
        QVERIFY(isRefused(scene.upload(next(id, bytes)), Reason::NotFound)); // it has ended
    }

    void givesPartsThatFitAFrame()
    {
        Scene scene;
        const auto id = scene.upload(first(picture(900'000)))->attachmentId;
        QCOMPARE(QByteArray::fromBase64(scene.get(id)->dataBase64.toLatin1()).size(), 256 * 1024);
        QVERIFY(isRefused(scene.get(id, 0, 1024 * 1024 + 1), Reason::InvalidArgument));
        QVERIFY(isRefused(scene.get(id, 0, 0), Reason::InvalidArgument));
        QVERIFY(isRefused(scene.get(id, -1), Reason::InvalidArgument));
        QVERIFY(isRefused(scene.get(AttachmentId{4711}), Reason::NotFound));
        QCOMPARE(scene.get(id, 900'000)->dataBase64, QString());
    }

    void refusesWhatCanNotBeSent_data()
    {
        QTest::addColumn<UploadMedia>("request");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *name, UploadMedia request, const QString &expected) {
            QTest::newRow(name) << std::move(request) << expected;
        };
        auto named = first(picture());
        named.name = u"/etc/"_s;
        row("a type that nobody takes", first("hello", u"text/html"_s), u"mediaNotAllowed type"_s);
        row("no picture", first("hello"), u"mediaNotAllowed notAnImage"_s);
        row("another kind of picture", first(picture(), u"image/jpeg"_s), u"mediaNotAllowed notAnImage"_s);
        row("nothing", first({}), u"mediaNotAllowed empty"_s);
        row("no name", named, u"invalidArgument length"_s);
        row("no type", first(picture(), u"png"_s), u"invalidArgument format"_s);
        auto broken = first(picture());
        broken.dataBase64 = u"no base64!"_s;
        row("not base64", broken, u"invalidArgument base64"_s);
        row("a part too large", first(QByteArray(1024 * 1024 + 3, 'x'), u"application/pdf"_s),
            u"invalidArgument tooLarge"_s);
        row("an upload that nobody began", next(AttachmentId{4711}, "x"), u"notFound "_s);
    }
    void refusesWhatCanNotBeSent()
    {
        QFETCH(UploadMedia, request);
        Scene scene;
        QTEST(problemOf(scene.upload(request)), "expected");
        QCOMPARE(number(*scene.shop.store, u"SELECT COUNT(*) FROM attachments"_s), 0);
    }

    void endsAnUploadThatGrowsTooLarge()
    {
        Scene scene;
        auto taken = scene.upload(first(picture(1'000'000), u"image/png"_s, true));
        const auto id = taken->attachmentId;
        int parts = 1;
        while (taken) {
            taken = scene.upload(next(id, QByteArray(1'000'000, 'x'), {}, true));
            ++parts;
        }
        QCOMPARE(problemOf(taken), u"mediaNotAllowed tooLarge"_s);
        QCOMPARE(parts, 6);
        QVERIFY(!scene.row(id));
    }

    void takesEachPartOnce()
    {
        Scene scene;
        const auto id = scene.upload(first(picture(1000), u"image/png"_s, true))->attachmentId;
        const auto again = scene.upload(next(id, "xyz", 0, true));
        QCOMPARE(problemOf(again), u"conflict offset"_s);
        QCOMPARE(again.error().details.value(u"bytes"_s).toInt(), 1000);
        auto other = scene.shop.member;
        other.id = MemberId{4711};
        QVERIFY(isRefused(waitForTask(scene.service.upload(other, next(id, "xyz"))), Reason::NotFound));
    }

    void holdsOnlySoManyUploads()
    {
        Scene scene;
        for (int i = 0; i < 8; ++i)
            QVERIFY(scene.upload(first(picture(), u"image/png"_s, true)));
        QCOMPARE(problemOf(scene.upload(first(picture()))), u"conflict tooManyUploads"_s);
        scene.shop.clock += 11min;
        QVERIFY(scene.upload(first(picture())));
    }

    void clearsAwayWhatNoMessageNeeds()
    {
        Scene scene;
        const auto sent = scene.upload(first(picture(1000)))->attachmentId;
        const auto unsent = scene.upload(first(picture(2000)))->attachmentId;
        const auto message = scene.shop.receives(u"Hi"_s);
        inTx(*scene.shop.store, [&](store::Tx &tx) { (void)AttachmentRepository().attach(tx, sent, message); });
        QCOMPARE(scene.clearAway(), 0);
        scene.shop.clock += 25h;
        QCOMPARE(scene.clearAway(), 1);
        QVERIFY(!scene.row(unsent));
        QVERIFY(scene.get(sent));
        // The same bytes for two messages stay until both are gone.
        const auto other = scene.shop.receives(u"Hi"_s);
        inTx(*scene.shop.store, [&](store::Tx &tx) {
            QVERIFY(AttachmentRepository().attach(tx, sent, other) != sent);
            tx.execute(u"DELETE FROM messages WHERE id = ?"_s, message);
        });
        QCOMPARE(scene.clearAway(), 0);
        inTx(*scene.shop.store, [&](store::Tx &tx) {
            QStringList sids;
            (void)inbox::MessageRepository().eraseSome(tx, scene.shop.conversation, 100, sids);
        });
        QCOMPARE(scene.clearAway(), 1);
        QCOMPARE(waitForTask(scene.files.list()), QStringList());
    }
};

QTEST_GUILESS_MAIN(MediaServiceTest)
#include "tst_media_service.moc"
