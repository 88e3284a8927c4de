// SPDX-License-Identifier: Apache-2.0
// PostgreSQL alone.
// Two cores on one database, each with a folder of its own: what one keeps the other reads.
#include "core/media/media_service.h"
#include "core/media/unused_files.h"
#include "tests/support/refused_rows.h"
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

/// All values that a byte has, over several parts.
QByteArray bytesOf(qsizetype size, int seed = 7)
{
    QByteArray bytes(size, '\0');
    for (qsizetype i = 0; i < size; ++i)
        bytes[i] = char(i * seed + i / 256);
    return bytes;
}

/// Says when a part is asked for; so many times it doesn't come.
class WatchedFiles : public SharedFiles
{
public:
    explicit WatchedFiles(store::Store &store) : m_files(sharedFilesOf(store)) {}

    std::function<void(int)> partAsked = [](int) {};
    int failures = 0;

    QCoro::Task<Result<bool>> hold(QString sha256) override { return m_files->hold(sha256); }
    QCoro::Task<Result<>> put(QString sha256, int part, QByteArray bytes) override
    {
        return m_files->put(sha256, part, bytes);
    }
    QCoro::Task<Result<>> finish(QString sha256, qint64 size) override { return m_files->finish(sha256, size); }
    Result<> claim(store::Tx &tx, const QString &sha256) const override { return m_files->claim(tx, sha256); }
    QCoro::Task<Result<SharedFile>> find(QString sha256) override { return m_files->find(sha256); }
    QCoro::Task<Result<QByteArray>> part(QString sha256, int part) override
    {
        partAsked(part);
        if (failures > 0 && failures-- > 0)
            co_return refuse(Reason::Internal, {{u"problem"_s, u"tooSlow"_s}});
        co_return co_await m_files->part(sha256, part);
    }
    QCoro::Task<Result<QStringList>> lacking(QStringList sha256s) override { return m_files->lacking(sha256s); }
    QCoro::Task<int> clear() override { return m_files->clear(); }

private:
    std::unique_ptr<SharedFiles> m_files;
};

/// A core's part in it.
struct Branch {
    Branch(Shop &shop, store::Store &store)
        : shop(shop), store(store), shared(store), files(folder(), shared), service(store, shop.clock, files)
    {
    }
    [[nodiscard]] QString folder() const { return dir.filePath(u"media"_s); }
    [[nodiscard]] QString pathOf(const QString &sha256) const
    {
        return folder() + u'/' + sha256.left(2) + u'/' + sha256.mid(2);
    }
    Result<QByteArray> read(const QString &sha256) { return waitForTask(files.read(sha256, 0, 100'000'000)); }
    /// A file that a row names.
    QString keeps(const QByteArray &bytes)
    {
        const auto kept = waitForTask(files.keep(bytes));
        if (!kept)
            return {};
        inTx(store, [&](store::Tx &tx) {
            const AttachmentRepository attachments;
            const auto id = attachments.addUpload(tx, shop.member.id, u"a/b"_s, u"a"_s, shop.clock.now());
            (void)attachments.stored(tx, id, {kept->sha256, bytes.size(), u"a/b"_s, {}, {}});
            QVERIFY(files.claim(tx, kept->sha256));
        });
        return kept->sha256;
    }
    void clearAway()
    {
        TaskGroup tasks;
        UnusedFiles unused(store, shop.clock, files, tasks);
        QSignalSpy ended(&unused, &UnusedFiles::passEnded);
        unused.start();
        if (!ended.wait(5000))
            qFatal("the pass did not end");
        unused.stop();
        (void)waitForTask(tasks.drain(5s));
    }

    Shop &shop;
    store::Store &store;
    QTemporaryDir dir;
    WatchedFiles shared;
    FileStore files;
    MediaService service;
};

struct Scene {
    Scene() : otherStore(shop.store.database().dialect(5s), shop.clock, {.readLimit = 5s})
    {
        if (!otherStore.open({}))
            qFatal("the second core did not open the database");
        one = std::make_unique<Branch>(shop, *shop.store);
        two = std::make_unique<Branch>(shop, otherStore);
    }
    qint64 count(const QString &table) { return number(*shop.store, u"SELECT COUNT(*) FROM "_s + table); }
    void run(const QString &sql)
    {
        inTx(*shop.store, [sql](store::Tx &tx) { tx.executeOnce(sql); });
    }
    void releaseHolds() { run(u"UPDATE media_files SET held_until = 1"_s); }

    Shop shop;
    store::Store otherStore;
    std::unique_ptr<Branch> one;
    std::unique_ptr<Branch> two;
};

} // namespace

class SharedFilesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        if (!TestDatabase::isPostgres())
            QSKIP("SQLite is one core's alone");
    }

    void whatOneCoreKeepsTheOtherReadsByteForByte_data()
    {
        QTest::addColumn<qsizetype>("size");
        constexpr auto part = SharedFileRepository::kPart;
        QTest::newRow("a byte") << qsizetype(1);
        QTest::newRow("each value once") << qsizetype(256);
        QTest::newRow("a part") << qsizetype(part);
        QTest::newRow("a part and a byte") << qsizetype(part + 1);
        QTest::newRow("many parts") << qsizetype(part * 9 - 1);
    }
    void whatOneCoreKeepsTheOtherReadsByteForByte()
    {
        QFETCH(const qsizetype, size);
        Scene scene;
        const auto bytes = bytesOf(size);
        const auto sha256 = scene.one->keeps(bytes);
        const auto read = scene.two->read(sha256);
        QVERIFY(read && *read == bytes);
        // From now on it has a copy of its own.
        QFile file(scene.two->pathOf(sha256));
        QVERIFY(file.open(QIODevice::ReadOnly) && file.readAll() == bytes);
        QCOMPARE(file.permissions() & ~(QFile::ReadUser | QFile::WriteUser), QFile::ReadOwner | QFile::WriteOwner);
        QVERIFY(!QFile::exists(scene.two->folder() + u"/fetched"_s));
        scene.run(u"DELETE FROM media_files"_s);
        QVERIFY(scene.two->read(sha256).value() == bytes);
    }

    void manyWhoReadAtOnceFetchItOnce()
    {
        Scene scene;
        const auto bytes = bytesOf(SharedFileRepository::kPart * 3);
        const auto sha256 = scene.one->keeps(bytes);
        int asked = 0;
        scene.two->shared.partAsked = [&](int) { ++asked; };
        auto first = scene.two->files.read(sha256, 0, 10);
        auto second = scene.two->files.read(sha256, 100, 10);
        QCOMPARE(waitForTask(std::move(second)).value(), bytes.sliced(100, 10));
        QCOMPARE(waitForTask(std::move(first)).value(), bytes.first(10));
        QCOMPARE(asked, 3);
    }

    void aPartThatDoesNotComeIsAskedForAgain()
    {
        Scene scene;
        const auto bytes = bytesOf(SharedFileRepository::kPart * 2);
        const auto sha256 = scene.one->keeps(bytes);
        scene.two->shared.failures = 100;
        QVERIFY(isRefused(scene.two->read(sha256), Reason::Internal)); // not for ever
        QVERIFY(!QFile::exists(scene.two->folder() + u"/fetched"_s));
        scene.two->shared.failures = 2;
        const auto read = scene.two->read(sha256);
        QVERIFY(read && *read == bytes);
    }

    void aFileThatIsNotWholeIsNotThere()
    {
        Scene scene;
        const auto bytes = bytesOf(SharedFileRepository::kPart * 3);
        const auto sha256 = scene.one->keeps(bytes);
        // As a killed core leaves it: some parts, and nobody has said that this is all.
        scene.run(u"UPDATE media_files SET size = NULL"_s);
        scene.run(u"DELETE FROM media_parts WHERE part = 1"_s);
        QVERIFY(isRefused(scene.two->read(sha256), Reason::NotFound));
        QVERIFY(isRefused(waitForTask(scene.two->shared.finish(sha256, bytes.size())), Reason::Internal));
        const auto claimed = waitFor(
            scene.shop.store->write([&](store::Tx &tx) -> Result<> { return scene.one->files.claim(tx, sha256); }));
        QVERIFY(isRefused(claimed, Reason::Internal));
        // Whoever has it makes it whole.
        QVERIFY(waitForTask(scene.one->files.keep(bytes)));
        QVERIFY(scene.two->read(sha256).value() == bytes);
    }

    void leftoversAreClearedAwayOnceNobodyWorksOnThem()
    {
        Scene scene;
        QVERIFY(waitForTask(scene.one->files.keep(bytesOf(1000))));
        scene.run(u"UPDATE media_files SET size = NULL"_s);
        QCOMPARE(waitForTask(scene.two->shared.clear()), 0); // the row is still to come
        scene.releaseHolds();
        QCOMPARE(waitForTask(scene.two->shared.clear()), 1);
        QCOMPARE(scene.count(u"media_parts"_s), 0);
    }

    void nobodyIsToldOfAFileThatTheOthersHaveNotGot()
    {
        Scene scene;
        const auto dialect = scene.shop.store.database().dialect();
        store::Connection db(*dialect, u"refusing"_s, false);
        UploadMedia request;
        request.name = u"a.pdf"_s;
        request.contentType = u"application/pdf"_s;
        request.dataBase64 = QString::fromLatin1(bytesOf(1000).toBase64());
        refuseRows(db, u"INSERT ON media_parts"_s);
        QVERIFY(isRefused(waitForTask(scene.one->service.upload(scene.shop.member, request)), Reason::Internal));
        QCOMPARE(scene.count(u"attachments WHERE state = 'stored'"_s), 0);
        allowRows(db);
        QVERIFY(waitForTask(scene.one->service.upload(scene.shop.member, request)));
        QCOMPARE(scene.count(u"attachments WHERE state = 'stored'"_s), 1);
        // Its row keeps it from here on, and nothing else does.
        QCOMPARE(scene.count(u"media_files WHERE held_until IS NULL AND size = 1000"_s), 1);
    }

    void whatNoRowNeedsGoesFromTheDatabaseAndBothFolders()
    {
        Scene scene;
        const auto sha256 = scene.one->keeps(bytesOf(1000));
        const auto other = scene.one->keeps(bytesOf(1000, 5));
        QVERIFY(scene.two->read(sha256));
        QVERIFY(scene.two->read(other));
        inTx(*scene.shop.store,
             [&](store::Tx &tx) { tx.execute(u"DELETE FROM attachments WHERE sha256 = ?"_s, sha256); });
        QCOMPARE(waitForTask(scene.two->shared.clear()), 1);
        scene.two->clearAway();
        QCOMPARE(scene.count(u"media_files"_s), 1);
        QCOMPARE(scene.count(u"media_parts"_s), 1);
        QVERIFY(!QFile::exists(scene.two->pathOf(sha256)));
        QVERIFY(QFile::exists(scene.one->pathOf(sha256)));
        scene.one->clearAway();
        QVERIFY(!QFile::exists(scene.one->pathOf(sha256)));
        QVERIFY(QFile::exists(scene.one->pathOf(other)) && QFile::exists(scene.two->pathOf(other)));
        scene.run(u"DELETE FROM attachments"_s);
        scene.one->clearAway();
        QCOMPARE(scene.count(u"media_files"_s), 0);
    }

    void whatWasErasedIsFetchedByNobody()
    {
        Scene scene;
        const auto sha256 = scene.one->keeps(bytesOf(1000));
        scene.run(u"DELETE FROM attachments"_s);
        QCOMPARE(scene.count(u"media_files"_s), 1); // it goes a moment later
        bool isAsked = false;
        scene.two->shared.partAsked = [&](int) { isAsked = true; };
        QVERIFY(isRefused(scene.two->read(sha256), Reason::NotFound));
        QVERIFY(!isAsked);
        QVERIFY(!QFile::exists(scene.two->pathOf(sha256)));
    }

    void whatIsErasedWhileItIsFetchedIsNotKept()
    {
        Scene scene;
        const auto sha256 = scene.one->keeps(bytesOf(SharedFileRepository::kPart * 2));
        scene.two->shared.partAsked = [&](int part) {
            if (part == 1)
                scene.run(u"DELETE FROM attachments"_s);
        };
        QVERIFY(isRefused(scene.two->read(sha256), Reason::NotFound));
        QVERIFY(!QFile::exists(scene.two->pathOf(sha256)));
    }

    void keepsNothingThatIsNotWhatItIsCalled()
    {
        Scene scene;
        const auto sha256 = scene.one->keeps(bytesOf(1000));
        scene.run(u"UPDATE media_parts SET bytes = SET_BYTE(bytes, 0, 1)"_s);
        QVERIFY(isRefused(scene.two->read(sha256), Reason::Internal));
        QVERIFY(!QFile::exists(scene.two->pathOf(sha256)));
        QVERIFY(!QFile::exists(scene.two->folder() + u"/fetched"_s));
    }

    void givesNothingToTheOthersThatIsNotWhatItIsCalled()
    {
        Scene scene;
        const auto sha256 = scene.one->keeps(bytesOf(1000));
        scene.run(u"DELETE FROM media_files"_s);
        QFile file(scene.one->pathOf(sha256));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytesOf(1000, 5)) == 1000);
        file.close();
        scene.one->clearAway();
        QVERIFY(isRefused(scene.two->read(sha256), Reason::NotFound));
    }

    void whatOnlyAFolderHasIsGivenToTheOthers()
    {
        Scene scene;
        const auto bytes = bytesOf(SharedFileRepository::kPart + 1);
        const auto sha256 = scene.one->keeps(bytes);
        // A database from before the files were shared, or restored from such a copy.
        scene.run(u"DELETE FROM media_files"_s);
        QVERIFY(isRefused(scene.two->read(sha256), Reason::NotFound));
        scene.one->clearAway();
        QVERIFY(scene.two->read(sha256).value() == bytes);
    }

    void aKilledCoresHalfFetchedFileGoesAtTheNextStart()
    {
        Scene scene;
        QVERIFY(QDir().mkpath(scene.two->folder()));
        QFile half(scene.two->folder() + u"/fetched"_s);
        QVERIFY(half.open(QIODevice::WriteOnly) && half.write("hal") == 3);
        half.close();
        {
            const FileStore started(scene.two->folder(), scene.two->shared);
        }
        QVERIFY(!half.exists());
    }
};

QTEST_GUILESS_MAIN(SharedFilesTest)
#include "tst_shared_files.moc"
