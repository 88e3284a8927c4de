// SPDX-License-Identifier: Apache-2.0
#include "tests/support/fake_provider.h"
#include "tests/support/shop_fixture.h"

#include <QTest>

using namespace counterbell;
using namespace counterbell::messaging;
using namespace counterbell::test;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace
{

QString sid(size_t number)
{
    return FakeProvider::sidOf(number);
}

/// A notice to the customer by template, then by SMS.
NewSend jobReady(Shop &shop)
{
    auto send = shop.text(u"Your ring is ready"_s);
    send.category = SendCategory::JobReady;
    send.route.insert(send.route.begin(), {Channel::Whatsapp, u"Hello Samuel, your ring is ready."_s, Shop::choice()});
    return send;
}

ContactCapabilities capabilities(Shop &shop)
{
    return inRead(*shop.store, [&](store::Connection &db) {
        return contacts::ContactRepository().find(db, shop.customer)->capabilities;
    });
}

} // namespace

/// A notice's steps inside one send, and what failures teach (DESIGN 4, "Notices").
class RouteSendsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void choosesTheFirstStepThatItsGatesLetPass_NX08_data()
    {
        using Prepare = std::function<void(Shop &)>;
        QTest::addColumn<Prepare>("prepare");
        QTest::addColumn<QString>("channel");
        QTest::addColumn<bool>("isTemplate");
        const auto noTemplate = [](Shop &shop) {
            inTx(*shop.store,
                 [&](store::Tx &tx) { TemplateRepository().setStatus(tx, kTemplate, TemplateStatus::Paused); });
        };
        QTest::newRow("inside the window") << Prepare([](Shop &shop) { shop.memberWrites(); }) << "whatsapp" << false;
        QTest::newRow("outside the window") << Prepare([](Shop &) {}) << "whatsapp" << true;
        QTest::newRow("no approved template") << Prepare(noTemplate) << "sms" << false;
        QTest::newRow("not on WhatsApp") << Prepare([](Shop &shop) {
            inTx(*shop.store, [&](store::Tx &tx) { learnCapability(tx, {}, shop.member.id, false, {}); });
        }) << "sms" << false;
        QTest::newRow("the WhatsApp sender is down NX-25") << Prepare([](Shop &shop) {
            inTx(*shop.store, [&](store::Tx &tx) { markSenderDown(tx, Channel::Whatsapp, kWhatsappSender, true); });
        }) << "sms" << false;
        QTest::newRow("the WhatsApp sender rests until tomorrow") << Prepare([](Shop &shop) {
            inTx(*shop.store,
                 [&](store::Tx &tx) { pauseSender(tx, Channel::Whatsapp, kWhatsappSender, shop.clock.now() + 5h); });
        }) << "sms" << false;
    }
    void choosesTheFirstStepThatItsGatesLetPass_NX08()
    {
        QFETCH(std::function<void(Shop &)>, prepare);
        QFETCH(QString, channel);
        QFETCH(bool, isTemplate);
        Shop shop;
        prepare(shop);
        const auto id = shop.request(shop.assignment()).sendId;
        const auto row = shop.row(id);
        QCOMPARE(QString(wireName(row.channel)), channel);
        QCOMPARE(row.templateChoice.has_value(), isTemplate);
        QCOMPARE(shop.claim().front().message.to, kMemberPhone);
    }

    void goesOnInsideTheSameSend_data()
    {
        QTest::addColumn<int>("code");
        QTest::addColumn<bool>("isSync");
        for (const int code : {63003, 63024, 63016, 63032, 63007, 63038}) {
            QTest::addRow("%d in the answer", code) << code << true;
            QTest::addRow("%d by callback", code) << code << false;
        }
    }
    void goesOnInsideTheSameSend()
    {
        QFETCH(int, code);
        QFETCH(bool, isSync);
        Shop shop;
        const auto id = shop.request(jobReady(shop)).sendId;
        if (isSync) {
            shop.post(FakeProvider::refused(code));
        } else {
            shop.post(FakeProvider::accepted(sid(1)));
            shop.callback(sid(1), u"undelivered"_s, code);
        }
        QCOMPARE(shop.state(id), u"queued"_s);
        const auto second = shop.post(FakeProvider::accepted(sid(2)));
        QCOMPARE(second.message.channel, Channel::Sms);
        QCOMPARE(second.message.body, u"Your ring is ready"_s);
        QVERIFY(second.message.contentSid.isEmpty());
        const auto logged = shop.logged(id);
        QCOMPARE(logged.status, DeliveryStatus::Accepted);
        QCOMPARE(logged.channel, Channel::Sms);
        QCOMPARE(logged.sid, std::optional(sid(2)));
        QVERIFY(!logged.reason && !logged.errorCode);
        QCOMPARE(logged.attempts.size(), size_t(2));
        QCOMPARE(logged.attempts.front().channel, Channel::Whatsapp);
        QCOMPARE(logged.attempts.front().errorCode, std::optional(code));
        QCOMPARE(shop.bubble(id)->channel, Channel::Sms);
        QCOMPARE(shop.bubble(id)->kind, MessageKind::Text);
        QCOMPARE(number(*shop.store, u"SELECT failed FROM conversations"_s), 0);
    }

    void triesAllThreeStepsOfAnAssignment_NX13()
    {
        Shop shop;
        shop.memberWrites();
        const auto id = shop.request(shop.assignment()).sendId;
        shop.post(FakeProvider::accepted(sid(1)));
        shop.callback(sid(1), u"undelivered"_s, 63016); // the window was closed after all
        QCOMPARE(shop.post(FakeProvider::accepted(sid(2))).message.contentSid, kTemplate);
        shop.callback(sid(2), u"undelivered"_s, 63024); // and they left WhatsApp
        QCOMPARE(shop.post(FakeProvider::accepted(sid(3))).message.channel, Channel::Sms);
        shop.callback(sid(3), u"delivered"_s);
        QCOMPARE(shop.state(id), u"delivered"_s);
        QCOMPARE(shop.logged(id).attempts.size(), size_t(3));
        // Learnt: the next one goes by SMS at once.
        const auto next = shop.request(shop.assignment(u"Another"_s)).sendId;
        QCOMPARE(shop.row(next).channel, Channel::Sms);
    }

    void skipsTheWayThatTheNumberHasShownItCannot_data()
    {
        QTest::addColumn<int>("code");
        QTest::newRow("21614") << 21614;
        QTest::newRow("30006") << 30006;
    }
    void skipsTheWayThatTheNumberHasShownItCannot()
    {
        QFETCH(int, code);
        Shop shop;
        auto send = jobReady(shop);
        std::swap(send.route[0], send.route[1]); // SMS first
        const auto id = shop.request(send).sendId;
        shop.post(FakeProvider::accepted(sid(1)));
        shop.callback(sid(1), u"undelivered"_s, code);
        QCOMPARE(capabilities(shop).landline, std::optional(true));
        QCOMPARE(shop.post(FakeProvider::accepted(sid(2))).message.channel, Channel::Whatsapp);
        QCOMPARE(shop.bubble(id)->kind, MessageKind::Template);
        QCOMPARE(shop.row(shop.request(send).sendId).channel, Channel::Whatsapp);
    }

    void learnsWhetherANumberIsOnWhatsApp_NX24()
    {
        Shop shop;
        std::ignore = shop.request(jobReady(shop));
        shop.post(FakeProvider::accepted(sid(1)));
        QVERIFY(!capabilities(shop).onWhatsApp);
        shop.callback(sid(1), u"delivered"_s);
        QCOMPARE(capabilities(shop).onWhatsApp, std::optional(true));
        std::ignore = shop.request(jobReady(shop));
        shop.post(FakeProvider::accepted(sid(2)));
        shop.callback(sid(2), u"undelivered"_s, 63003);
        QCOMPARE(capabilities(shop).onWhatsApp, std::optional(false));
    }

    void learnsNothingOfANumberThatHasChangedSince_NX14()
    {
        Shop shop;
        std::ignore = shop.request(jobReady(shop));
        shop.post(FakeProvider::accepted(sid(1)));
        inTx(*shop.store, [&](store::Tx &tx) {
            auto contact = contacts::ContactRepository().find(tx, shop.customer).value();
            contact.phone = u"+61491573001"_s;
            contacts::ContactRepository().update(tx, contact, shop.clock.now());
        });
        shop.callback(sid(1), u"undelivered"_s, 63003);
        QVERIFY(!capabilities(shop).onWhatsApp);
    }

    void endsWhenNoStepIsLeft()
    {
        Shop shop;
        const auto id = shop.request(jobReady(shop)).sendId;
        shop.post(FakeProvider::refused(63003));
        shop.post(FakeProvider::refused(21614));
        const auto logged = shop.logged(id);
        QCOMPARE(logged.status, DeliveryStatus::Failed);
        QCOMPARE(logged.errorCode, std::optional(21614));
        QCOMPARE(logged.attempts.size(), size_t(2));
        QCOMPARE(number(*shop.store, u"SELECT failed FROM conversations"_s), 1);
    }

    void asksTheGatesOfTheNextStep()
    {
        Shop shop;
        const auto id = shop.request(jobReady(shop)).sendId;
        shop.post(FakeProvider::accepted(sid(1)));
        shop.consents(ConsentState::OptedOut, Channel::Sms);
        shop.callback(sid(1), u"undelivered"_s, 63003);
        QCOMPARE(shop.state(id), u"undelivered"_s);
        QVERIFY(shop.claim().empty());
    }

    void needsNoSecondPlaceInTheBudget_PQ41()
    {
        Shop shop;
        shop.budget(1);
        const auto id = shop.request(jobReady(shop)).sendId;
        shop.post(FakeProvider::refused(63003));
        QCOMPARE(shop.state(id), u"queued"_s);
        QCOMPARE(shop.budget().usedMessages, 1);
        shop.post(FakeProvider::accepted(sid(2)));
        QCOMPARE(shop.budget().usedMessages, 1);
    }

    void goesOnInTheClaimWhenTheStepHasClosedMeanwhile()
    {
        Shop shop;
        shop.memberWrites();
        auto notice = shop.assignment();
        notice.holdUntil = shop.clock.now() + 24h;
        const auto id = shop.request(notice).sendId;
        QVERIFY(!shop.row(id).templateChoice);
        shop.clock += 24h; // the window has closed behind the hold
        QVERIFY(shop.claim().empty());
        QCOMPARE(shop.claim().front().message.contentSid, kTemplate);
    }

    void goesOnInTheClaimWhenTheSenderWentDownMeanwhile_data()
    {
        QTest::addColumn<bool>("isDown");
        QTest::newRow("down NX-25") << true;
        QTest::newRow("resting until tomorrow") << false;
    }
    void goesOnInTheClaimWhenTheSenderWentDownMeanwhile()
    {
        QFETCH(bool, isDown);
        Shop shop;
        std::ignore = shop.request(jobReady(shop));
        inTx(*shop.store, [&](store::Tx &tx) {
            if (isDown)
                markSenderDown(tx, Channel::Whatsapp, kWhatsappSender, true);
            else
                pauseSender(tx, Channel::Whatsapp, kWhatsappSender, shop.clock.now() + 5h);
        });
        QVERIFY(shop.claim().empty());
        QCOMPARE(shop.claim().front().message.channel, Channel::Sms);
    }

    void marksTheSenderDownUntilItSendsAgain_NX25()
    {
        Shop shop;
        shop.receives(u"Hi"_s);
        const auto id = shop.request(shop.text(u"Hello"_s, Channel::Whatsapp)).sendId;
        shop.post(FakeProvider::refused(63007));
        QCOMPARE(shop.state(id), u"failed"_s);
        QCOMPARE(shop.sender(Channel::Whatsapp).down, std::optional(true));
        QVERIFY(!shop.sender(Channel::Sms).down);
        std::ignore = shop.request(shop.text(u"Again"_s, Channel::Whatsapp));
        shop.post(FakeProvider::accepted(sid(1)));
        QVERIFY(!shop.sender(Channel::Whatsapp).down);
    }

    void restsASenderUntilTomorrowAtItsDailyLimit()
    {
        Shop shop;
        std::ignore = shop.request(shop.text(u"Hello"_s));
        shop.post(FakeProvider::refused(63038));
        const auto until = shop.sender(Channel::Sms).pausedUntil.value();
        QCOMPARE(until, periodEnd(BudgetPeriod::Daily, shop.clock.now()));
        const auto id = shop.request(shop.text(u"Next"_s)).sendId;
        QVERIFY(shop.claim().empty());
        QCOMPARE(shop.row(id).dueAt, std::optional(until));
        QCOMPARE(shop.state(id), u"queued"_s);
        shop.clock += until - shop.clock.now();
        QCOMPARE(shop.claim().size(), size_t(1));
    }

    void recordsTheProvidersOwnBlock_OC33()
    {
        Shop shop;
        std::ignore = shop.request(shop.text(u"Hello"_s));
        shop.post(FakeProvider::refused(21610));
        const auto entry = inRead(*shop.store, [&](store::Connection &db) {
            return contacts::ConsentRepository()
                .latest(db, shop.customer, Channel::Sms, ConsentPurpose::Service)
                .value();
        });
        QCOMPARE(entry.state, ConsentState::OptedOut);
        QCOMPARE(entry.source, ConsentSource::Provider);
        QVERIFY(entry.providerBlocked);
        QCOMPARE(QString(wireName(shop.request(shop.text(u"Hello"_s)).refusal->reason)), u"recipientOptedOut"_s);
        QVERIFY(shop.claim().empty());
    }

    void closesTheWindowThatTheProviderSaysIsClosed_OC23()
    {
        Shop shop;
        shop.receives(u"Hi"_s);
        std::ignore = shop.request(shop.text(u"Hello"_s, Channel::Whatsapp));
        shop.post(FakeProvider::accepted(sid(1)));
        shop.callback(sid(1), u"undelivered"_s, 63016);
        QCOMPARE(QString(wireName(shop.request(shop.text(u"Hello"_s, Channel::Whatsapp)).refusal->reason)),
                 u"sessionWindowExpired"_s);
        shop.clock += 1s;
        shop.receives(u"Hi again"_s);
        QVERIFY(!shop.request(shop.text(u"Hello"_s, Channel::Whatsapp)).refusal);
    }

    void marksATemplateThatTheProviderPaused()
    {
        Shop shop;
        auto send = shop.text(u"…"_s);
        send.route = {{Channel::Whatsapp, u"Hello"_s, Shop::choice()}};
        std::ignore = shop.request(send);
        shop.post(FakeProvider::refused(63041));
        QCOMPARE(QString(wireName(shop.request(send).refusal->reason)), u"templateNotApproved"_s);
    }

    void prefersTheSenderOfTheRecipientsCountry_OC04()
    {
        const Senders senders{{{Channel::Sms, u"+441"_s, u"GB"_s, {}, {}},
                               {Channel::Sms, u"+611"_s, u"AU"_s, {}, {}},
                               {Channel::Whatsapp, u"+612"_s, u"AU"_s, {}, {}}}};
        QCOMPARE(senderFor(senders, Channel::Sms, u"AU"_s)->number, u"+611"_s);
        QCOMPARE(senderFor(senders, Channel::Sms, u"FR"_s)->number, u"+441"_s);
        QCOMPARE(senderFor(senders, Channel::Sms, u""_s)->number, u"+441"_s);
        auto down = senders;
        down.items[1].down = true;
        QCOMPARE(senderFor(down, Channel::Sms, u"AU"_s)->number, u"+441"_s);
        down.items[0].down = true;
        QCOMPARE(senderFor(down, Channel::Sms, u"AU"_s)->number, u"+611"_s);
        QVERIFY(!senderFor({}, Channel::Sms, u"AU"_s));
    }
};

QTEST_GUILESS_MAIN(RouteSendsTest)
#include "tst_route_sends.moc"
