// SPDX-License-Identifier: Apache-2.0
#include "core/webhooks/inbound_keyword.h"

#include <QTest>

using namespace counterbell;
using namespace counterbell::webhooks;
using contacts::Keyword;
using namespace Qt::StringLiterals;

class InboundKeywordTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void knowsOursAndTwilios_data()
    {
        QTest::addColumn<QString>("body");
        QTest::addColumn<Channel>("channel");
        QTest::addColumn<std::optional<OptOutType>>("type");
        QTest::addColumn<Keyword>("keyword");
        QTest::addColumn<bool>("isTwilios");
        const auto none = std::optional<OptOutType>();
        using enum Channel;
        QTest::newRow("STOP by SMS") << u"STOP"_s << Sms << none << Keyword::OptOut << true;
        QTest::newRow("stop with blanks by SMS") << u"  stop "_s << Sms << none << Keyword::OptOut << true;
        QTest::newRow("Stop. by SMS is ours alone") << u" Stop. "_s << Sms << none << Keyword::OptOut << false;
        QTest::newRow("STOP by WhatsApp") << u"STOP"_s << Whatsapp << none << Keyword::OptOut << false;
        QTest::newRow("UITSCHRIJVEN by SMS, PQ-32") << u"Uitschrijven"_s << Sms << none << Keyword::OptOut << false;
        QTest::newRow("UNSUBSCRIBE, OC-34") << u"unsubscribe"_s << Whatsapp << none << Keyword::OptOut << false;
        QTest::newRow("a sentence with stop") << u"stop it please"_s << Sms << none << Keyword::None << false;
        QTest::newRow("START by SMS") << u"Start"_s << Sms << none << Keyword::OptIn << true;
        QTest::newRow("YES by SMS") << u"yes"_s << Sms << none << Keyword::OptInIfOptedOut << true;
        QTest::newRow("JA by WhatsApp, PQ-33") << u"ja"_s << Whatsapp << none << Keyword::OptInIfOptedOut << false;
        QTest::newRow("HELP by SMS") << u"help"_s << Sms << none << Keyword::Help << true;
        QTest::newRow("INFO by WhatsApp") << u"Info"_s << Whatsapp << none << Keyword::Help << false;
        QTest::newRow("Twilio says STOP of a word of its own")
            << u"PARAR"_s << Sms << std::optional(OptOutType::Stop) << Keyword::OptOut << true;
        QTest::newRow("Twilio says START")
            << u"VOLVER"_s << Sms << std::optional(OptOutType::Start) << Keyword::OptIn << true;
        QTest::newRow("Twilio says HELP")
            << u"AYUDA"_s << Sms << std::optional(OptOutType::Help) << Keyword::Help << true;
    }
    void knowsOursAndTwilios()
    {
        QFETCH(QString, body);
        QFETCH(Channel, channel);
        QFETCH(std::optional<OptOutType>, type);
        QFETCH(Keyword, keyword);
        QFETCH(bool, isTwilios);
        InboundMessageFact fact;
        fact.body = body;
        fact.channel = channel;
        fact.optOutType = type;
        const auto request = keywordOf(fact, contacts::defaultKeywords());
        QCOMPARE(int(request.keyword), int(keyword));
        QCOMPARE(request.isTwilios, isTwilios);
    }

    void obeysTwiliosWordsWhateverTheShopsListSays()
    {
        InboundMessageFact fact;
        fact.body = u"QUIT"_s;
        fact.channel = Channel::Sms;
        contacts::Keywords words;
        words.optOut = {u"STOP"_s};
        QCOMPARE(int(keywordOf(fact, words).keyword), int(Keyword::OptOut));
        fact.channel = Channel::Whatsapp;
        QCOMPARE(int(keywordOf(fact, words).keyword), int(Keyword::None));
    }
};

QTEST_GUILESS_MAIN(InboundKeywordTest)
#include "tst_inbound_keyword.moc"
