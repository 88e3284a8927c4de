// SPDX-License-Identifier: Apache-2.0
#include "core/messaging/segments.h"
#include "tests/support/json_file.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QTest>

using namespace counterbell;
using namespace counterbell::messaging;
using namespace Qt::StringLiterals;

class SegmentsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void countsAsTwilioDoes_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("encoding");
        QTest::addColumn<int>("segments");
        QTest::addColumn<int>("bits");
        QTest::addColumn<QStringList>("nonGsm");
        const auto vectors =
            test::jsonFile("twilio/sms_segment_vectors.json"_L1).object().value("vectors"_L1).toArray();
        QCOMPARE(vectors.size(), 34);
        for (const auto &vector : vectors) {
            for (const auto &way : {u"plain"_s, u"smart"_s}) {
                const auto text = vector["text"_L1].toString();
                const auto expected = vector[way];
                // The calculator's twin of a tab is seven blanks wide; ours is one. Both are one GSM-7 part.
                const bool isTab = text == "\t"_L1 && way == "smart"_L1;
                QTest::addRow("%s, %s", qPrintable(vector["name"_L1].toString()), qPrintable(way))
                    << (way == "smart"_L1 ? toGsmPunctuation(text) : text) << expected["encoding"_L1].toString()
                    << expected["segments"_L1].toInt() << (isTab ? 7 : expected["messageSize"_L1].toInt())
                    << expected["nonGsm"_L1].toVariant().toStringList();
            }
        }
    }
    void countsAsTwilioDoes()
    {
        QFETCH(QString, text);
        QFETCH(QStringList, nonGsm);
        const auto count = countSegments(text);
        const bool isGsm = count.encoding == SmsEncoding::Gsm7;
        QTEST(isGsm ? u"GSM-7"_s : u"UCS-2"_s, "encoding");
        QTEST(count.segments, "segments");
        QTEST(count.units * (isGsm ? 7 : 16), "bits");
        nonGsm.removeDuplicates();
        // The vectors list the first five occurrences.
        QCOMPARE(QStringList(count.nonGsm.begin(), count.nonGsm.end()).mid(0, nonGsm.size()), nonGsm);
    }

    void neverSplitsWhatBelongsTogether_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("segments");
        QTest::addColumn<int>("unitsLeft");
        QTest::newRow("empty") << QString() << 1 << 160;
        QTest::newRow("one part full") << QString(160, u'a') << 1 << 0;
        QTest::newRow("two parts, the second just begun") << QString(161, u'a') << 2 << 145;
        QTest::newRow("two parts full") << QString(306, u'a') << 2 << 0;
        QTest::newRow("an escaped character at the border")
            << QString(152, u'a') + u'€' + QString(10, u'a') << 2 << 141;
        QTest::newRow("an emoji at the border") << QString(66, u'á') + u"😀á"_s + QString(5, u'á') << 2 << 59;
        QTest::newRow("a family at the border") << QString(60, u'á') + u"👨‍👩‍👧‍👦"_s << 2 << 56;
        QTest::newRow("one cluster longer than a part") << u'e' + QString(200, QChar(0x301)) << 3 << 0;
    }
    void neverSplitsWhatBelongsTogether()
    {
        QFETCH(QString, text);
        const auto count = countSegments(text);
        QTEST(count.segments, "segments");
        QTEST(count.unitsLeft, "unitsLeft");
    }

    void namesEachCharacterThatCostsMoreOnce()
    {
        const auto count = countSegments(u"Great news 🎉 — ready 🎉");
        QCOMPARE(count.nonGsm, (std::vector<QString>{u"🎉"_s, u"—"_s}));
        QString everything;
        for (char16_t c = 0x4E00; c < 0x4F00; ++c)
            everything += QChar(c);
        QCOMPARE(countSegments(everything).nonGsm.size(), 20U);
    }

    void replacesPunctuationOnly_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("gsm");
        QTest::newRow("dashes") << u"Great news — ready 9–5"_s << u"Great news - ready 9-5"_s;
        QTest::newRow("quotes") << u"“it’s” «so»"_s << u"\"it's\" \"so\""_s;
        QTest::newRow("ellipsis") << u"wait…"_s << u"wait..."_s;
        QTest::newRow("blanks") << u"10\u00A0am\u2009\tsharp"_s << u"10 am  sharp"_s;
        QTest::newRow("letters stay") << u"café façade"_s << u"café façade"_s;
        QTest::newRow("emoji stay") << u"🎉"_s << u"🎉"_s;
        QTest::newRow("Arabic stays") << u"خاتم"_s << u"خاتم"_s;
    }
    void replacesPunctuationOnly()
    {
        QFETCH(QString, text);
        QTEST(toGsmPunctuation(text), "gsm");
    }

    void anEmDashAndAnEmojiTripleTheReadyText_section2()
    {
        const auto dear = u"Hi Samuel! Great news — your repair is ready for pickup at Halden & Rowe! "
                          u"White gold ring, resize and polish. See you soon! 🎉🎉"_s;
        QCOMPARE(countSegments(dear).segments, 2);
        QCOMPARE(countSegments(toGsmPunctuation(dear).remove(u"🎉"_s)).segments, 1);
    }
};

QTEST_GUILESS_MAIN(SegmentsTest)
#include "tst_segments.moc"
