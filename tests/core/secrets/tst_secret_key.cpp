// SPDX-License-Identifier: Apache-2.0
#include "core/secrets/secret_key.h"
#include "tests/support/result_text.h"

#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

using namespace counterbell;
using namespace counterbell::secrets;
using namespace counterbell::test;
using namespace Qt::StringLiterals;

namespace
{

QByteArray hex(const SecretKey &key)
{
    return QByteArray(reinterpret_cast<const char *>(key.data()), SecretKey::kSize).toHex();
}

} // namespace

/// Where keys come from.
class TestSecretKey : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aPassphraseGivesTheKeyOfRfc7914()
    {
        // Section 12, third vector: N = 16384, r = 8, p = 1; its first 32 bytes.
        const auto key = keyFromPassphrase("pleaseletmein", "SodiumChloride", {.logN = 14});
        QVERIFY(key);
        QCOMPARE(hex(*key), "7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2");
    }

    void aKeyForOnePurposeIsNotAnothers()
    {
        const auto key = keyFromPassphrase("a", "b", {.logN = 10});
        QCOMPARE(hex(key->derive("x")), hex(key->derive("x")));
        QVERIFY(hex(key->derive("x")) != hex(key->derive("y")));
        QVERIFY(hex(key->derive("x")) != hex(*key));
    }

    void aKeyFileIsTheOwnersAlone()
    {
        const QTemporaryDir folder;
        const auto path = folder.filePath(u"secrets.key"_s);
        const auto before = ::umask(0);
        const auto made = createKeyFile(path);
        ::umask(before);
        QVERIFY(made);
        struct stat info{};
        QCOMPARE(::stat(qPrintable(path), &info), 0);
        QCOMPARE(info.st_mode & 07777, 0600u);
        QCOMPARE(hex(*readKeyFile(path)), hex(*made));
        QCOMPARE(problemOf(createKeyFile(path)), u"unwritable"_s);
        QCOMPARE(hex(*readKeyFile(path)), hex(*made));
        QVERIFY(hex(*createKeyFile(path + u"2"_s)) != hex(*made));
    }

    void whatAKillLeftHalfWrittenIsInNobodysWay()
    {
        const QTemporaryDir folder;
        const auto path = folder.filePath(u"k"_s);
        QFile half(path + u".new"_s);
        QVERIFY(half.open(QIODevice::WriteOnly) && half.write("half a k") == 8);
        half.close();
        QCOMPARE(problemOf(readKeyFile(path)), u"keyMissing"_s);
        const auto made = createKeyFile(path);
        QVERIFY(made);
        QCOMPARE(hex(*readKeyFile(path)), hex(*made));
        QVERIFY(!half.exists());
    }

    void aKeyFileOthersCouldReadIsRefused_data()
    {
        QTest::addColumn<int>("mode");
        QTest::newRow("group reads") << 0640;
        QTest::newRow("all read") << 0604;
        QTest::newRow("all write") << 0602;
    }
    void aKeyFileOthersCouldReadIsRefused()
    {
        QFETCH(int, mode);
        const QTemporaryDir folder;
        const auto path = folder.filePath(u"k"_s);
        QVERIFY(createKeyFile(path));
        QCOMPARE(::chmod(qPrintable(path), static_cast<mode_t>(mode)), 0);
        QCOMPARE(problemOf(readKeyFile(path)), u"keyExposed"_s);
    }

    void whatIsNoKeyFileIsNotRead()
    {
        const QTemporaryDir folder;
        const auto path = folder.filePath(u"k"_s);
        QCOMPARE(problemOf(readKeyFile(path)), u"keyMissing"_s);
        QVERIFY(createKeyFile(path));
        QVERIFY(QFile::link(path, folder.filePath(u"link"_s)));
        QCOMPARE(problemOf(readKeyFile(folder.filePath(u"link"_s))), u"unreadable"_s);
        QCOMPARE(problemOf(readKeyFile(folder.path())), u"unreadable"_s);
        QVERIFY(QFile::resize(path, 31));
        QCOMPARE(problemOf(readKeyFile(path)), u"unreadable"_s);
        QVERIFY(QFile::resize(path, 33));
        QCOMPARE(problemOf(readKeyFile(path)), u"unreadable"_s);
    }
};

QTEST_GUILESS_MAIN(TestSecretKey)
#include "tst_secret_key.moc"
