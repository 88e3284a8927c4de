// SPDX-License-Identifier: Apache-2.0
#include "core/contacts/search_text.h"

#include <QTest>

using namespace counterbell::contacts;
using namespace Qt::StringLiterals;

class SearchTextTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void makesSpellingsOfOneNameTheSame_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("normal");
        QTest::newRow("case") << u"ZOE Smith"_s << u"zoe smith"_s;
        QTest::newRow("accent") << u"Zo\u00EB"_s << u"zoe"_s;
        QTest::newRow("combining accent") << u"Zoe\u0308"_s << u"zoe"_s;
        QTest::newRow("blanks") << u"  Ann \t Lee "_s << u"ann lee"_s;
        QTest::newRow("sharp s") << u"Stra\u00DFe"_s << u"strasse"_s;
        QTest::newRow("ligature") << u"\uFB01nch"_s << u"finch"_s;
        QTest::newRow("full width") << u"\uFF21nn"_s << u"ann"_s;
        QTest::newRow("dotted capital I") << u"\u0130nci"_s << u"inci"_s;
        QTest::newRow("tatweel and harakat")
            << u"\u0645\u064F\u062D\u0640\u0645\u062F"_s << u"\u0645\u062D\u0645\u062F"_s;
        QTest::newRow("emoji stays") << u"Ann \U0001F48D"_s << u"ann \U0001F48D"_s;
        QTest::newRow("empty") << QString() << u""_s;
    }
    void makesSpellingsOfOneNameTheSame()
    {
        QFETCH(QString, text);
        QTEST(searchText(text), "normal");
    }

    void takesWildcardsLiterally() { QCOMPARE(containsPattern(u"50%_!"_s), u"%50!%!_!!%"_s); }

    void findsTheDigitsOfANumber_NX30_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("digits");
        QTest::newRow("national") << u"0412 345"_s << u"412345"_s;
        QTest::newRow("brackets") << u"(02) 9876-5432"_s << u"298765432"_s;
        QTest::newRow("international") << u"+61 412"_s << u"61412"_s;
        QTest::newRow("double zero") << u"0061 412"_s << u"61412"_s;
        QTest::newRow("arabic digits") << u"\u0660\u0664\u0661\u0662"_s << u"412"_s;
        QTest::newRow("too few") << u"04 1"_s << QString();
        QTest::newRow("a name") << u"R2D2 44444"_s << QString();
    }
    void findsTheDigitsOfANumber_NX30()
    {
        QFETCH(QString, text);
        QTEST(phoneSearchDigits(text), "digits");
    }
};

QTEST_GUILESS_MAIN(SearchTextTest)
#include "tst_search_text.moc"
