// SPDX-License-Identifier: Apache-2.0
#include "core/webhooks/form_decode.h"

#include <QTest>

using namespace counterbell;
using namespace counterbell::webhooks;
using namespace Qt::StringLiterals;

Q_DECLARE_METATYPE(FormParameters)

class FormDecodeTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void decodesWhatBrowsersAndTwilioSend_data()
    {
        QTest::addColumn<QByteArray>("form");
        QTest::addColumn<FormParameters>("parameters");
        QTest::newRow("empty") << QByteArray() << FormParameters{};
        QTest::newRow("two") << QByteArray("a=1&b=2") << FormParameters{{"a", "1"}, {"b", "2"}};
        QTest::newRow("order and repeats stay")
            << QByteArray("b=2&a=1&b=1") << FormParameters{{"b", "2"}, {"a", "1"}, {"b", "1"}};
        QTest::newRow("a plus is a blank, an escaped plus isn't")
            << QByteArray("From=%2B61412345678&Body=Blah+blah")
            << FormParameters{{"From", "+61412345678"}, {"Body", "Blah blah"}};
        QTest::newRow("UTF-8") << QByteArray("Body=%F0%9F%8D%BE") << FormParameters{{"Body", "🍾"}};
        QTest::newRow("both hex cases") << QByteArray("a=%c3%A9") << FormParameters{{"a", "é"}};
        QTest::newRow("bytes that are no UTF-8")
            << QByteArray("a=%FF%00") << FormParameters{{"a", QByteArray("\xFF\0", 2)}};
        QTest::newRow("empty value") << QByteArray("a=&b") << FormParameters{{"a", ""}, {"b", ""}};
        QTest::newRow("empty name") << QByteArray("=1") << FormParameters{{"", "1"}};
        QTest::newRow("a second equals sign") << QByteArray("a=b=c") << FormParameters{{"a", "b=c"}};
        QTest::newRow("empty pairs") << QByteArray("&&a=1&&") << FormParameters{{"a", "1"}};
        QTest::newRow("cut escapes") << QByteArray("a=%&b=%4&c=%zz")
                                     << FormParameters{{"a", "%"}, {"b", "%4"}, {"c", "%zz"}};
        QTest::newRow("an escaped ampersand") << QByteArray("a=1%26b%3D2") << FormParameters{{"a", "1&b=2"}};
    }
    void decodesWhatBrowsersAndTwilioSend()
    {
        QFETCH(QByteArray, form);
        const auto parameters = decodeForm(form);
        QVERIFY(parameters);
        QTEST(*parameters, "parameters");
    }

    void isBounded()
    {
        QVERIFY(decodeForm(QByteArray("a=1&").repeated(1000)));
        QCOMPARE(decodeForm(QByteArray("a=1&").repeated(1001)).error().details.value("problem"_L1),
                 "tooManyParameters"_L1);
        QVERIFY(decodeForm(QByteArray(1024 * 1024, 'a')));
        QCOMPARE(decodeForm(QByteArray(1024 * 1024 + 1, 'a')).error().details.value("problem"_L1), "tooLarge"_L1);
    }

    void findsTheFirstValue()
    {
        const FormParameters parameters{{"a", "1"}, {"A", "2"}, {"a", "3"}, {"empty", ""}};
        QCOMPARE(valueOf(parameters, "a"), "1");
        QCOMPARE(valueOf(parameters, "A"), "2");
        QVERIFY(valueOf(parameters, "none").isNull());
        QVERIFY(!valueOf(parameters, "empty").isNull());
    }
};

QTEST_GUILESS_MAIN(FormDecodeTest)
#include "tst_form_decode.moc"
