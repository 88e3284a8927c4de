// SPDX-License-Identifier: Apache-2.0
#include "core/media/transfer/downloads.h"
#include "tests/support/fake_provider.h"
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

const auto kUrl = u"https://api.twilio.com/2010-04-01/Accounts/AC1/Messages/MM1/Media/ME1"_s;
const auto kPng = QByteArray::fromHex("89504e470d0a1a0a0000000d4948445200000280000001e0");

/// A customer's message with a file that is still at the provider.
struct Scene {
    explicit Scene(const QString &type = u"image/png"_s)
        : files(dir.filePath(u"media"_s), *shared), downloads(*shop.store, shop.clock, provider, files, tasks)
    {
        message = inTx(*shop.store, [&](store::Tx &tx) {
            inbox::NewMessage received;
            received.conversationId = shop.conversation;
            received.channel = Channel::Whatsapp;
            received.direction = Direction::Inbound;
            received.kind = MessageKind::Media;
            received.at = shop.clock.now();
            return inbox::MessageRepository().add(tx, received, {{type, kUrl, {}}});
        });
    }
    ~Scene()
    {
        downloads.stop();
        (void)waitForTask(tasks.drain(5s));
    }

    void gives(const QByteArray &bytes) { provider.media.push_back(messaging::MediaContent{bytes, {}}); }
    void refuses(Reason reason, const QJsonObject &details = {})
    {
        provider.media.push_back(Result<messaging::MediaContent>(refuse(reason, details)));
    }
    /// One pass; how many files were asked for.
    int pass()
    {
        QSignalSpy ended(&downloads, &Downloads::passEnded);
        downloads.start();
        if (!ended.wait(5000))
            qFatal("the pass did not end");
        downloads.stop();
        return ended.first().first().toInt();
    }
    Attachment file()
    {
        return inRead(*shop.store,
                      [this](store::Connection &db) { return AttachmentRepository().of(db, message).at(0); });
    }

    QTemporaryDir dir;
    Shop shop;
    FakeProvider provider;
    TaskGroup tasks;
    std::unique_ptr<SharedFiles> shared = sharedFilesOf(*shop.store);
    FileStore files;
    Downloads downloads;
    MessageId message;
};

} // namespace

class DownloadsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void fetchesAndKeepsAFile()
    {
        Scene scene;
        scene.gives(kPng);
        QSignalSpy committed(&*scene.shop.store, &store::Store::committed);
        QCOMPARE(scene.pass(), 1);
        QCOMPARE(scene.provider.fetchedMedia, std::vector{QUrl(kUrl)});
        const auto file = scene.file();
        QCOMPARE(file.state, AttachmentState::Stored);
        QCOMPARE(file.size, std::optional<qint64>(kPng.size()));
        QCOMPARE(file.width, std::optional(640));
        const auto sha256 = waitForTask(scene.files.list()).value(0);
        QCOMPARE(waitForTask(scene.files.read(sha256, 0, 1000)).value(), kPng);
        QCOMPARE(scene.pass(), 0); // once
        // What all cores share is kept by the row, and by nothing else.
        if (TestDatabase::isPostgres())
            QCOMPARE(number(*scene.shop.store, u"SELECT COUNT(*) FROM media_files WHERE held_until IS NULL"_s), 1);
        QTRY_VERIFY(std::any_of(committed.begin(), committed.end(), [](const QList<QVariant> &arguments) {
            const auto events = arguments.first().value<std::vector<store::Event>>();
            return std::any_of(events.begin(), events.end(),
                               [](const store::Event &event) { return event.name == "message.updated"_L1; });
        }));
    }

    void triesAgainWhenItIsTime()
    {
        Scene scene;
        scene.refuses(Reason::NotFound); // right after the webhook
        scene.gives(kPng);
        QCOMPARE(scene.pass(), 1);
        QCOMPARE(scene.file().state, AttachmentState::Pending);
        QCOMPARE(scene.pass(), 0);
        scene.shop.clock += 2s;
        QCOMPARE(scene.pass(), 1);
        QCOMPARE(scene.file().state, AttachmentState::Stored);
    }

    void givesUpWithAReason_data()
    {
        QTest::addColumn<Reason>("reason");
        QTest::addColumn<QString>("detail");
        QTest::addColumn<int>("tries");
        QTest::addColumn<QString>("problem");
        QTest::newRow("never there") << Reason::NotFound << "" << 6 << "notFound";
        QTest::newRow("a URL that isn't the provider's") << Reason::InvalidArgument << "url" << 1 << "url";
        QTest::newRow("too large") << Reason::ProviderUnreachable << "tooLarge" << 1 << "tooLarge";
    }
    void givesUpWithAReason()
    {
        QFETCH(Reason, reason);
        QFETCH(QString, detail);
        Scene scene;
        scene.refuses(reason, {{u"problem"_s, detail}});
        int tries = 0;
        for (int i = 0; i < 20; ++i) {
            tries += scene.pass();
            scene.shop.clock += 1h;
        }
        QTEST(tries, "tries");
        QCOMPARE(scene.file().state, AttachmentState::Failed);
        QTEST(scene.file().problem.value_or(QString()), "problem");
    }

    void keepsNoPageThatSaysItIsAPicture()
    {
        Scene scene(u"image/jpeg"_s);
        scene.gives("<html>");
        QCOMPARE(scene.pass(), 1);
        QCOMPARE(scene.file().problem, std::optional(u"notAnImage"_s));
        QCOMPARE(waitForTask(scene.files.list()), QStringList());
    }

    void triesAgainWhenTheDiskIsFull()
    {
        Scene scene;
        QFile inTheWay(scene.dir.filePath(u"media"_s));
        QVERIFY(inTheWay.open(QIODevice::WriteOnly));
        scene.gives(kPng);
        QCOMPARE(scene.pass(), 1);
        QCOMPARE(scene.file().state, AttachmentState::Pending);
        QVERIFY(inTheWay.remove());
        scene.shop.clock += 2s;
        QCOMPARE(scene.pass(), 1);
        QCOMPARE(scene.file().state, AttachmentState::Stored);
    }

    void saysWhenItsMessageIsGoneMeanwhile()
    {
        Scene scene;
        scene.gives(kPng);
        scene.provider.isHolding = true;
        QSignalSpy unused(&scene.downloads, &Downloads::fileUnused);
        scene.downloads.start();
        QTRY_COMPARE(scene.provider.fetchedMedia.size(), size_t(1));
        inTx(*scene.shop.store, [&](store::Tx &tx) {
            QStringList sids;
            (void)inbox::MessageRepository().eraseSome(tx, scene.shop.conversation, 100, sids);
        });
        scene.provider.release();
        QTRY_COMPARE(unused.size(), 1);
    }
};

QTEST_GUILESS_MAIN(DownloadsTest)
#include "tst_downloads.moc"
