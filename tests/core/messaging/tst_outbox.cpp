// SPDX-License-Identifier: Apache-2.0
#include "tests/support/shop_fixture.h"

#include <QTest>

using namespace counterbell;
using namespace counterbell::messaging;
using namespace counterbell::test;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace
{

QString reasonOf(const Requested &requested)
{
    return requested.refusal ? QString(wireName(requested.refusal->reason)) : u"ok"_s;
}

/// Cancel, Send now, Edit, as one call each.
QString act(Shop &shop, std::function<Result<>(store::Tx &)> change)
{
    return inTx(*shop.store, [&](store::Tx &tx) { return test::reasonOf(change(tx)); });
}
QString cancel(Shop &shop, SendId id)
{
    return act(shop, [&](store::Tx &tx) { return Outbox().cancel(tx, id, shop.clock.now()); });
}
QString sendNow(Shop &shop, SendId id)
{
    return act(shop, [&](store::Tx &tx) { return Outbox().sendNow(tx, id, shop.clock.now()); });
}
QString edit(Shop &shop, SendId id, const QString &body)
{
    return act(shop, [&](store::Tx &tx) { return Outbox().edit(tx, id, body, shop.clock.now()); });
}

} // namespace

class OutboxTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void makesARowAndABubble()
    {
        Shop shop;
        const auto requested = shop.request(shop.text(u"  Ready?\n"_s));
        QCOMPARE(reasonOf(requested), u"ok"_s);
        const auto row = shop.row(requested.sendId);
        QCOMPARE(row.state, OutboxState::Queued);
        QCOMPARE(row.sender, kSmsSender);
        QCOMPARE(row.address, kCustomerPhone);
        const auto bubble = shop.bubble(requested.sendId).value();
        QCOMPARE(bubble.body, u"  Ready?\n"_s); // byte for byte
        QCOMPARE(bubble.status, DeliveryStatus::Queued);
        QCOMPARE(bubble.author.name, u"Priya Nair"_s);
        QCOMPARE(bubble.segments, std::optional(1));
        QCOMPARE(bubble.sendId, std::optional(requested.sendId));
    }

    void logsARefusalWithRecipientAndReason_NX22()
    {
        Shop shop;
        shop.consents(ConsentState::OptedOut, Channel::Sms);
        const auto requested = shop.request(shop.text(u"Hello"_s));
        QCOMPARE(reasonOf(requested), u"recipientOptedOut"_s);
        const auto logged = shop.logged(requested.sendId);
        QCOMPARE(logged.status, DeliveryStatus::Refused);
        QCOMPARE(logged.reason, std::optional(u"recipientOptedOut"_s));
        QCOMPARE(logged.recipient.name, u"Samuel Iyer"_s);
        QCOMPARE(logged.recipient.number, kCustomerPhone);
        QCOMPARE(logged.body, u"Hello"_s);
        QVERIFY(logged.attempts.empty());
        QVERIFY(!shop.bubble(requested.sendId));
        QVERIFY(shop.claim().empty());
    }

    void refusesByEachFactOfTheDatabase_data()
    {
        using Prepare = std::function<void(Shop &, NewSend &)>;
        QTest::addColumn<Prepare>("prepare");
        QTest::addColumn<QString>("expected");
        QTest::newRow("nothing in the way") << Prepare([](Shop &, NewSend &) {}) << "ok";
        QTest::newRow("not permitted") << Prepare([](Shop &, NewSend &send) { send.isPermitted = false; })
                                       << "notPermitted";
        const auto toggled = [](SendCategory category, bool NotificationSettings::*toggle) {
            return Prepare([=](Shop &shop, NewSend &send) {
                NotificationSettings settings;
                settings.*toggle = false;
                shop.set(u"notifications"_s, settings);
                send.category = category;
            });
        };
        QTest::newRow("job ready off NX-07")
            << toggled(SendCategory::JobReady, &NotificationSettings::jobReady) << "categoryDisabled";
        QTest::newRow("assignments off NX-07")
            << toggled(SendCategory::TaskAssignment, &NotificationSettings::taskAssignment) << "categoryDisabled";
        QTest::newRow("status changes off NX-07")
            << toggled(SendCategory::StatusChange, &NotificationSettings::statusChange) << "categoryDisabled";
        QTest::newRow("urgent off NX-07")
            << toggled(SendCategory::UrgentFlagged, &NotificationSettings::urgentFlagged) << "categoryDisabled";
        QTest::newRow("another category's toggle")
            << toggled(SendCategory::Reply, &NotificationSettings::jobReady) << "ok";
        QTest::newRow("a member who opted out NX-06") << Prepare([](Shop &shop, NewSend &send) {
            inTx(*shop.store, [&](store::Tx &tx) { team::MemberRepository().setOptedOut(tx, shop.member.id, true); });
            send = shop.assignment();
        }) << "memberOptedOut";
        QTest::newRow("no number") << Prepare([](Shop &shop, NewSend &send) {
            send.contactId =
                inTx(*shop.store, [&](store::Tx &tx) { return shop.addCustomer(tx, u"Nobody"_s, std::nullopt); });
        }) << "noPhone";
        QTest::newRow("a number that is none NX-26") << Prepare([](Shop &shop, NewSend &send) {
            send.contactId =
                inTx(*shop.store, [&](store::Tx &tx) { return shop.addCustomer(tx, u"Odd"_s, u"+614"_s); });
        }) << "invalidPhone";
        QTest::newRow("opted out PQ-30") << Prepare([](Shop &shop, NewSend &) {
            shop.consents(ConsentState::OptedOut, Channel::Sms);
        }) << "recipientOptedOut";
        QTest::newRow("opted out elsewhere alone")
            << Prepare([](Shop &shop, NewSend &) { shop.consents(ConsentState::OptedOut, Channel::Whatsapp); }) << "ok";
        QTest::newRow("a record is required") << Prepare([](Shop &shop, NewSend &) {
            Workspace workspace;
            workspace.requireRecordedOptIn = true;
            shop.set(u"workspace"_s, workspace);
        }) << "consentRequired";
        const auto setting = [](auto Workspace::*member, auto value) {
            return Prepare([=](Shop &shop, NewSend &) {
                Workspace workspace;
                workspace.*member = value;
                shop.set(u"workspace"_s, workspace);
            });
        };
        QTest::newRow("a country that isn't written to OC-31")
            << setting(&Workspace::allowedRegions, std::vector{u"NL"_s, u"DE"_s}) << "regionBlocked";
        QTest::newRow("one of those that are OC-31")
            << setting(&Workspace::allowedRegions, std::vector{u"NL"_s, u"AU"_s}) << "ok";
        QTest::newRow("a quiet preview NX-18") << setting(&Workspace::quietPreview, true) << "previewSuppressed";
        QTest::newRow("never wrote by WhatsApp PQ-20")
            << Prepare([](Shop &shop, NewSend &send) { send = shop.text(u"Hello"_s, Channel::Whatsapp); })
            << "sessionWindowExpired";
        QTest::newRow("wrote by WhatsApp PQ-20") << Prepare([](Shop &shop, NewSend &send) {
            shop.receives(u"Hi"_s);
            send = shop.text(u"Hello"_s, Channel::Whatsapp);
        }) << "ok";
        QTest::newRow("a marketing template PQ-30") << Prepare([](Shop &shop, NewSend &send) {
            auto known = Shop::approvedTemplate();
            known.category = TemplateCategory::Marketing;
            inTx(*shop.store,
                 [&](store::Tx &tx) { TemplateRepository().replaceAll(tx, {known}, shop.clock.now() + 1s); });
            send.route = {{Channel::Whatsapp, u"…"_s, Shop::choice()}};
        }) << "consentRequired";
        QTest::newRow("a template outside the window PQ-21")
            << Prepare([](Shop &, NewSend &send) { send.route = {{Channel::Whatsapp, u"…"_s, Shop::choice()}}; })
            << "ok";
        QTest::newRow("too long") << Prepare([](Shop &, NewSend &send) {
            send.route.front().body = QString(1601, u'x');
        }) << "textTooLong";
        QTest::newRow("over the budget PQ-41")
            << Prepare([](Shop &shop, NewSend &) { shop.budget(0); }) << "budgetExceeded";
        QTest::newRow("no sender") << Prepare([](Shop &shop, NewSend &) {
            inTx(*shop.store, [](store::Tx &tx) { writeSenders(tx, {}); });
        }) << "providerUnreachable";
    }
    void refusesByEachFactOfTheDatabase()
    {
        using Prepare = std::function<void(Shop &, NewSend &)>;
        QFETCH(Prepare, prepare);
        QFETCH(QString, expected);
        Shop shop;
        auto send = shop.text(u"Hello"_s);
        prepare(shop, send);
        const auto requested = shop.request(send);
        QCOMPARE(reasonOf(requested), expected);
        QCOMPARE(shop.logged(requested.sendId).reason.value_or(u"ok"_s), expected);
        QCOMPARE(shop.claim().size(), expected == u"ok"_s ? size_t(1) : size_t(0));
    }

    void makesOneRowPerClientToken()
    {
        Shop shop;
        auto send = shop.text(u"Hello"_s);
        send.clientToken = u"console-1"_s;
        const auto first = shop.request(send);
        const auto second = shop.request(send);
        QCOMPARE(second.sendId, first.sendId);
        QCOMPARE(second.messageId, first.messageId);
        QCOMPARE(number(*shop.store, u"SELECT COUNT(*) FROM messages"_s), 1);
    }

    void leavesATokenFreeAfterARefusal()
    {
        Shop shop;
        shop.consents(ConsentState::OptedOut, Channel::Sms);
        auto send = shop.text(u"Hello"_s);
        send.clientToken = u"console-1"_s;
        QCOMPARE(reasonOf(shop.request(send)), u"recipientOptedOut"_s);
        shop.clock += 1s;
        shop.consents(ConsentState::OptedIn, Channel::Sms);
        QCOMPARE(reasonOf(shop.request(send)), u"ok"_s);
        QCOMPARE(reasonOf(shop.request(send)), u"ok"_s);
        QCOMPARE(number(*shop.store, u"SELECT COUNT(*) FROM sends"_s), 2);
        QCOMPARE(number(*shop.store, u"SELECT COUNT(*) FROM messages"_s), 1);
    }

    void makesOneRowPerCauseAndStaysRefused()
    {
        Shop shop;
        shop.consents(ConsentState::OptedOut, Channel::Sms);
        auto send = shop.text(u"Ready"_s);
        send.cause = u"job:1:3:job_ready"_s;
        const auto first = shop.request(send);
        shop.clock += 1s;
        shop.consents(ConsentState::OptedIn, Channel::Sms);
        const auto second = shop.request(send);
        QCOMPARE(second.sendId, first.sendId);
        QCOMPARE(reasonOf(second), u"recipientOptedOut"_s);
        QCOMPARE(number(*shop.store, u"SELECT COUNT(*) FROM sends"_s), 1);
        send.cause = u"job:1:4:job_ready"_s;
        QCOMPARE(reasonOf(shop.request(send)), u"ok"_s);
    }

    void holdsUntilItsTime()
    {
        Shop shop;
        auto send = shop.text(u"Hello"_s);
        send.holdUntil = shop.clock.now() + 10s;
        const auto id = shop.request(send).sendId;
        QCOMPARE(shop.state(id), u"held"_s);
        QCOMPARE(shop.bubble(id)->status, DeliveryStatus::Held);
        shop.clock += 9999ms;
        QVERIFY(shop.claim().empty());
        shop.clock += 1ms;
        QCOMPARE(shop.claim().size(), size_t(1));
        QCOMPARE(shop.state(id), u"sending"_s);
    }

    void sendsNowWhatIsHeld()
    {
        Shop shop;
        auto send = shop.text(u"Hello"_s);
        send.holdUntil = shop.clock.now() + 10min;
        const auto id = shop.request(send).sendId;
        QCOMPARE(sendNow(shop, id), u"ok"_s);
        QCOMPARE(shop.claim().size(), size_t(1));
        QCOMPARE(sendNow(shop, id), u"tooLate"_s);
    }

    void cancelsBeforeTheClaimOnly()
    {
        Shop shop;
        auto send = shop.text(u"Hello"_s);
        send.holdUntil = shop.clock.now() + 10s;
        const auto held = shop.request(send).sendId;
        QCOMPARE(cancel(shop, held), u"ok"_s);
        QCOMPARE(shop.state(held), u"cancelled"_s);
        QCOMPARE(shop.bubble(held)->status, DeliveryStatus::Cancelled);
        shop.clock += 1min;
        QVERIFY(shop.claim().empty());
        QCOMPARE(cancel(shop, held), u"tooLate"_s);

        const auto queued = shop.request(shop.text(u"Hello"_s)).sendId;
        QCOMPARE(cancel(shop, queued), u"ok"_s);
        const auto sending = shop.request(shop.text(u"Hello"_s)).sendId;
        QCOMPARE(shop.claim().size(), size_t(1));
        QCOMPARE(cancel(shop, sending), u"tooLate"_s);
        QCOMPARE(shop.state(sending), u"sending"_s);
        QCOMPARE(cancel(shop, SendId{4711}), u"notFound"_s);
    }

    void editsWhatIsHeld()
    {
        Shop shop;
        auto send = shop.text(u"Hello"_s);
        send.holdUntil = shop.clock.now() + 10s;
        const auto id = shop.request(send).sendId;
        QCOMPARE(edit(shop, id, QString(200, u'x')), u"ok"_s);
        QCOMPARE(shop.bubble(id)->body, QString(200, u'x'));
        QCOMPARE(shop.logged(id).segments, std::optional(2));
        QCOMPARE(edit(shop, id, QString(1601, u'x')), u"textTooLong"_s);
        QCOMPARE(edit(shop, id, u" "_s), u"invalidArgument"_s);
        shop.clock += 10s;
        const auto claimed = shop.claim();
        QCOMPARE(claimed.front().message.body, QString(200, u'x'));
        QCOMPARE(edit(shop, id, u"Too late"_s), u"tooLate"_s);
    }

    void editsEveryStepOfARoute()
    {
        Shop shop;
        shop.memberWrites();
        auto notice = shop.assignment(u"New repair: rung"_s);
        notice.holdUntil = shop.clock.now() + 10s;
        const auto id = shop.request(notice).sendId;
        QCOMPARE(edit(shop, id, u"New repair: ring"_s), u"ok"_s);
        shop.clock += 10s;
        QCOMPARE(shop.post(Refused{400, 63003, {}, {}, {}}).message.body, u"New repair: ring"_s);
        const auto again = shop.claim();
        QCOMPARE(again.size(), size_t(1));
        QCOMPARE(again.front().message.channel, Channel::Sms);
        QCOMPARE(again.front().message.body, u"New repair: ring"_s);
    }

    void editsNoTemplate()
    {
        Shop shop;
        auto send = shop.text(u"…"_s);
        send.route = {{Channel::Whatsapp, u"Hello Samuel"_s, Shop::choice()}};
        send.holdUntil = shop.clock.now() + 10s;
        QCOMPARE(edit(shop, shop.request(send).sendId, u"Other"_s), u"invalidArgument"_s);
    }

    void readsTheNumberAgainWhenTheHoldEnds_NX14()
    {
        Shop shop;
        auto send = shop.text(u"Hello"_s);
        send.holdUntil = shop.clock.now() + 10s;
        const auto id = shop.request(send).sendId;
        inTx(*shop.store, [&](store::Tx &tx) {
            auto contact = contacts::ContactRepository().find(tx, shop.customer).value();
            contact.phone = u"+61491573001"_s;
            contacts::ContactRepository().update(tx, contact, shop.clock.now());
        });
        shop.clock += 10s;
        QCOMPARE(shop.claim().front().message.to, u"+61491573001"_s);
        QCOMPARE(shop.logged(id).recipient.number, u"+61491573001"_s);
    }

    void readsTheToggleAgainWhenTheHoldEnds_NX07()
    {
        Shop shop;
        auto send = shop.text(u"Ready"_s);
        send.category = SendCategory::JobReady;
        send.holdUntil = shop.clock.now() + 10s;
        const auto id = shop.request(send).sendId;
        NotificationSettings settings;
        settings.jobReady = false;
        shop.set(u"notifications"_s, settings);
        shop.clock += 10s;
        QVERIFY(shop.claim().empty());
        QCOMPARE(shop.state(id), u"refused"_s);
        QCOMPARE(shop.logged(id).reason, std::optional(u"categoryDisabled"_s));
    }

    void refusesInTheClaimWhoOptedOutMeanwhile_PQ30()
    {
        Shop shop;
        const auto id = shop.request(shop.text(u"Hello"_s)).sendId;
        shop.consents(ConsentState::OptedOut, Channel::Sms);
        QVERIFY(shop.claim().empty());
        QCOMPARE(shop.logged(id).reason, std::optional(u"recipientOptedOut"_s));
        QCOMPARE(shop.bubble(id)->status, DeliveryStatus::Refused);
    }

    void reservesExactlyTheBudgetOf200ParallelSends_PQ41()
    {
        Shop shop;
        shop.budget(100);
        std::vector<store::Pending<bool>> answers;
        for (int i = 0; i < 200; ++i) {
            auto send = shop.text(u"Hello %1"_s.arg(i));
            send.conversationId.reset();
            answers.push_back(shop.store->write([send, now = shop.clock.now()](store::Tx &tx) -> Result<bool> {
                return !Outbox().request(tx, send, now).refusal;
            }));
        }
        int passed = 0;
        for (auto &answer : answers)
            passed += waitFor(std::move(answer)).value() ? 1 : 0;
        QCOMPARE(passed, 100);
        QCOMPARE(shop.budget().usedMessages, 100);
        QCOMPARE(number(*shop.store, u"SELECT COUNT(*) FROM sends WHERE reason = 'budgetExceeded'"_s), 100);
    }

    void goesOnOverASoftBudgetAndSaysSoOnce_PQ42()
    {
        Shop shop;
        shop.budget(10, {}, false);
        int alerts = 0;
        connect(&*shop.store, &store::Store::committed, this, [&](const std::vector<store::Event> &events) {
            for (const auto &event : events)
                alerts += event.data[u"group"_s].toString() == u"budgets"_s ? 1 : 0;
        });
        for (int i = 0; i < 20; ++i)
            QCOMPARE(reasonOf(shop.request(shop.text(u"Hello"_s))), u"ok"_s);
        QCOMPARE(shop.budget().usedMessages, 20);
        QTRY_COMPARE(alerts, 1);
    }

    void givesBackWhatWasCancelledRefusedOrNeverSent()
    {
        Shop shop;
        shop.budget(10);
        auto send = shop.text(u"Hello"_s);
        send.holdUntil = shop.clock.now() + 10s;
        const auto id = shop.request(send).sendId;
        QCOMPARE(shop.budget().usedMessages, 1);
        QCOMPARE(cancel(shop, id), u"ok"_s);
        QCOMPARE(shop.budget().usedMessages, 0);
        std::ignore = shop.request(shop.text(u"Hello"_s));
        shop.consents(ConsentState::OptedOut, Channel::Sms);
        QVERIFY(shop.claim().empty());
        QCOMPARE(shop.budget().usedMessages, 0);
    }

    void makesAnAnswerOfWhatIsQueuedAndNoneOfWhatIsUndone()
    {
        Shop shop;
        shop.receives(u"Is it ready?"_s);
        QVERIFY(shop.conversationState().needsReply);
        auto send = shop.text(u"Yes"_s, Channel::Whatsapp);
        send.holdUntil = shop.clock.now() + 10s;
        const auto id = shop.request(send).sendId;
        QVERIFY(!shop.conversationState().needsReply);
        QCOMPARE(cancel(shop, id), u"ok"_s);
        QVERIFY(shop.conversationState().needsReply);
        QCOMPARE(number(*shop.store,
                        u"SELECT waiting_since FROM conversations WHERE id = %1"_s.arg(shop.conversation.value)),
                 toMillis(shop.clock.now()));
    }

    void leavesNobodyWaitingWhoGotAnotherAnswer()
    {
        Shop shop;
        shop.receives(u"Is it ready?"_s);
        auto send = shop.text(u"Yes"_s, Channel::Whatsapp);
        send.holdUntil = shop.clock.now() + 10s;
        const auto id = shop.request(send).sendId;
        std::ignore = shop.request(shop.text(u"Come by"_s, Channel::Whatsapp));
        QCOMPARE(cancel(shop, id), u"ok"_s);
        QVERIFY(!shop.conversationState().needsReply);
    }
};

QTEST_GUILESS_MAIN(OutboxTest)
#include "tst_outbox.moc"
