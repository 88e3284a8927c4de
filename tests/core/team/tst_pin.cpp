// SPDX-License-Identifier: Apache-2.0
#include "core/team/pin.h"

#include <QTest>

using namespace counterbell::team;
using namespace Qt::StringLiterals;

class PinTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isFourToTwelveDigits_data()
    {
        QTest::addColumn<QString>("pin");
        QTest::addColumn<bool>("isGood");
        QTest::newRow("four") << u"1111"_s << true;
        QTest::newRow("twelve") << u"123456789012"_s << true;
        QTest::newRow("three") << u"111"_s << false;
        QTest::newRow("thirteen") << u"1234567890123"_s << false;
        QTest::newRow("letters") << u"12a4"_s << false;
        QTest::newRow("blank") << u"1234 "_s << false;
        QTest::newRow("arabic digits") << u"\u0661\u0662\u0663\u0664"_s << false;
        QTest::newRow("empty") << QString() << false;
    }
    void isFourToTwelveDigits()
    {
        QFETCH(QString, pin);
        QTEST(isPin(pin), "isGood");
    }

    void matchesItsOwnHashOnly()
    {
        const auto hash = hashPin(u"1234"_s);
        QVERIFY(matchesPin(u"1234"_s, hash));
        QVERIFY(!matchesPin(u"1235"_s, hash));
        QVERIFY(!matchesPin(u"1234"_s, std::nullopt));
        QVERIFY(!matchesPin(QString(), std::nullopt));
    }

    void saltsEachPinAnew()
    {
        const auto a = hashPin(u"1234"_s);
        const auto b = hashPin(u"1234"_s);
        QVERIFY(a.salt != b.salt);
        QVERIFY(a.hash != b.hash);
        QVERIFY(!a.hash.contains(u"1234"_s));
    }

    void matchesNothingThatIsNoHash()
    {
        QVERIFY(!matchesPin(u"1234"_s, PinHash{u"zz"_s, u""_s}));
        QVERIFY(!matchesPin(u""_s, PinHash{u"00"_s, u"00"_s}));
    }
};

QTEST_GUILESS_MAIN(PinTest)
#include "tst_pin.moc"
