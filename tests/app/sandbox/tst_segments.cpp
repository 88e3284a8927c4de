// SPDX-License-Identifier: Apache-2.0
#include "app/sandbox/segments.h"
#include "tests/app/sandbox/sandbox_fixture.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace counterbell::sandbox;

class TestSegments : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void agreesWithEveryVector_data();
    void agreesWithEveryVector();
    void neverTearsAnEscapedCharacter();
};

void TestSegments::agreesWithEveryVector_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("isGsm7");
    QTest::addColumn<int>("segments");
    const auto vectors = testData(u"sms_segment_vectors.json"_s)["vectors"_L1].toArray();
    QVERIFY(vectors.size() >= 34);
    for (const auto vector : vectors) {
        const auto text = vector["text"_L1].toString();
        for (const auto &mode : {u"plain"_s, u"smart"_s}) {
            const auto expected = vector[mode];
            QTest::addRow("%s, %s", qUtf8Printable(vector["name"_L1].toString()), qUtf8Printable(mode))
                << (mode == "smart"_L1 ? smartEncoded(text) : text) << (expected["encoding"_L1] == "GSM-7"_L1)
                << expected["segments"_L1].toInt();
        }
    }
}

void TestSegments::agreesWithEveryVector()
{
    QFETCH(QString, text);
    const auto counted = countSegments(text);
    QTEST(counted.isGsm7, "isGsm7");
    QTEST(counted.segments, "segments");
}

void TestSegments::neverTearsAnEscapedCharacter()
{
    // 152 + the two septets of € don't fit 153, so the second part begins with it: 2 + 151 fill it exactly.
    QCOMPARE(countSegments(u"a"_s.repeated(152) + u"€"_s + u"a"_s.repeated(151)).segments, 2);
    QCOMPARE(countSegments(u"a"_s.repeated(152) + u"€"_s + u"a"_s.repeated(152)).segments, 3);
}

QTEST_GUILESS_MAIN(TestSegments)
#include "tst_segments.moc"
