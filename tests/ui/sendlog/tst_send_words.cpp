// SPDX-License-Identifier: Apache-2.0
#include "tests/ui/sendlog/log_rows.h"
#include "ui/sendlog/send_actions.h"
#include "ui/sendlog/send_log_feed.h"
#include "ui/sendlog/send_steps.h"
#include "ui/sendlog/send_words.h"

#include <QTest>

using namespace counterbell;
using namespace counterbell::ui;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using enum DeliveryStatus;

namespace
{

QString plain(QString text)
{
    for (const auto mark : {0x2066, 0x2067, 0x2068, 0x2069})
        text.remove(QChar(mark));
    return text;
}

QString told(const std::vector<SendStep> &steps)
{
    QStringList lines;
    for (const auto &step : steps)
        lines << plain((step.isBad ? u"! "_s : QString()) + step.text +
                       (step.detail.isEmpty() ? QString() : u" ("_s + step.detail + u')'));
    return lines.join(u" / "_s);
}

} // namespace

class SendWordsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void whatSomebodyTookBackIsNoMishap()
    {
        SendDetail detail;
        detail.send.status = DeliveryStatus::Cancelled;
        QVERIFY(!sendSteps(detail, {}).back().isBad);
        detail.send.status = DeliveryStatus::Refused;
        QVERIFY(sendSteps(detail, {}).back().isBad);
    }

    void everyRowThatWasNotDeliveredSaysWhy_NX41()
    {
        // Every reason of the contract and every status: never empty, never a code or a word of the program.
        QStringList reasons{u"notOnWhatsApp"_s, u"landlineOrUnreachable"_s, u"undone"_s, u"somethingNew"_s, QString()};
        for (const auto &[reason, word] : WireNames<Reason>::values)
            reasons << QString(word);
        for (const auto status : {Failed, Undelivered, Refused, Cancelled}) {
            for (const auto &reason : reasons) {
                const auto fact = happened(row(1, u"Ava"_s, status, 0, reason)).fact;
                QVERIFY2(!fact.isEmpty() && !fact.endsWith(u'.'), qPrintable(reason));
                QVERIFY2(!fact.contains(reason) || reason.isEmpty(), qPrintable(fact));
            }
        }
        for (const auto status : {Held, Queued, Sending, Uncertain, Accepted, Sent})
            QVERIFY(!happened(row(1, u"Ava"_s, status, 0)).fact.isEmpty());
        QVERIFY(happened(row(1, u"Ava"_s, Delivered, 0)).fact.isEmpty());
    }

    void splitsTheFactFromTheNextStep()
    {
        const auto [fact, nextStep] = happened(row(1, u"Ava"_s, Failed, 0, u"notOnWhatsApp"_s));
        QCOMPARE(fact, u"This number is not on WhatsApp"_s);
        QCOMPARE(nextStep, u"Send as SMS."_s);
    }

    void saysItInShortForItsColumn_data()
    {
        QTest::addColumn<DeliveryStatus>("status");
        QTest::addColumn<QString>("reason");
        QTest::addColumn<QString>("expected");
        QTest::newRow("it went well") << Delivered << QString() << QString();
        QTest::newRow("the notice is off") << Refused << u"categoryDisabled"_s << u"Job ready is switched off"_s;
        QTest::newRow("a member doesn't want them") << Refused << u"memberOptedOut"_s << u"Off for Ava"_s;
        QTest::newRow("no number") << Refused << u"noPhone"_s << u"No phone number"_s;
        QTest::newRow("a code") << Failed << u"landlineOrUnreachable"_s << u"Landline: cannot get texts"_s;
        QTest::newRow("one short by itself") << Failed << u"carrierCongested"_s << u"The phone network is busy"_s;
        QTest::newRow("a newer core's reason") << Failed << u"newer"_s << u"Twilio could not deliver it"_s;
    }
    void saysItInShortForItsColumn()
    {
        QFETCH(DeliveryStatus, status);
        QFETCH(QString, reason);
        auto send = row(1, u"Ava Lindqvist"_s, status, 0, reason);
        if (reason.isEmpty())
            send.reason.reset();
        QTEST(happenedInShort(send), "expected");
    }

    void saysWhichWayItWentInTheEnd()
    {
        auto send = row(1, u"Ava"_s, Delivered, 0);
        send.attempts.insert(send.attempts.begin(), {send.at, Channel::Whatsapp, u"SM1"_s, Failed, 63003});
        QCOMPARE(happened(send).fact, u"Sent as SMS instead"_s);
    }

    void fitsSaysWhatOnlyTheCoreCanTell()
    {
        const auto send = row(1, u"Ava"_s, Failed, 0);
        SendFilter filter;
        QCOMPARE(fits(send, filter), std::optional(true));
        filter.text = u"ava"_s;
        QCOMPARE(fits(send, filter), std::optional<bool>());
        filter.group = SendGroup::Delivered;
        QCOMPARE(fits(send, filter), std::optional(false));
        filter = {};
        filter.to = send.at;
        QCOMPARE(fits(send, filter), std::optional(false));
        filter.to = send.at + 1ms;
        filter.from = send.at;
        QCOMPARE(fits(send, filter), std::optional(true));
        filter.contactId = ContactId{4711};
        QCOMPARE(fits(send, filter), std::optional(false));
    }

    void stepsTellTheStory()
    {
        SendDetail detail;
        detail.send = row(1, u"Ruth Abernathy"_s, Failed, 10, u"landlineOrUnreachable"_s);
        detail.author = u"Tom Okafor"_s;
        detail.send.attempts.front().at += 10s;
        detail.events = {{detail.send.at + 11s, u"queued"_s, {}, detail.send.sid},
                         {detail.send.at + 11s, u"sent"_s, {}, detail.send.sid},
                         {detail.send.at + 12s, u"undelivered"_s, 30006, detail.send.sid}};
        QCOMPARE(told(sendSteps(detail, u"R-1039"_s)),
                 u"Tom Okafor marked R-1039 ready / SMS handed to Twilio / Twilio accepted it / Sent to the phone "
                 "network / ! Not delivered: This is a landline, or can't get SMS (Twilio code 30006)"_s);
    }

    void aRefusalAtOnceIsAStepOfItsOwn()
    {
        SendDetail detail;
        detail.send = row(1, u"Ruth"_s, Failed, 10, u"notMobile"_s);
        detail.send.attempts.front().errorCode = 21614;
        QCOMPARE(told(sendSteps(detail, {})),
                 u"The job was marked ready / SMS handed to Twilio / ! Twilio refused it: The number is not a mobile "
                 "number (Twilio code 21614)"_s);
    }

    void whatWasNeverAttemptedWasNotHandedOver()
    {
        SendDetail detail;
        detail.send = row(1, u"Marco"_s, Refused, 10, u"categoryDisabled"_s);
        const auto steps = told(sendSteps(detail, {}));
        QVERIFY2(steps.contains(u"! Never attempted: These notices are switched off"_s), qPrintable(steps));
        QVERIFY(!steps.contains(u"Twilio"_s));
    }

    void offersWhatHelps_data()
    {
        QTest::addColumn<QString>("reason");
        QTest::addColumn<QString>("expected");
        QTest::newRow("a landline") << u"landlineOrUnreachable"_s << u"call changeNumber"_s;
        QTest::newRow("not on WhatsApp: it was an SMS here, so only again") << u"deliveryFailed"_s << u"again call"_s;
        QTest::newRow("no such number") << u"numberUnknown"_s << u"changeNumber"_s;
        QTest::newRow("opted out") << u"recipientOptedOut"_s << u"call changeNumber"_s;
    }
    void offersWhatHelps()
    {
        QFETCH(QString, reason);
        QFETCH(QString, expected);
        QStringList words;
        for (const auto act : helpfulActs(row(1, u"Ava"_s, Failed, 0, reason)))
            words << (act == SendAct::Call           ? u"call"_s
                      : act == SendAct::ChangeNumber ? u"changeNumber"_s
                      : act == SendAct::SendAgain    ? u"again"_s
                                                     : u"other"_s);
        QCOMPARE(words.join(u' '), expected);
    }

    void whatArrivedIsNotSentAgain()
    {
        for (const auto act : possibleActs(row(1, u"Ava"_s, Delivered, 0)))
            QVERIFY(act != SendAct::SendAgain && act != SendAct::SendByWhatsApp);
    }

    void lengthAndCostAreWords()
    {
        auto send = row(1, u"Ava"_s, Delivered, 0);
        send.body = u"Hello 👋"_s;
        QCOMPARE(plain(lengthText(send)), u"1 SMS, 7 characters"_s);
        QCOMPARE(plain(costText(send)), u"A$0.08"_s);
        QCOMPARE(costText(row(1, u"Ava"_s, Refused, 0)), u"Not charged"_s);
        QCOMPARE(costText(row(1, u"Ava"_s, Sent, 0)), u"Not known yet"_s);
    }
};

QTEST_GUILESS_MAIN(SendWordsTest)
#include "tst_send_words.moc"
