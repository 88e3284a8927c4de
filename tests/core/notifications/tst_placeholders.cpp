// SPDX-License-Identifier: Apache-2.0
#include "core/notifications/placeholders.h"

#include <QTest>

using namespace counterbell::notifications;
using namespace Qt::StringLiterals;

using Values = QMap<QString, QString>;

class PlaceholdersTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void fillsAndTidiesUp_data()
    {
        QTest::addColumn<QString>("wording");
        QTest::addColumn<Values>("values");
        QTest::addColumn<QString>("text");
        QTest::newRow("filled") << u"Hi {a}, {b}."_s << Values{{u"a"_s, u"Sam"_s}, {u"b"_s, u"ring"_s}}
                                << u"Hi Sam, ring."_s;
        QTest::newRow("an empty part takes its blank") << u"Hi {a}!"_s << Values{{u"a"_s, {}}} << u"Hi!"_s;
        QTest::newRow("and its brackets") << u"Ring ({a}) is here"_s << Values{{u"a"_s, {}}} << u"Ring is here"_s;
        QTest::newRow("brackets with more in them stay")
            << u"Ring (of {a})"_s << Values{{u"a"_s, {}}} << u"Ring (of)"_s;
        QTest::newRow("and a full stop with nothing to end")
            << u"Ready! {a}. Bye"_s << Values{{u"a"_s, {}}} << u"Ready! Bye"_s;
        QTest::newRow("at the beginning") << u"{a}. Bye"_s << Values{{u"a"_s, {}}} << u"Bye"_s;
        QTest::newRow("a sentence before it keeps its end")
            << u"Ready {a}. Bye"_s << Values{{u"a"_s, {}}} << u"Ready. Bye"_s;
        QTest::newRow("no doubled full stop") << u"{a}. Bye"_s << Values{{u"a"_s, u"Ring."_s}} << u"Ring. Bye"_s;
        QTest::newRow("nor after a question") << u"{a}. Bye"_s << Values{{u"a"_s, u"Ring?"_s}} << u"Ring? Bye"_s;
        QTest::newRow("a value is no wording")
            << u"{a} {b}"_s << Values{{u"a"_s, u"{b}"_s}, {u"b"_s, u"x"_s}} << u"{b} x"_s;
        QTest::newRow("unknown names stay") << u"{c} {A} {} {a"_s << Values{{u"a"_s, u"x"_s}} << u"{c} {A} {} {a"_s;
        QTest::newRow("adjacent") << u"{a}{b}"_s << Values{{u"a"_s, u"x"_s}, {u"b"_s, u"y"_s}} << u"xy"_s;
    }
    void fillsAndTidiesUp()
    {
        QFETCH(QString, wording);
        QFETCH(Values, values);
        QTEST(fillPlaceholders(wording, values), "text");
    }

    void listsNamesInOrder() { QCOMPARE(placeholdersIn(u"{b} {a} {b} {A1} {} {c"), (QStringList{u"b"_s, u"a"_s})); }
};

QTEST_GUILESS_MAIN(PlaceholdersTest)
#include "tst_placeholders.moc"
