// SPDX-License-Identifier: Apache-2.0
#include "core/secrets/sealed_box.h"
#include "tests/support/result_text.h"

#include <QTest>

using namespace counterbell;
using namespace counterbell::secrets;
using namespace counterbell::test;
using namespace Qt::StringLiterals;

namespace
{

SecretKey keyOf(char fill)
{
    SecretKey key;
    std::fill_n(key.data(), SecretKey::kSize, static_cast<unsigned char>(fill));
    return key;
}

} // namespace

/// What is opened is what was sealed, to the last bit, or an error.
class TestSealedBox : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void opensWhatItSealed_data()
    {
        QTest::addColumn<QByteArray>("plain");
        QTest::newRow("text") << QByteArray("auth token");
        QTest::newRow("empty") << QByteArray("");
        QTest::newRow("zeros") << QByteArray(100, '\0');
        QTest::newRow("large") << QByteArray(70000, 'x');
    }
    void opensWhatItSealed()
    {
        QFETCH(QByteArray, plain);
        const auto key = keyOf('k');
        const auto header = makeHeader(key, 0, randomBytes(16));
        const auto box = seal(key, header, plain);
        QCOMPARE(open(key, box), Result<QByteArray>(plain));
        QVERIFY(seal(key, header, plain) != box); // a fresh nonce each time
        if (plain.size() > 8)
            QVERIFY(!box.contains(plain.left(8)));
    }

    void anotherKeyIsToldFromDamage()
    {
        const auto box = seal(keyOf('k'), makeHeader(keyOf('k'), 0, randomBytes(16)), "secret");
        QCOMPARE(problemOf(open(keyOf('l'), box)), u"wrongKey"_s);
    }

    void aBoxOpensUnderItsNameAlone()
    {
        const auto key = keyOf('k');
        const auto box = seal(key, makeHeader(key, 0, randomBytes(16)), "secret", "a");
        QCOMPARE(open(key, box, "a"), Result<QByteArray>("secret"));
        for (const QByteArray other : {"", "b", "aa", "A"})
            QCOMPARE(problemOf(open(key, box, other)), u"tampered"_s);
    }

    void everyChangedBitIsNoticed()
    {
        const auto key = keyOf('k');
        const auto box = seal(key, makeHeader(key, 15, randomBytes(16)), "secret");
        for (qsizetype at = 0; at < box.size(); ++at) {
            for (int bit = 0; bit < 8; ++bit) {
                auto changed = box;
                changed[at] = static_cast<char>(changed[at] ^ (1 << bit));
                QVERIFY2(!open(key, changed), qPrintable(u"byte %1 bit %2"_s.arg(at).arg(bit)));
            }
        }
    }

    void everyCutAndEveryAdditionIsNoticed()
    {
        const auto key = keyOf('k');
        const auto box = seal(key, makeHeader(key, 0, randomBytes(16)), "secret");
        for (qsizetype size = 0; size < box.size(); ++size)
            QVERIFY(!open(key, box.left(size)));
        QCOMPARE(problemOf(open(key, box + '\0')), u"tampered"_s);
        QCOMPARE(problemOf(open(key, {})), u"tampered"_s);
    }

    void aPassphraseMadeUnbearablyDearIsRefused_data()
    {
        QTest::addColumn<int>("logN");
        QTest::addColumn<bool>("accepted");
        QTest::newRow("key file") << 0 << true;
        QTest::newRow("cheap") << 9 << false;
        QTest::newRow("cheapest") << 10 << true;
        QTest::newRow("usual") << 15 << true;
        QTest::newRow("dearest") << 20 << true;
        QTest::newRow("2 GiB") << 21 << false;
        QTest::newRow("absurd") << 255 << false;
    }
    void aPassphraseMadeUnbearablyDearIsRefused()
    {
        QFETCH(int, logN);
        QFETCH(bool, accepted);
        const auto key = keyOf('k');
        const auto box = seal(key, makeHeader(key, logN, randomBytes(16)), "secret");
        QCOMPARE(readHeader(box).has_value(), accepted);
        if (accepted)
            QCOMPARE(readHeader(box)->logN, logN);
    }
};

QTEST_GUILESS_MAIN(TestSealedBox)
#include "tst_sealed_box.moc"
