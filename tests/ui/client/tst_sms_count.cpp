// SPDX-License-Identifier: Apache-2.0
#include "tests/support/json_file.h"
#include "ui/client/sms_count.h"

#include <QTest>

using namespace counterbell;
using namespace counterbell::ui;
using namespace Qt::StringLiterals;

class SmsCountTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void countsAsTwilioDoes_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("encoding");
        QTest::addColumn<int>("segments");
        QTest::addColumn<int>("bits");
        const auto file = test::jsonFile("twilio/sms_segment_vectors.json"_L1);
        const auto vectors = file.object().value("vectors"_L1).toArray();
        QCOMPARE(vectors.size(), 34);
        for (const auto &vector : vectors) {
            const auto expected = vector["plain"_L1];
            QTest::addRow("%s", qPrintable(vector["name"_L1].toString()))
                << vector["text"_L1].toString() << expected["encoding"_L1].toString() << expected["segments"_L1].toInt()
                << expected["messageSize"_L1].toInt();
        }
    }
    void countsAsTwilioDoes()
    {
        QFETCH(QString, text);
        const auto count = countSms(text);
        QTEST(count.isGsm ? u"GSM-7"_s : u"UCS-2"_s, "encoding");
        QTEST(count.segments, "segments");
        QTEST(count.units * (count.isGsm ? 7 : 16), "bits");
        QVERIFY(count.units <= count.capacity);
    }

    void neverSplitsWhatBelongsTogether_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("segments");
        QTest::addColumn<int>("unitsLeft");
        QTest::newRow("empty") << QString() << 1 << 160;
        QTest::newRow("one part full") << QString(160, u'a') << 1 << 0;
        QTest::newRow("two parts, the second just begun") << QString(161, u'a') << 2 << 145;
        QTest::newRow("an escaped character at the border")
            << QString(152, u'a') + u'€' + QString(10, u'a') << 2 << 141;
        QTest::newRow("an emoji at the border") << QString(66, u'á') + u"😀á"_s + QString(5, u'á') << 2 << 59;
        QTest::newRow("a family at the border") << QString(60, u'á') + u"👨‍👩‍👧‍👦"_s << 2 << 56;
        QTest::newRow("one cluster longer than a part") << u'e' + QString(200, QChar(0x301)) << 3 << 0;
    }
    void neverSplitsWhatBelongsTogether()
    {
        QFETCH(QString, text);
        const auto count = countSms(text);
        QTEST(count.segments, "segments");
        QTEST(count.capacity - count.units, "unitsLeft");
    }

    void namesEachCharacterThatCostsMoreOnce()
    {
        QCOMPARE(countSms(u"Great news 🎉 — ready 🎉").costly, (QStringList{u"🎉"_s, u"—"_s}));
    }
};

QTEST_GUILESS_MAIN(SmsCountTest)
#include "tst_sms_count.moc"
