// SPDX-License-Identifier: Apache-2.0
#include "core/contacts/phone_number.h"

#include <QRandomGenerator>
#include <QRegularExpression>
#include <QTest>

using namespace counterbell;
using namespace Qt::StringLiterals;

class PhoneNumberTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsEveryNotationPeopleUse_NX30_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("region");
        QTest::addColumn<QString>("e164");
        QTest::newRow("NX-30 mobile as written at the counter") << u"0412 345 678"_s << u"AU"_s << u"+61412345678"_s;
        QTest::newRow("NX-30 landline") << u"(02) 9876-5432"_s << u"AU"_s << u"+61298765432"_s;
        QTest::newRow("NX-30 E.164 with blanks") << u"+61 412 345 678"_s << u"AU"_s << u"+61412345678"_s;
        QTest::newRow("NX-35 E.164") << u"+61412345678"_s << u"AU"_s << u"+61412345678"_s;
        QTest::newRow("no region needed with +") << u"+61412345678"_s << QString() << u"+61412345678"_s;
        QTest::newRow("lower-case region") << u"0412 345 678"_s << u"au"_s << u"+61412345678"_s;
        QTest::newRow("without the leading zero") << u"412 345 678"_s << u"AU"_s << u"+61412345678"_s;
        QTest::newRow("dots and middle dots") << u"0412.345·678"_s << u"AU"_s << u"+61412345678"_s;
        QTest::newRow("(0) after the country code") << u"+61 (0) 412 345 678"_s << u"AU"_s << u"+61412345678"_s;
        QTest::newRow("00 where the country's own prefix is 0011")
            << u"0061 412 345 678"_s << u"AU"_s << u"+61412345678"_s;
        QTest::newRow("0011, Australia's own prefix") << u"0011 44 7700 900123"_s << u"AU"_s << u"+447700900123"_s;
        QTest::newRow("00 in America") << u"0044 7700 900123"_s << u"US"_s << u"+447700900123"_s;
        QTest::newRow("00 in the Netherlands") << u"0031 6 12345678"_s << u"NL"_s << u"+31612345678"_s;
        QTest::newRow("OC-30 WhatsApp's prefix") << u"whatsapp:+61412345678"_s << u"AU"_s << u"+61412345678"_s;
        QTest::newRow("the prefix twice") << u"whatsapp:whatsapp:+61412345678"_s << u"AU"_s << u"+61412345678"_s;
        QTest::newRow("a tel: link") << u"tel:+61412345678"_s << u"AU"_s << u"+61412345678"_s;
        QTest::newRow("bidi marks from a web page")
            << u"\u202A+61\u00A0412\u200E 345 678\u202C"_s << u"AU"_s << u"+61412345678"_s;
        QTest::newRow("full-width digits") << u"０４１２ ３４５ ６７８"_s << u"AU"_s << u"+61412345678"_s;
        QTest::newRow("Arabic digits") << u"٠٤١٢٣٤٥٦٧٨"_s << u"AU"_s << u"+61412345678"_s;
        QTest::newRow("full-width plus") << u"＋61412345678"_s << u"AU"_s << u"+61412345678"_s;
        QTest::newRow("another country with its code") << u"+31 6 12345678"_s << u"AU"_s << u"+31612345678"_s;
        QTest::newRow("a British shop") << u"07911 123456"_s << u"GB"_s << u"+447911123456"_s;
        QTest::newRow("set aside for fiction") << u"+61491570156"_s << u"AU"_s << u"+61491570156"_s;
        QTest::newRow("set aside for fiction in Britain, in no range of the plan")
            << u"+44 7700 900123"_s << u"AU"_s << u"+447700900123"_s;
        QTest::newRow("left to tests, first") << u"+61491573000"_s << u"AU"_s << u"+61491573000"_s;
        QTest::newRow("left to tests, last") << u"0491 573 999"_s << u"AU"_s << u"+61491573999"_s;
        QTest::newRow("left to tests, 4987") << u"+61498765432"_s << u"AU"_s << u"+61498765432"_s;
        QTest::newRow("Twilio's magic number") << u"+15005550006"_s << u"AU"_s << u"+15005550006"_s;
        QTest::newRow("the WhatsApp Sandbox") << u"+14155238886"_s << u"AU"_s << u"+14155238886"_s;
        QTest::newRow("a symbol before it") << u"📞 0412 345 678"_s << u"AU"_s << u"+61412345678"_s;
        QTest::newRow("a Brazilian mobile") << u"+5511900000001"_s << u"AU"_s << u"+5511900000001"_s;
    }
    void readsEveryNotationPeopleUse_NX30()
    {
        QFETCH(QString, text);
        QFETCH(QString, region);
        const auto number = contacts::parsePhone(text, region);
        QVERIFY2(number, number ? "" : qPrintable(number.error().details.value("problem"_L1).toString()));
        QTEST(number->phone, "e164");
    }

    void saysWhyANumberIsRefused_NX31_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("problem");
        QTest::newRow("NX-31 a word for digits") << u"1300 ABCD"_s << u"letters"_s;
        QTest::newRow("NX-31 a word that makes a valid number") << u"1300 FLOWER"_s << u"letters"_s;
        QTest::newRow("letters first") << u"call 0412 345 678"_s << u"letters"_s;
        QTest::newRow("Cyrillic") << u"0412 345 678 моб"_s << u"letters"_s;
        QTest::newRow("full-width letters") << u"1300 ＡＢＣＤ"_s << u"letters"_s;
        QTest::newRow("a business-scoped id") << u"whatsapp:BR.1000000000000001"_s << u"letters"_s;
        QTest::newRow("NX-32 ext") << u"5555 ext 12"_s << u"extension"_s;
        QTest::newRow("ext.") << u"(02) 9876 5432 ext. 12"_s << u"extension"_s;
        QTest::newRow("Extension in capitals") << u"(02) 9876 5432 EXTENSION 12"_s << u"extension"_s;
        QTest::newRow("x12") << u"(02) 9876 5432 x12"_s << u"extension"_s;
        QTest::newRow("x12 without a blank") << u"0298765432x12"_s << u"extension"_s;
        QTest::newRow("full-width x") << u"(02) 9876 5432 ｘ12"_s << u"extension"_s;
        QTest::newRow("#12") << u"(02) 9876 5432 #12"_s << u"extension"_s;
        QTest::newRow(";ext=") << u"tel:+61298765432;ext=12"_s << u"extension"_s;
        QTest::newRow("a pause") << u"0298765432,,12"_s << u"extension"_s;
        QTest::newRow("NX-33 too short") << u"0412 34"_s << u"tooShort"_s;
        QTest::newRow("a digit missing") << u"0412 345 67"_s << u"tooShort"_s;
        QTest::newRow("without the area code") << u"9876 5432"_s << u"tooShort"_s;
        QTest::newRow("empty") << QString() << u"tooShort"_s;
        QTest::newRow("one digit") << u"0"_s << u"tooShort"_s;
        QTest::newRow("a plus alone") << u"+"_s << u"tooShort"_s;
        QTest::newRow("NX-33 too long") << u"0412 345 678 901 234"_s << u"tooLong"_s;
        QTest::newRow("one digit too many") << u"+61 412 345 6789"_s << u"tooLong"_s;
        QTest::newRow("two numbers") << u"0412 345 678 / 0412 345 679"_s << u"tooLong"_s;
        QTest::newRow("unbounded") << QString(5'000'000, u'4') << u"tooLong"_s;
        QTest::newRow("NX-34 a British mobile without its code") << u"07700 900123"_s << u"tooLong"_s;
        QTest::newRow("no such country") << u"+999 412 345 678"_s << u"notPossible"_s;
        QTest::newRow("no such range") << u"0112 345 678"_s << u"notPossible"_s;
        QTest::newRow("all zeros") << u"+61 000 000 000"_s << u"tooShort"_s;
        QTest::newRow("zeros that are dropped one by one") << u"+49000366"_s << u"notPossible"_s;
        QTest::newRow("a Dutch mobile without its code") << u"06 12345678"_s << u"notPossible"_s;
    }
    void saysWhyANumberIsRefused_NX31()
    {
        QFETCH(QString, text);
        const auto number = contacts::parsePhone(text, u"AU");
        QVERIFY2(!number, number ? qPrintable(number->phone) : "");
        QCOMPARE(number.error().reason, Reason::InvalidPhone);
        QTEST(number.error().details.value("problem"_L1).toString(), "problem");
    }

    void whateverIsTypedIsRefusedOrE164()
    {
        QRandomGenerator random(20261120);
        const auto alphabet = u"0123456789+ ()-.#xext,;:/ABC٠٩０９\u202A\u0000é📞"_s.toUcs4();
        static const QRegularExpression e164(u"^\\+[1-9][0-9]{6,14}$"_s);
        for (int i = 0; i < 20'000; ++i) {
            QString text;
            for (int length = random.bounded(24); length > 0; --length)
                text += QChar::fromUcs4(alphabet[random.bounded(alphabet.size())]);
            const auto number = contacts::parsePhone(text, u"AU");
            QVERIFY2(!number || e164.match(number->phone).hasMatch(), qPrintable(text));
            QVERIFY(number || !number.error().details["problem"_L1].toString().isEmpty());
        }
    }

    void whatNoNetworkTakesIsRefused()
    {
        const auto number = contacts::parsePhone(u"60 04112 3450677", u"DE"); // valid in its plan, 16 digits
        QVERIFY(!number);
        QCOMPARE(number.error().details.value("problem"_L1).toString(), u"tooLong"_s);
    }

    void aNumberWithoutCountryNeedsARegion()
    {
        for (const auto &region : {u""_s, u"ZZ"_s, u"Australia"_s})
            QVERIFY(!contacts::parsePhone(u"0412 345 678", region));
    }

    void knowsCountryNationalFormAndKind()
    {
        using contacts::parsePhone;
        QCOMPARE(*parsePhone(u"+61412345678", u"AU"),
                 (contacts::PhoneNumber{u"+61412345678"_s, u"0412 345 678"_s, u"AU"_s, false}));
        QCOMPARE(*parsePhone(u"+61298765432", u"AU"),
                 (contacts::PhoneNumber{u"+61298765432"_s, u"(02) 9876 5432"_s, u"AU"_s, true}));
        QCOMPARE(*parsePhone(u"+12025550123", u"AU"),
                 (contacts::PhoneNumber{u"+12025550123"_s, u"(202) 555-0123"_s, u"US"_s, std::nullopt}));
    }

    void tellsTheCountryOfAStoredNumber()
    {
        using contacts::regionOf;
        QCOMPARE(regionOf(u"+447700900123"), u"GB"_s);
        QCOMPARE(regionOf(u"+61491573001"), u"AU"_s);
        QCOMPARE(regionOf(u"0412345678"), std::nullopt);
        QCOMPARE(regionOf(u"BR.1000000000000001"), std::nullopt);
        QCOMPARE(regionOf(u"+9994123456"), std::nullopt);
        QCOMPARE(regionOf(u""), std::nullopt);
    }

    void showsANumberAsTheShopReadsIt()
    {
        QCOMPARE(contacts::formatPhone(u"+61412345678", u"AU"), u"0412 345 678"_s);
        QCOMPARE(contacts::formatPhone(u"+61412345678", u"GB"), u"+61 412 345 678"_s);
        QCOMPARE(contacts::formatPhone(u"BR.1000000000000001", u"AU"), u"BR.1000000000000001"_s);
    }
};

QTEST_GUILESS_MAIN(PhoneNumberTest)
#include "tst_phone_number.moc"
