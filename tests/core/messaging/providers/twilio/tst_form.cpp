// SPDX-License-Identifier: Apache-2.0
#include "core/messaging/providers/twilio/form.h"

#include <QTest>

using namespace counterbell;
using namespace counterbell::messaging;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// What goes over the wire to Twilio, byte for byte (FACTS 1.1, 1.3, 6.4).
class TestForm : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void escapesEveryCharacterThatCouldMeanSomethingElse_data()
    {
        QTest::addColumn<QString>("value");
        QTest::addColumn<QByteArray>("encoded");
        QTest::newRow("plus") << u"+61491573001"_s << QByteArray("%2B61491573001");
        QTest::newRow("WhatsApp address") << u"whatsapp:+61491573001"_s << QByteArray("whatsapp%3A%2B61491573001");
        QTest::newRow("blank") << u"a b"_s << QByteArray("a%20b");
        QTest::newRow("separators") << u"a&b=c#d?e"_s << QByteArray("a%26b%3Dc%23d%3Fe");
        QTest::newRow("percent") << u"100%25"_s << QByteArray("100%2525");
        QTest::newRow("line break") << u"a\r\nb"_s << QByteArray("a%0D%0Ab");
        QTest::newRow("umlaut and emoji") << u"ü🔔"_s << QByteArray("%C3%BC%F0%9F%94%94");
        QTest::newRow("harmless") << u"aZ09-._~"_s << QByteArray("aZ09-._~");
        QTest::newRow("empty") << QString() << QByteArray();
    }
    void escapesEveryCharacterThatCouldMeanSomethingElse()
    {
        QFETCH(QString, value);
        QFETCH(QByteArray, encoded);
        QCOMPARE(encodeForm({{"N", value}}), "N=" + encoded);
    }

    void repeatsNamesAndKeepsTheOrder()
    {
        QCOMPARE(encodeForm({{"MediaUrl", u"b"_s}, {"MediaUrl", u"a"_s}, {"DateSent>", u"x"_s}}),
                 "MediaUrl=b&MediaUrl=a&DateSent%3E=x");
        QCOMPARE(encodeForm({}), "");
    }

    void aTextCarriesBodyMediaAndCallback()
    {
        OutboundMessage message;
        message.channel = Channel::Sms;
        message.from = u"+61412000001"_s;
        message.to = u"+61491573001"_s;
        message.body = u"Hi Ava! 1+1"_s;
        message.mediaUrls = {QUrl(u"https://relay.example/m/1/a b"_s), QUrl(u"https://relay.example/m/1/c"_s)};
        message.statusCallbackUrl = u"https://relay.example/t/1/twilio/status?attempt=ab#rc=5&rp=all"_s;
        QCOMPARE(
            encodeForm(createMessageFields(message)),
            "To=%2B61491573001&From=%2B61412000001&Body=Hi%20Ava%21%201%2B1"
            "&MediaUrl=https%3A%2F%2Frelay.example%2Fm%2F1%2Fa%2520b&MediaUrl=https%3A%2F%2Frelay.example%2Fm%2F1%2Fc"
            "&StatusCallback=https%3A%2F%2Frelay.example%2Ft%2F1%2Ftwilio%2Fstatus%3Fattempt%3Dab%23rc%3D5%26rp%3Dall");
    }

    void aTemplateGoesWithoutBodyAndMedia()
    {
        OutboundMessage message;
        message.channel = Channel::Whatsapp;
        message.messagingServiceSid = u"MG1"_s;
        message.to = u"BR.1000000000000001"_s;
        message.body = u"never"_s;
        message.mediaUrls = {QUrl(u"https://relay.example/m"_s)};
        message.contentSid = u"HX1"_s;
        message.variables = {{u"2"_s, u"12:30"_s}, {u"1"_s, u"Ava \"A\""_s}};
        const FormFields expected{{"To", u"whatsapp:BR.1000000000000001"_s},
                                  {"MessagingServiceSid", u"MG1"_s},
                                  {"ContentSid", u"HX1"_s},
                                  {"ContentVariables", u"{\"1\":\"Ava \\\"A\\\"\",\"2\":\"12:30\"}"_s}};
        QCOMPARE(createMessageFields(message), expected);
        message.variables.clear();
        QCOMPARE(createMessageFields(message).size(), 3u);
    }

    void aListIsFilteredTheWayTwilioNamesIt()
    {
        MessageFilter filter;
        QCOMPARE(encodeForm(listMessagesFields(filter)), "PageSize=50");
        filter.channel = Channel::Whatsapp;
        filter.to = u"+61491573001"_s;
        filter.from = u"+61412000001"_s;
        filter.dateSentAfter = Timestamp(1767312000s + 999ms);
        filter.pageSize = 5000;
        QCOMPARE(encodeForm(listMessagesFields(filter)), "To=whatsapp%3A%2B61491573001&From=whatsapp%3A%2B61412000001"
                                                         "&DateSent%3E=2026-01-02T00%3A00%3A00Z&PageSize=1000");
    }
};

QTEST_GUILESS_MAIN(TestForm)
#include "tst_form.moc"
