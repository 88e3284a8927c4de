// SPDX-License-Identifier: Apache-2.0
#include "ui/client/format.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace counterbell;
using namespace std::chrono_literals;

class TestFormat : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase()
    {
        qputenv("TZ", "Australia/Melbourne");
        QLocale::setDefault(QLocale(QLocale::English, QLocale::Australia));
    }
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void groupsPhoneNumbersAsPeopleReadThem_data()
    {
        QTest::addColumn<QString>("e164");
        QTest::addColumn<QString>("shown");
        QTest::newRow("AU mobile") << u"+61412345678"_s << u"+61 412 345 678"_s;
        QTest::newRow("AU landline") << u"+61255501234"_s << u"+61 2 5550 1234"_s;
        QTest::newRow("US") << u"+12025550123"_s << u"+1 202 555 0123"_s;
        QTest::newRow("GB mobile") << u"+447700900123"_s << u"+44 7700 900123"_s;
        QTest::newRow("FR") << u"+33612345678"_s << u"+33 6 12 34 56 78"_s;
        QTest::newRow("three-digit code") << u"+353851234567"_s << u"+353 851 234 567"_s;
        QTest::newRow("no digit alone at the end") << u"+4915123456789"_s << u"+49 151 234 567 89"_s;
        QTest::newRow("ten national digits") << u"+919812345678"_s << u"+91 981 234 56 78"_s;
    }
    void groupsPhoneNumbersAsPeopleReadThem()
    {
        QFETCH(QString, e164);
        QFETCH(QString, shown);
        QCOMPARE(ui::phone(e164), u'\u2066' + shown + u'\u2069');
    }

    void leavesWhatIsNoNumberAsItIs_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("business-scoped id") << u"AU.1A2B3C4D5E"_s;
        QTest::newRow("empty") << QString();
        QTest::newRow("plus alone") << u"+"_s;
        QTest::newRow("letters") << u"+6141234567x"_s;
    }
    void leavesWhatIsNoNumberAsItIs()
    {
        QFETCH(QString, text);
        QCOMPARE(ui::phone(text), u'\u2068' + text + u'\u2069');
    }

    void saysWhenInALine_data()
    {
        QTest::addColumn<QString>("at");
        QTest::addColumn<QString>("inList");
        QTest::addColumn<QString>("asDay");
        // Melbourne is ten hours ahead: now is Sunday 17 May, 22:00.
        QTest::newRow("today") << u"2026-05-17T04:31:00Z"_s << u"\u206614:31\u2069"_s << u"Today"_s;
        QTest::newRow("one day by the calendar, not by hours")
            << u"2026-05-16T13:59:00Z"_s << u"Sat"_s << u"Yesterday"_s;
        QTest::newRow("six days") << u"2026-05-11T10:00:00Z"_s << u"Mon"_s << u"Monday"_s;
        QTest::newRow("a week") << u"2026-05-10T10:00:00Z"_s << u"10 May"_s << u"10 May"_s;
        QTest::newRow("another year") << u"2025-11-12T10:00:00Z"_s << u"12 Nov 2025"_s << u"12 November 2025"_s;
        QTest::newRow("tomorrow") << u"2026-05-18T10:00:00Z"_s << u"18 May"_s << u"18 May"_s;
    }
    void saysWhenInALine()
    {
        QFETCH(QString, at);
        QFETCH(QString, inList);
        QFETCH(QString, asDay);
        const auto now = *fromIso(u"2026-05-17T12:00:00Z"_s);
        QCOMPARE(ui::listTime(*fromIso(at), now), inList);
        QCOMPARE(ui::dayName(*fromIso(at), now), asDay);
    }

    void saysHowLong_data()
    {
        QTest::addColumn<qint64>("ms");
        QTest::addColumn<QString>("text");
        QTest::newRow("less than nothing") << qint64(-5000) << u"0 s"_s;
        QTest::newRow("seconds") << qint64(8999) << u"8 s"_s;
        QTest::newRow("a minute") << qint64(60'000) << u"1 min"_s;
        QTest::newRow("an hour") << qint64(3'600'000) << u"1 h"_s;
        QTest::newRow("hours and minutes") << qint64(192 * 60'000) << u"3 h 12 min"_s;
        QTest::newRow("a day is still hours") << qint64(47 * 3'600'000LL) << u"47 h"_s;
        QTest::newRow("days") << qint64(9 * 86'400'000LL + 5) << u"9 days"_s;
        QTest::newRow("longer than an int of ms") << qint64(400 * 86'400'000LL) << u"400 days"_s;
    }
    void saysHowLong()
    {
        QFETCH(qint64, ms);
        QFETCH(QString, text);
        QCOMPARE(ui::duration(std::chrono::milliseconds(ms)), text);
    }

    void showsMoney_data()
    {
        QTest::addColumn<qint64>("micros");
        QTest::addColumn<QString>("currency");
        QTest::addColumn<QString>("text");
        QTest::newRow("cents") << qint64(79'000) << u"AUD"_s << u"A$0.08"_s;
        QTest::newRow("whole") << qint64(100'000'000) << u"AUD"_s << u"A$100.00"_s;
        QTest::newRow("less than a cent") << qint64(1'200) << u"USD"_s << u"US$0.0012"_s;
        QTest::newRow("nothing") << qint64(0) << u"EUR"_s << u"€0.00"_s;
        QTest::newRow("a refund") << qint64(-79'000) << u"GBP"_s << u"\u2212£0.08"_s;
        QTest::newRow("a currency without a sign") << qint64(1'000'000) << u"CHF"_s << u"CHF\u00a01.00"_s;
    }
    void showsMoney()
    {
        QFETCH(qint64, micros);
        QFETCH(QString, currency);
        QFETCH(QString, text);
        QCOMPARE(ui::money(Money{micros, currency}), u'\u2066' + text + u'\u2069');
    }

    void callsPeopleByTheirFirstName()
    {
        QCOMPARE(ui::firstName(u"  Mia Tanaka "_s), u"Mia"_s);
        QCOMPARE(ui::firstName(QString()), QString());
    }
};

QTEST_GUILESS_MAIN(TestFormat)
#include "tst_format.moc"
