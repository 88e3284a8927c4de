// SPDX-License-Identifier: Apache-2.0
#include "core/media/attachment_repository.h"
#include "core/media/transfer/hosting.h"
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

class FakeHost : public MediaHost
{
public:
    std::vector<HostedFile> hosted;
    std::optional<Error> failure;

    QCoro::Task<Result<QUrl>> host(HostedFile file) override
    {
        hosted.push_back(file);
        if (failure)
            co_return tl::unexpected(*failure);
        co_return QUrl(u"https://relay.example/m/x/"_s + QString::number(hosted.size()));
    }
};

/// A reply with a picture, on its way to the customer.
struct Scene {
    Scene() : files(dir.filePath(u"media"_s), *shared), hosting(*shop.store, shop.clock, files, host, tasks)
    {
        shop.receives(u"Show me"_s);
    }
    ~Scene()
    {
        hosting.stop();
        (void)waitForTask(tasks.drain(5s));
    }

    AttachmentId uploaded()
    {
        const auto kept = waitForTask(files.keep("picture"));
        return inTx(*shop.store, [&](store::Tx &tx) {
            const AttachmentRepository attachments;
            const auto id = attachments.addUpload(tx, shop.member.id, u"image/jpeg"_s, u"ring.jpg"_s, shop.clock.now());
            (void)attachments.stored(tx, id, {kept->sha256, 7, u"image/jpeg"_s, {}, {}});
            return id;
        });
    }
    messaging::NewSend picture()
    {
        auto send = shop.text({}, Channel::Whatsapp);
        send.attachments = {uploaded()};
        return send;
    }
    int pass()
    {
        QSignalSpy ended(&hosting, &Hosting::passEnded);
        hosting.start();
        if (!ended.wait(5000))
            qFatal("the pass did not end");
        hosting.stop();
        return ended.first().first().toInt();
    }

    QTemporaryDir dir;
    Shop shop;
    TaskGroup tasks;
    std::unique_ptr<SharedFiles> shared = sharedFilesOf(*shop.store);
    FileStore files;
    FakeHost host;
    Hosting hosting;
};

} // namespace

class HostingTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void claimsASendOnlyWhenItsFilesAreHosted()
    {
        Scene scene;
        const auto requested = scene.shop.request(scene.picture());
        QVERIFY(!requested.refusal);
        const auto bubble = scene.shop.bubble(requested.sendId);
        QCOMPARE(bubble->kind, MessageKind::Media);
        QCOMPARE(bubble->attachments.size(), size_t(1));
        QVERIFY(scene.shop.claim().empty());
        // The dispatcher doesn't look again before something has changed.
        QVERIFY(inRead(*scene.shop.store, [now = scene.shop.clock.now()](store::Connection &db) {
            return !messaging::SendRepository().nextDue(db, now).has_value();
        }));
        QCOMPARE(scene.pass(), 1);
        QCOMPARE(scene.host.hosted.front().bytes, QByteArray("picture"));
        QCOMPARE(scene.host.hosted.front().contentType, u"image/jpeg"_s);
        const auto claimed = scene.shop.claim();
        QCOMPARE(claimed.size(), size_t(1));
        QCOMPARE(claimed.front().message.mediaUrls, std::vector{QUrl(u"https://relay.example/m/x/1"_s)});
        QCOMPARE(scene.pass(), 0);
    }

    void keepsTheOrderOfWhatFollows()
    {
        Scene scene;
        const auto first = scene.shop.request(scene.picture());
        (void)scene.shop.request(scene.shop.text(u"as you see"_s, Channel::Whatsapp));
        QVERIFY(scene.shop.claim().empty()); // the text waits for the picture
        (void)scene.pass();
        const auto claimed = scene.shop.claim();
        QCOMPARE(claimed.size(), size_t(1));
        QCOMPARE(scene.shop.state(first.sendId), u"sending"_s);
    }

    void hostsDuringAHold()
    {
        Scene scene;
        auto send = scene.picture();
        send.holdUntil = scene.shop.clock.now() + 20h;
        const auto requested = scene.shop.request(send);
        scene.host.failure = Error{Reason::ProviderUnreachable, {}};
        for (int i = 0; i < 60; ++i) {
            QCOMPARE(scene.pass(), 1);
            scene.shop.clock += 11min;
        }
        QCOMPARE(scene.shop.state(requested.sendId), u"held"_s); // a hold uses up none of its time
        scene.host.failure.reset();
        QCOMPARE(scene.pass(), 1);
        QVERIFY(scene.shop.claim().empty());
        scene.shop.clock += 10h;
        QCOMPARE(scene.shop.claim().size(), size_t(1));
    }

    void triesAgainWhileTheRelayIsAwayAndLosesNothing()
    {
        Scene scene;
        const auto requested = scene.shop.request(scene.picture());
        scene.host.failure = Error{Reason::ProviderUnreachable, {}};
        QCOMPARE(scene.pass(), 1);
        QCOMPARE(scene.shop.state(requested.sendId), u"queued"_s);
        scene.shop.clock += 11min;
        scene.host.failure.reset();
        QCOMPARE(scene.pass(), 1);
        QCOMPARE(scene.shop.claim().size(), size_t(1));
    }

    void failsWhatCouldNotBeHostedForHours()
    {
        Scene scene;
        const auto requested = scene.shop.request(scene.picture());
        scene.host.failure = Error{Reason::ProviderUnreachable, {}};
        (void)scene.pass();
        scene.shop.clock += 4h;
        (void)scene.pass();
        QCOMPARE(scene.shop.state(requested.sendId), u"failed"_s);
        QCOMPARE(scene.shop.row(requested.sendId).reason, std::optional(u"providerUnreachable"_s));
        QVERIFY(scene.shop.claim().empty());
        // Sent again it has a file of its own, and goes once that is hosted.
        auto again = scene.shop.text({}, Channel::Whatsapp);
        again.attachments = {scene.shop.row(requested.sendId).media.front().attachmentId};
        const auto second = scene.shop.request(again);
        QVERIFY(!second.refusal);
        QVERIFY(scene.shop.bubble(second.sendId)->attachments.front().id != again.attachments.front());
        scene.host.failure.reset();
        (void)scene.pass();
        QCOMPARE(scene.shop.claim().size(), size_t(1));
    }

    void refusesWhatTheRelayWillNeverTake()
    {
        Scene scene;
        const auto requested = scene.shop.request(scene.picture());
        scene.host.failure = Error{Reason::MediaNotAllowed, {}};
        QCOMPARE(scene.pass(), 1);
        QCOMPARE(scene.shop.state(requested.sendId), u"refused"_s);
        QCOMPARE(scene.shop.row(requested.sendId).reason, std::optional(u"mediaNotAllowed"_s));
    }

    void refusesAFileThatIsGone()
    {
        Scene scene;
        const auto requested = scene.shop.request(scene.picture());
        QVERIFY(QDir(scene.dir.filePath(u"media"_s)).removeRecursively());
        if (TestDatabase::isPostgres())
            inTx(*scene.shop.store, [](store::Tx &tx) { tx.execute(u"DELETE FROM media_files"_s); });
        QCOMPARE(scene.pass(), 1);
        QCOMPARE(scene.shop.state(requested.sendId), u"refused"_s);
        QVERIFY(scene.host.hosted.empty());
    }

    void hostsAFileThatAnotherCoreWasGiven()
    {
        if (!TestDatabase::isPostgres())
            QSKIP("SQLite is one core's alone");
        Scene scene;
        const auto requested = scene.shop.request(scene.picture());
        QVERIFY(QDir(scene.dir.filePath(u"media"_s)).removeRecursively());
        QCOMPARE(scene.pass(), 1);
        QCOMPARE(scene.host.hosted.front().bytes, QByteArray("picture"));
        QCOMPARE(scene.shop.claim().size(), size_t(1));
        QVERIFY(scene.shop.state(requested.sendId) == u"sending"_s);
    }

    void waitsWhileTheDatabaseCanNotGiveAFile()
    {
        if (!TestDatabase::isPostgres())
            QSKIP("SQLite is one core's alone");
        Scene scene;
        const auto requested = scene.shop.request(scene.picture());
        QVERIFY(QDir(scene.dir.filePath(u"media"_s)).removeRecursively());
        inTx(*scene.shop.store, [](store::Tx &tx) { tx.executeOnce(u"ALTER TABLE media_parts RENAME TO away"_s); });
        QCOMPARE(scene.pass(), 1);
        inTx(*scene.shop.store, [](store::Tx &tx) { tx.executeOnce(u"ALTER TABLE away RENAME TO media_parts"_s); });
        QCOMPARE(scene.shop.state(requested.sendId), u"queued"_s);
        scene.shop.clock += 11min;
        QCOMPARE(scene.pass(), 1);
        QCOMPARE(scene.shop.claim().size(), size_t(1));
    }

    void hostsAnewWhatExpired()
    {
        Scene scene;
        const auto requested = scene.shop.request(scene.picture());
        (void)scene.pass();
        inTx(*scene.shop.store, [&](store::Tx &tx) {
            auto row = *messaging::SendRepository().find(tx, requested.sendId);
            messaging::SendRepository().setHosted(tx, row.id, row.media, scene.shop.clock.now());
        });
        QVERIFY(scene.shop.claim().empty());
        QCOMPARE(scene.pass(), 1);
        QCOMPARE(scene.host.hosted.at(0).id, scene.host.hosted.at(1).id); // the same place at the relay
        QCOMPARE(scene.shop.claim().size(), size_t(1));
    }

    void leavesACancelledSendAlone()
    {
        Scene scene;
        const auto requested = scene.shop.request(scene.picture());
        inTx(*scene.shop.store,
             [&](store::Tx &tx) { (void)messaging::Outbox().cancel(tx, requested.sendId, scene.shop.clock.now()); });
        QCOMPARE(scene.pass(), 0);
        QCOMPARE(scene.shop.state(requested.sendId), u"cancelled"_s);
    }
};

QTEST_GUILESS_MAIN(HostingTest)
#include "tst_hosting.moc"
