// SPDX-License-Identifier: Apache-2.0
#include "core/contacts/keywords.h"

#include <QTest>

using namespace counterbell::contacts;
using namespace Qt::StringLiterals;

Q_DECLARE_METATYPE(Keyword)

class KeywordsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void matchesTheWholeMessageOnly_PQ32_OC34_data()
    {
        QTest::addColumn<QString>("body");
        QTest::addColumn<Keyword>("keyword");
        for (const auto &word : {u"STOP"_s, u"STOPALL"_s, u"UITSCHRIJVEN"_s, u"UNSUBSCRIBE"_s, u"CANCEL"_s, u"END"_s,
                                 u"QUIT"_s, u"REVOKE"_s, u"OPTOUT"_s})
            QTest::addRow("%s", qPrintable(word)) << word << Keyword::OptOut;
        for (const auto &word : {u"START"_s, u"UNSTOP"_s, u"SUBSCRIBE"_s})
            QTest::addRow("%s", qPrintable(word)) << word << Keyword::OptIn;
        QTest::newRow("PQ-33 YES") << u"YES"_s << Keyword::OptInIfOptedOut;
        QTest::newRow("PQ-33 JA") << u"Ja!"_s << Keyword::OptInIfOptedOut;
        QTest::newRow("HELP") << u"help"_s << Keyword::Help;
        QTest::newRow("INFO") << u"Info?"_s << Keyword::Help;
        QTest::newRow("blanks and a full stop") << u" stop. "_s << Keyword::OptOut;
        QTest::newRow("line break after it") << u"Stop\r\n"_s << Keyword::OptOut;
        QTest::newRow("many line breaks after it") << u"Stop"_s + QString(100, u'\n') << Keyword::OptOut;
        QTest::newRow("quoted") << u"\u201CStop\u201D"_s << Keyword::OptOut;
        QTest::newRow("a no-break space") << u"\u00A0STOP\u00A0"_s << Keyword::OptOut;
        QTest::newRow("exclamation marks") << u"stop!!!"_s << Keyword::OptOut;
        QTest::newRow("full-width") << u"ＳＴＯＰ"_s << Keyword::OptOut;
        QTest::newRow("a bidi mark") << u"\u200FSTOP\u200E"_s << Keyword::OptOut;
        QTest::newRow("Stop it") << u"Stop it"_s << Keyword::None;
        QTest::newRow("inside a word") << u"stopwatch"_s << Keyword::None;
        QTest::newRow("in a sentence") << u"Can you stop by?"_s << Keyword::None;
        QTest::newRow("stop after an emoji") << u"🙏 STOP"_s << Keyword::None;
        QTest::newRow("empty") << QString() << Keyword::None;
        QTest::newRow("punctuation alone") << u"..."_s << Keyword::None;
        QTest::newRow("an emoji") << u"👍"_s << Keyword::None;
        QTest::newRow("unbounded") << u"STOP"_s + QString(1'000'000, u'.') << Keyword::None;
    }
    void matchesTheWholeMessageOnly_PQ32_OC34()
    {
        QFETCH(QString, body);
        QTEST(matchKeyword(body, defaultKeywords()), "keyword");
    }

    void takesTheWorkspacesOwnWords_data()
    {
        QTest::addColumn<QString>("body");
        QTest::addColumn<Keyword>("keyword");
        QTest::newRow("own word") << u"parar"_s << Keyword::OptOut;
        QTest::newRow("case folded, not lowered") << u"ΤΕΛΟΣ"_s << Keyword::OptOut;
        QTest::newRow("Arabic") << u"توقف."_s << Keyword::OptOut;
        QTest::newRow("a word that was taken out") << u"END"_s << Keyword::None;
        QTest::newRow("in two lists") << u"WEITER"_s << Keyword::OptOut;
        QTest::newRow("own opt-in") << u"sim"_s << Keyword::OptIn;
    }
    void takesTheWorkspacesOwnWords()
    {
        QFETCH(QString, body);
        const Keywords own{{u"Parar"_s, u"τελος"_s, u"توقف"_s, u"weiter"_s, u""_s}, {u"SIM"_s, u"weiter"_s}, {}};
        QTEST(matchKeyword(body, own), "keyword");
    }

    void takesStopForAnOptOutWhateverTheLists()
    {
        QCOMPARE(matchKeyword(u" Stop! ", {{u"HALT"_s}, {u"STOP"_s}, {}}), Keyword::OptOut);
        QCOMPARE(matchKeyword(u"stop", {}), Keyword::OptOut);
    }

    void keepsWordsAsTheyAreCompared_data()
    {
        QTest::addColumn<QString>("word");
        QTest::addColumn<QString>("kept");
        QTest::newRow("capitals") << u"Stop"_s << u"STOP"_s;
        QTest::newRow("blanks and punctuation") << u" \"Stop\".\n"_s << u"STOP"_s;
        QTest::newRow("full-width") << u"ｓｔｏｐ"_s << u"STOP"_s;
        QTest::newRow("two words") << u"niet \t meer"_s << u"NIET MEER"_s;
        QTest::newRow("no capitals that compare the same") << u"çıkış"_s << u"çıkış"_s;
        QTest::newRow("without capitals") << u"توقف"_s << u"توقف"_s;
        QTest::newRow("nothing") << u" .!"_s << QString();
        QTest::newRow("the longest") << QString(60, u'X') << QString(60, u'X');
        QTest::newRow("too long") << QString(61, u'X') << QString();
    }
    void keepsWordsAsTheyAreCompared()
    {
        QFETCH(QString, word);
        QFETCH(QString, kept);
        QCOMPARE(normalisedKeyword(word), kept);
        if (!kept.isEmpty())
            QCOMPARE(matchKeyword(word, {{kept}, {}, {}}) == Keyword::OptOut, !word.contains(u'\t'));
    }

    void knowsWhenTwilioAnswersItself_OC33_data()
    {
        QTest::addColumn<QString>("body");
        QTest::addColumn<bool>("twilios");
        for (const auto &word : {u"stop"_s, u"StopAll"_s, u"UNSUBSCRIBE"_s, u"cancel"_s, u"END"_s, u"quit"_s,
                                 u"Revoke"_s, u"OPTOUT"_s, u"START"_s, u"yes"_s, u"Unstop"_s, u"HELP"_s, u"info"_s})
            QTest::addRow("%s", qPrintable(word)) << word << true;
        QTest::newRow("trimmed") << u" STOP\n"_s << true;
        QTest::newRow("with a full stop") << u"stop."_s << false;
        QTest::newRow("ours, not Twilio's") << u"UITSCHRIJVEN"_s << false;
        QTest::newRow("ours to lift") << u"SUBSCRIBE"_s << false;
        QTest::newRow("JA") << u"JA"_s << false;
        QTest::newRow("in a sentence") << u"stop it"_s << false;
        QTest::newRow("empty") << QString() << false;
    }
    void knowsWhenTwilioAnswersItself_OC33()
    {
        QFETCH(QString, body);
        QTEST(isTwilioDefaultKeyword(body), "twilios");
    }
};

QTEST_GUILESS_MAIN(KeywordsTest)
#include "tst_keywords.moc"
