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

    void readsWhatIsTyped_NX30_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("terms"); // words | numbers
        QTest::newRow("national") << u"0412 345"_s << u"|412345"_s;
        QTest::newRow("brackets") << u"(02) 9876-5432"_s << u"|298765432"_s;
        QTest::newRow("international") << u"+61 412"_s << u"|61412"_s;
        QTest::newRow("double zero") << u"0061 412"_s << u"|61412"_s;
        QTest::newRow("arabic digits") << u"\u0660\u0664\u0661\u0662"_s << u"|412"_s;
        QTest::newRow("zeros alone") << u"000"_s << u"|"_s;
        QTest::newRow("a name") << u"Zo\u00EB Smith"_s << u"zoe smith|"_s;
        QTest::newRow("a name and a number") << u"Hana 2"_s << u"hana|2"_s;
        QTest::newRow("a number and a name") << u"0412 345 Hana"_s << u"hana|412345"_s;
        QTest::newRow("numbers on both sides") << u"12 hana 34"_s << u"hana|12 34"_s;
        QTest::newRow("digits in a word") << u"R2D2 44"_s << u"r2d2|44"_s;
        QTest::newRow("a hyphen") << u"Anne-Marie"_s << u"anne marie|"_s;
        QTest::newRow("signs") << u"%_\"*()"_s << u"|"_s;
        QTest::newRow("an emoji") << u"Ann \U0001F48D"_s << u"ann|"_s;
        QTest::newRow("nothing") << u"  "_s << u"|"_s;
        QTest::newRow("too many") << u"a b c d e f g h i j"_s << u"a b c d e f g h|"_s;
    }
    void readsWhatIsTyped_NX30()
    {
        QFETCH(QString, text);
        const auto terms = searchTerms(text);
        QTEST(QString(terms.words.join(u' ') + u'|' + terms.numbers.join(u' ')), "terms");
    }

    void writesARecipientForTheIndex_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("number");
        QTest::addColumn<QString>("text");
        QTest::newRow("both") << u"Zo\u00EB"_s << u"+61412"_s << u"zoe 61412 1412 412"_s;
        QTest::newRow("no number") << u"Zo\u00EB"_s << QString() << u"zoe"_s;
        QTest::newRow("no name") << QString() << u"+6141"_s << u"6141 141"_s;
        QTest::newRow("signs in the name")
            << u"Anne-Marie O'Neil (work)"_s << u"12"_s << u"anne marie o neil work 12"_s;
        QTest::newRow("a short code") << u"Z"_s << u"12"_s << u"z 12"_s;
        QTest::newRow("neither") << QString() << QString() << QString();
    }
    void writesARecipientForTheIndex()
    {
        QFETCH(QString, name);
        QFETCH(QString, number);
        QTEST(recipientSearchText(name, number), "text");
    }
};

QTEST_GUILESS_MAIN(SearchTextTest)
#include "tst_search_text.moc"
