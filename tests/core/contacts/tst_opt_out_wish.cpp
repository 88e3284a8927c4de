// SPDX-License-Identifier: Apache-2.0
#include "core/contacts/opt_out_wish.h"

#include <QTest>

using namespace counterbell::contacts;
using namespace Qt::StringLiterals;

class OptOutWishTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void noticesTheWish_data()
    {
        QTest::addColumn<QString>("body");
        for (const auto &body : {
                 u"please stop texting me"_s,
                 u"Stop. Thank you"_s,
                 u"STOP please"_s,
                 u"Hi, can you please stop!"_s,
                 u"Stop it"_s,
                 u"stop 🙏"_s,
                 u"Stop sending me these messages!!"_s,
                 u"PLEASE STOP SENDING MESSAGES"_s,
                 u"don\u2019t message me any more"_s,
                 u"Don't text me"_s,
                 u"do not contact me again"_s,
                 u"dont call or text me anymore"_s,
                 u"Never text me again."_s,
                 u"I don't want any more messages from you"_s,
                 u"I no longer want to receive these texts"_s,
                 u"I do not wish to be contacted"_s,
                 u"No more texts please"_s,
                 u"please don't send me any more messages"_s,
                 u"unsubscribe me please"_s,
                 u"How do I unsubscribe?"_s,
                 u"I'd like to opt out"_s,
                 u"Take me off your list"_s,
                 u"remove my number from your system"_s,
                 u"Leave me alone"_s,
                 u"who is this? STOP"_s,
                 u"STOP I never signed up for this"_s,
                 u"stop aub"_s,
                 u"Stop met appen"_s,
                 u"Willen jullie stoppen met mij berichten te sturen"_s,
                 u"Graag geen berichten meer"_s,
                 u"Ik wil geen sms meer ontvangen"_s,
                 u"app me niet meer"_s,
                 u"Stuur mij niets meer"_s,
                 u"ik wil me uitschrijven"_s,
                 u"Schrijf me uit"_s,
                 u"Wilt u mijn nummer afmelden"_s,
                 u"laat me met rust"_s,
                 u"Verwijder mijn nummer"_s,
             })
            QTest::addRow("%s", qPrintable(body)) << body;
    }
    void noticesTheWish()
    {
        QFETCH(QString, body);
        QVERIFY(looksLikeOptOut(body));
    }

    void leavesWatchesThatStoppedAlone_data()
    {
        QTest::addColumn<QString>("body");
        for (const auto &body : {
                 u"the watch stopped"_s,
                 u"My watch stops every night"_s,
                 u"It won't stop ticking"_s,
                 u"don't stop the repair"_s,
                 u"Please stop the repair, I'll pick it up"_s,
                 u"can you stop by"_s,
                 u"Can you stop by tomorrow please"_s,
                 u"I'll stop by at 5. Thank you"_s,
                 u"nonstop problems with the clasp"_s,
                 u"DOES THE WATCH STOP AT NIGHT"_s,
                 u"Don't text me before nine please"_s,
                 u"Please don't message me when I'm at work"_s,
                 u"You never texted me back"_s,
                 u"Why don't you text me when it's ready?"_s,
                 u"I got no more messages from you, is it ready?"_s,
                 u"I don't want the ring any more"_s,
                 u"Don't cancel my order"_s,
                 u"Please cancel my appointment on Friday"_s,
                 u"Can you remove the scratch from the case"_s,
                 u"Take the stone out please"_s,
                 u"Leave it in the safe"_s,
                 u"text me when it's done"_s,
                 u"No thank you"_s,
                 u"Thank you"_s,
                 u"het horloge is gestopt"_s,
                 u"Stop de reparatie maar"_s,
                 u"Kunnen jullie stoppen met de reparatie"_s,
                 u"Ik kreeg geen berichten meer"_s,
                 u"Ik heb geen bericht gehad"_s,
                 u"Kunt u de gravure weglaten"_s,
                 u"🙂"_s,
                 u" "_s,
             })
            QTest::addRow("%s", qPrintable(body)) << body;
        QTest::newRow("a long story") << u"please stop texting me "_s + QString(400, u'a');
        QTest::newRow("unbounded") << QString(5'000'000, u'!');
    }
    void leavesWatchesThatStoppedAlone()
    {
        QFETCH(QString, body);
        QVERIFY(!looksLikeOptOut(body));
    }

    void staysQuickOnHostileText()
    {
        QElapsedTimer timer;
        timer.start();
        for (const auto &piece : {u"stop "_s, u"hi, "_s, u"don't want any more "_s, u"please. "_s, u"stop-"_s})
            (void)looksLikeOptOut(piece.repeated(300 / piece.size()));
        QCOMPARE_LT(timer.elapsed(), 500);
    }
};

QTEST_GUILESS_MAIN(OptOutWishTest)
#include "tst_opt_out_wish.moc"
