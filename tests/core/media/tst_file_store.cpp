// SPDX-License-Identifier: Apache-2.0
#include "core/media/file_store.h"
#include "tests/support/test_store.h"

#include <QDirIterator>
#include <QTest>

using namespace counterbell;
using namespace counterbell::media;
using namespace Qt::StringLiterals;

namespace
{

const auto kHelloHash = u"2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"_s; // of "hello"

} // namespace

class FileStoreTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_dir = std::make_unique<QTemporaryDir>();
        m_store = std::make_unique<TestStore>(m_clock);
        m_shared = sharedFilesOf(**m_store);
        m_files = std::make_unique<FileStore>(m_dir->filePath(u"media"_s), *m_shared);
    }
    void cleanup()
    {
        m_files.reset();
        m_shared.reset();
        m_store.reset();
    }

    void keepsBytesUnderTheirHash()
    {
        const auto kept = waitForTask(m_files->keep("hello"));
        QCOMPARE(kept->sha256, kHelloHash);
        const QFileInfo file(m_dir->filePath(u"media/"_s + kHelloHash.left(2) + u'/' + kHelloHash.mid(2)));
        QCOMPARE(file.size(), 5);
        const auto ours = QFile::ReadOwner | QFile::WriteOwner | QFile::ReadUser | QFile::WriteUser;
        QCOMPARE(file.permissions(), ours);
        QCOMPARE(QFileInfo(file.path()).permissions(), ours | QFile::ExeOwner | QFile::ExeUser);
        QCOMPARE(waitForTask(m_files->keep("hello"))->sha256, kHelloHash);
        QCOMPARE(waitForTask(m_files->list()), QStringList{kHelloHash});
    }

    void replacesAFileThatIsNotWhole()
    {
        (void)waitForTask(m_files->keep("hello"));
        QFile file(m_dir->filePath(u"media/"_s + kHelloHash.left(2) + u'/' + kHelloHash.mid(2)));
        QVERIFY(file.resize(2));
        (void)waitForTask(m_files->keep("hello"));
        QCOMPARE(waitForTask(m_files->read(kHelloHash, 0, 100)).value(), QByteArray("hello"));
    }

    void readsParts_data()
    {
        QTest::addColumn<qint64>("offset");
        QTest::addColumn<qint64>("limit");
        QTest::addColumn<QByteArray>("expected");
        QTest::newRow("all") << qint64(0) << qint64(5) << QByteArray("hello");
        QTest::newRow("more than there is") << qint64(0) << qint64(50) << QByteArray("hello");
        QTest::newRow("the middle") << qint64(1) << qint64(3) << QByteArray("ell");
        QTest::newRow("the end") << qint64(4) << qint64(3) << QByteArray("o");
        QTest::newRow("beyond") << qint64(5) << qint64(3) << QByteArray("");
    }
    void readsParts()
    {
        QFETCH(qint64, offset);
        QFETCH(qint64, limit);
        (void)waitForTask(m_files->keep("hello"));
        QTEST(waitForTask(m_files->read(kHelloHash, offset, limit)).value(), "expected");
    }

    void readsNothingButItsOwnFiles()
    {
        QFile secret(m_dir->filePath(u"secret"_s));
        QVERIFY(secret.open(QIODevice::WriteOnly) && secret.write("x") == 1 && secret.flush());
        (void)waitForTask(m_files->keep("hello"));
        for (const auto &name : {u"../secret"_s, u""_s, QString(64, u'0'), kHelloHash.toUpper()}) {
            const auto read = waitForTask(m_files->read(name, 0, 10));
            QVERIFY(!read);
            QCOMPARE(read.error().reason, Reason::NotFound);
        }
        QCOMPARE(waitForTask(m_files->removeUnheld({u"../secret"_s})), 0);
        QVERIFY(secret.exists());
    }

    void removesWhatNobodyHolds()
    {
        auto kept = waitForTask(m_files->keep("hello"));
        (void)waitForTask(m_files->list());
        QCOMPARE(waitForTask(m_files->removeUnheld({kHelloHash})), 0);
        // The hold ends after the list: rows read in between may not know of it yet.
        kept->hold.reset();
        QCOMPARE(waitForTask(m_files->removeUnheld({kHelloHash})), 0);
        (void)waitForTask(m_files->list());
        QCOMPARE(waitForTask(m_files->removeUnheld({kHelloHash})), 1);
        QVERIFY(!waitForTask(m_files->read(kHelloHash, 0, 1)));
    }

    void removesNothingThatWasKeptSinceTheList()
    {
        (void)waitForTask(m_files->keep("hello"));
        (void)waitForTask(m_files->list());
        (void)waitForTask(m_files->keep("hello"));
        QCOMPARE(waitForTask(m_files->removeUnheld({kHelloHash})), 0);
    }

    void clearsAwayWhatAKilledProcessLeft()
    {
        (void)waitForTask(m_files->keep("hello"));
        QFile half(m_dir->filePath(u"media/unfinished"_s));
        QVERIFY(half.open(QIODevice::WriteOnly) && half.write("hal") == 3);
        half.close();
        QCOMPARE(waitForTask(m_files->list()), QStringList{kHelloHash});
        QVERIFY(!half.exists());
    }

    void saysSoWhenItCanNotWrite()
    {
        FileStore nowhere(m_dir->filePath(u"no/such/folder"_s), *m_shared);
        const auto kept = waitForTask(nowhere.keep("hello"));
        QVERIFY(!kept);
        QCOMPARE(kept.error().details.value(u"problem"_s).toString(), u"unwritable"_s);
    }

private:
    FakeClock m_clock;
    std::unique_ptr<QTemporaryDir> m_dir;
    std::unique_ptr<TestStore> m_store;
    std::unique_ptr<SharedFiles> m_shared;
    std::unique_ptr<FileStore> m_files;
};

QTEST_GUILESS_MAIN(FileStoreTest)
#include "tst_file_store.moc"
