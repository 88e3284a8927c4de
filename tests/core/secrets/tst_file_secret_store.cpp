// SPDX-License-Identifier: Apache-2.0
#include "core/secrets/file_secret_store.h"
#include "tests/support/full_disk.h"
#include "tests/support/result_text.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

using namespace counterbell;
using namespace counterbell::secrets;
using namespace counterbell::test;
using namespace Qt::StringLiterals;

namespace
{

constexpr ScryptCost kCheap{.logN = 10};

QByteArray bytesOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

bool replaceBytes(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly | QIODevice::Truncate) && file.write(bytes) == bytes.size();
}

using Read = Result<std::optional<QByteArray>>;

} // namespace

/// Secrets in an encrypted file (DESIGN 9).
class TestFileSecretStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    void aFullDiskLeavesWhatIsThere()
    {
        const auto open = [&] {
            return *FileSecretStore::openWithKeyFile(m_folder->filePath(u"s.enc"_s), m_folder->filePath(u"s.key"_s));
        };
        const auto store = open();
        QVERIFY(QCoro::waitFor(store->write(u"a"_s, "first")));
        {
            const FullDisk full;
            const auto written = QCoro::waitFor(store->write(u"a"_s, "second"));
            QVERIFY(!written);
            QCOMPARE(written.error().details.value(u"problem"_s), u"unwritable"_s);
        }
        QCOMPARE(QCoro::waitFor(open()->read(u"a"_s)).value().value(), QByteArray("first"));
    }

    void keepsSecretsAcrossAReopening_data()
    {
        QTest::addColumn<bool>("byPassphrase");
        QTest::newRow("passphrase") << true;
        QTest::newRow("key file") << false;
    }
    void keepsSecretsAcrossAReopening()
    {
        QFETCH(bool, byPassphrase);
        const auto reopen = [&] {
            return byPassphrase ? FileSecretStore::openWithPassphrase(box(), "horse", kCheap)
                                : FileSecretStore::openWithKeyFile(box(), key());
        };
        const QByteArray binary("\0\xff\n", 3);
        {
            const auto store = reopen();
            QVERIFY(store);
            QCOMPARE((*store)->backend(), byPassphrase ? SecretBackend::PassphraseFile : SecretBackend::KeyFile);
            QCOMPARE(QCoro::waitFor((*store)->read(u"auth_token"_s)), Read(std::nullopt));
            QVERIFY(QCoro::waitFor((*store)->write(u"auth_token"_s, "first")));
            QVERIFY(QCoro::waitFor((*store)->write(u"auth_token"_s, "0123456789abcdef")));
            QVERIFY(QCoro::waitFor((*store)->write(u"binary"_s, binary)));
            QVERIFY(QCoro::waitFor((*store)->write(u"empty"_s, {})));
        }
        const auto store = reopen();
        QVERIFY(store);
        QCOMPARE(QCoro::waitFor((*store)->read(u"auth_token"_s)), Read(QByteArray("0123456789abcdef")));
        QCOMPARE(QCoro::waitFor((*store)->read(u"binary"_s)), Read(binary));
        QCOMPARE(QCoro::waitFor((*store)->read(u"empty"_s)), Read(QByteArray("")));
        QVERIFY(QCoro::waitFor((*store)->remove(u"binary"_s)));
        QVERIFY(QCoro::waitFor((*store)->remove(u"binary"_s)));
        QCOMPARE(QCoro::waitFor((*store)->read(u"binary"_s)), Read(std::nullopt));
        QCOMPARE(QCoro::waitFor((*store)->read(u"auth_token"_s)), Read(QByteArray("0123456789abcdef")));
    }

    void leavesNothingReadableOnTheDisk()
    {
        const auto before = ::umask(0);
        const auto store = FileSecretStore::openWithKeyFile(box(), key());
        QVERIFY(QCoro::waitFor((*store)->write(u"auth_token"_s, "0123456789abcdef")));
        ::umask(before);
        const auto entries = QDir(m_folder->path()).entryInfoList(QDir::Files | QDir::Hidden);
        QCOMPARE(entries.size(), 2); // the box and the key, no temporary file
        for (const auto &entry : entries) {
            struct stat info{};
            QCOMPARE(::stat(qPrintable(entry.filePath()), &info), 0);
            QCOMPARE(info.st_mode & 07777, 0600u);
            const auto bytes = bytesOf(entry.filePath());
            for (const QByteArray trace : {"0123456789abcdef", "auth_token"}) {
                QVERIFY(!bytes.contains(trace));
                QVERIFY(!bytes.contains(trace.toBase64().chopped(4)));
            }
        }
    }

    void anotherPassphraseOrKeyOpensNothing()
    {
        QVERIFY(QCoro::waitFor((*FileSecretStore::openWithPassphrase(box(), "horse", kCheap))->write(u"a"_s, "b")));
        QCOMPARE(problemOf(FileSecretStore::openWithPassphrase(box(), "cow", kCheap)), u"wrongKey"_s);
        QCOMPARE(problemOf(FileSecretStore::openWithPassphrase(box(), {}, kCheap)), u"passphraseNeeded"_s);
        QVERIFY(createKeyFile(key()));
        QCOMPARE(problemOf(FileSecretStore::openWithKeyFile(box(), key())), u"wrongKey"_s);
    }

    void aLostKeyIsNotReplacedBesideAnOldBox()
    {
        QVERIFY(QCoro::waitFor((*FileSecretStore::openWithKeyFile(box(), key()))->write(u"a"_s, "b")));
        QVERIFY(QFile::remove(key()));
        QCOMPARE(problemOf(FileSecretStore::openWithKeyFile(box(), key())), u"keyMissing"_s);
        QVERIFY(!QFile::exists(key()));
        QVERIFY(createKeyFile(key()));
        QCOMPARE(problemOf(FileSecretStore::openWithPassphrase(box(), "horse", kCheap)), u"wrongKey"_s);
    }

    void aTamperedBoxIsAnErrorAndIsNotOverwritten()
    {
        const auto store = FileSecretStore::openWithKeyFile(box(), key());
        QVERIFY(QCoro::waitFor((*store)->write(u"auth_token"_s, "0123456789abcdef")));
        auto bytes = bytesOf(box());
        bytes[bytes.size() / 2 + 10] = static_cast<char>(bytes[bytes.size() / 2 + 10] ^ 1);
        QVERIFY(replaceBytes(box(), bytes));
        QCOMPARE(problemOf(QCoro::waitFor((*store)->read(u"auth_token"_s))), u"tampered"_s);
        QCOMPARE(problemOf(QCoro::waitFor((*store)->write(u"b"_s, "c"))), u"tampered"_s);
        QCOMPARE(problemOf(QCoro::waitFor((*store)->remove(u"b"_s))), u"tampered"_s);
        QCOMPARE(problemOf(FileSecretStore::openWithKeyFile(box(), key())), u"tampered"_s);
        QCOMPARE(bytesOf(box()), bytes);
        QVERIFY(replaceBytes(box(), {}));
        QCOMPARE(problemOf(QCoro::waitFor((*store)->read(u"auth_token"_s))), u"tampered"_s);
    }

    void aBoxThatCantBeWrittenIsAnError()
    {
        const auto store = FileSecretStore::openWithPassphrase(m_folder->filePath(u"no/such/box"_s), "horse", kCheap);
        QVERIFY(store);
        QCOMPARE(problemOf(QCoro::waitFor((*store)->write(u"a"_s, "b"))), u"unwritable"_s);
    }

    void namesAndValuesAreBounded_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<qsizetype>("size");
        QTest::addColumn<bool>("fine");
        QTest::newRow("ordinary") << u"twilio.auth_token-2"_s << qsizetype(1) << true;
        QTest::newRow("longest name") << QString(64, u'a') << qsizetype(1) << true;
        QTest::newRow("too long a name") << QString(65, u'a') << qsizetype(1) << false;
        QTest::newRow("no name") << QString() << qsizetype(1) << false;
        QTest::newRow("a path") << u"../a"_s << qsizetype(1) << false;
        QTest::newRow("capitals") << u"A"_s << qsizetype(1) << false;
        QTest::newRow("largest value") << u"a"_s << qsizetype(65536) << true;
        QTest::newRow("too large a value") << u"a"_s << qsizetype(65537) << false;
    }
    void namesAndValuesAreBounded()
    {
        QFETCH(QString, name);
        QFETCH(qsizetype, size);
        QFETCH(bool, fine);
        const auto store = FileSecretStore::openWithPassphrase(box(), "horse", kCheap);
        const auto written = QCoro::waitFor((*store)->write(name, QByteArray(size, 'x')));
        QCOMPARE(written.has_value(), fine);
        if (!fine)
            QCOMPARE(reasonOf(written), u"invalidArgument"_s);
    }

private:
    [[nodiscard]] QString box() const { return m_folder->filePath(u"secrets.enc"_s); }
    [[nodiscard]] QString key() const { return m_folder->filePath(u"secrets.key"_s); }

    std::unique_ptr<QTemporaryDir> m_folder;
};

QTEST_GUILESS_MAIN(TestFileSecretStore)
#include "tst_file_secret_store.moc"
