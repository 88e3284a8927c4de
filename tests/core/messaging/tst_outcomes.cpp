// SPDX-License-Identifier: Apache-2.0
#include "core/messaging/status_precedence.h"
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

const QString kSid = FakeProvider::sidOf(1);
const QString kSid2 = FakeProvider::sidOf(2);
const Money kPrice{79'000, u"AUD"_s};

NotSent notSent(std::optional<std::chrono::seconds> retryAfter = {})
{
    return {NotSent::Why::Unreachable, retryAfter, {}, {}};
}

AttemptRow attempt(Shop &shop, const QString &id)
{
    return inRead(*shop.store, [&](store::Connection &db) { return AttemptRepository().find(db, id).value(); });
}

/// An AI reply of the conversation as it stands.
NewSend aiReply(Shop &shop)
{
    auto send = shop.text(u"We open at nine"_s, Channel::Whatsapp);
    send.category = SendCategory::Ai;
    send.author = {AuthorKind::Ai, {}};
    send.authorId.reset();
    send.handlingVersion = shop.conversationState().handlingVersion;
    return send;
}

/// What the reconciler does with the one message it finds.
void adopt(Shop &shop, const QString &attemptId, const QString &sid)
{
    inTx(*shop.store, [&](store::Tx &tx) {
        auto row = AttemptRepository().find(tx, attemptId).value();
        auto send = SendRepository().find(tx, row.sendId).value();
        SendFlow().accept(tx, send, row, sid, OutboxFact::EvidenceFound, shop.clock.now());
    });
}

void setHandling(Shop &shop, Handling handling)
{
    inTx(*shop.store, [&](store::Tx &tx) {
        inbox::ConversationRepository().setHandling(tx, shop.conversation, handling, std::nullopt);
    });
}

Outbox::TakenOver takeOver(Shop &shop)
{
    setHandling(shop, Handling::Human);
    return inTx(*shop.store, [&](store::Tx &tx) { return Outbox().takeOver(tx, shop.conversation, shop.clock.now()); });
}

} // namespace

class OutcomesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void claimsWithANewAttemptAndItsCallback()
    {
        Shop shop;
        const auto id = shop.request(shop.text(u"Hello"_s)).sendId;
        const auto claimed = shop.claim();
        QCOMPARE(claimed.size(), size_t(1));
        const auto &message = claimed.front().message;
        QCOMPARE(message.attemptId.size(), 32);
        QCOMPARE(message.from, kSmsSender);
        QCOMPARE(message.to, kCustomerPhone);
        QCOMPARE(message.body, u"Hello"_s);
        QCOMPARE(message.statusCallbackUrl,
                 u"https://relay.example/t/x/twilio/status?attempt=%1#rc=5&rp=all"_s.arg(message.attemptId));
        QCOMPARE(shop.state(id), u"sending"_s);
        QVERIFY(shop.claim().empty());
    }

    void sendsATemplateBySidAndVariables()
    {
        Shop shop;
        auto send = shop.text(u""_s);
        send.route = {{Channel::Whatsapp, u"Hello Samuel, your ring is ready."_s, Shop::choice()}};
        const auto id = shop.request(send).sendId;
        const auto message = shop.claim().front().message;
        QCOMPARE(message.contentSid, kTemplate);
        QCOMPARE(message.variables.value(u"2"_s), u"ring"_s);
        QVERIFY(message.body.isEmpty());
        QCOMPARE(shop.bubble(id)->kind, MessageKind::Template);
    }

    void keepsOneAttemptUnderWayPerRecipientInOrder()
    {
        Shop shop;
        const auto first = shop.request(shop.text(u"1"_s)).sendId;
        const auto second = shop.request(shop.text(u"2"_s)).sendId;
        auto other = shop.text(u"to somebody else"_s);
        other.contactId =
            inTx(*shop.store, [&](store::Tx &tx) { return shop.addCustomer(tx, u"Ann"_s, u"+61491573002"_s); });
        other.conversationId.reset();
        std::ignore = shop.request(other);
        auto claimed = shop.claim();
        QCOMPARE(claimed.size(), size_t(2)); // the first of each
        QCOMPARE(claimed.front().message.body, u"1"_s);
        shop.outcome(claimed.front().attemptId, Unknown{});
        QCOMPARE(shop.state(first), u"uncertain"_s);
        QVERIFY(shop.claim().empty()); // an uncertain one holds the next back
        shop.callback(kSid, u"sent"_s, {}, claimed.front().attemptId);
        QCOMPARE(shop.state(first), u"sent"_s);
        claimed = shop.claim();
        QCOMPARE(claimed.size(), size_t(1));
        QCOMPARE(claimed.front().message.body, u"2"_s);
        QCOMPARE(shop.state(second), u"sending"_s);
    }

    void keepsTheOrderWhileTheFirstWaitsForItsNextTry()
    {
        Shop shop;
        std::ignore = shop.request(shop.text(u"1"_s));
        std::ignore = shop.request(shop.text(u"2"_s));
        shop.post(notSent());
        QVERIFY(shop.claim().empty());
        shop.clock += 1s;
        QCOMPARE(shop.post(FakeProvider::accepted(kSid)).message.body, u"1"_s);
        QCOMPARE(shop.post(FakeProvider::accepted(kSid2)).message.body, u"2"_s);
    }

    void letsNewerMessagesPassOneThatIsToBeTriedLater_data()
    {
        QTest::addColumn<int>("code");
        QTest::newRow("WhatsApp's rate") << 63018;
        QTest::newRow("the carrier's queue") << 30001;
    }
    void letsNewerMessagesPassOneThatIsToBeTriedLater()
    {
        QFETCH(int, code);
        Shop shop;
        const auto first = shop.request(shop.text(u"1"_s)).sendId;
        shop.post(FakeProvider::accepted(kSid));
        shop.callback(kSid, u"undelivered"_s, code);
        QCOMPARE(shop.state(first), u"queued"_s);
        std::ignore = shop.request(shop.text(u"2"_s));
        std::ignore = shop.request(shop.text(u"3"_s));
        auto claimed = shop.claim();
        QCOMPARE(claimed.size(), size_t(1)); // the newer ones keep their order
        QCOMPARE(claimed.front().message.body, u"2"_s);
        shop.clock += 10min; // its time has come, and that of the third
        QVERIFY(shop.claim().empty());
        shop.outcome(claimed.front().attemptId, FakeProvider::accepted(kSid2));
        claimed = shop.claim();
        QCOMPARE(claimed.size(), size_t(1));
        QCOMPARE(claimed.front().message.body, u"1"_s);
        shop.outcome(claimed.front().attemptId, FakeProvider::accepted(FakeProvider::sidOf(3)));
        QCOMPARE(shop.post(FakeProvider::accepted(FakeProvider::sidOf(4))).message.body, u"3"_s);
    }

    void takesAnAcceptedMessagesSidSegmentsAndPrice_PQ44()
    {
        Shop shop;
        shop.budget(10, Money{1'000'000, u"AUD"_s});
        const auto id = shop.request(shop.text(u"Hello"_s)).sendId;
        auto accepted = FakeProvider::accepted(kSid);
        accepted.segments = 2;
        accepted.price = kPrice;
        shop.post(accepted);
        const auto logged = shop.logged(id);
        QCOMPARE(logged.status, DeliveryStatus::Accepted);
        QCOMPARE(logged.sid, std::optional(kSid));
        QCOMPARE(logged.segments, std::optional(2));
        QCOMPARE(logged.cost, std::optional(kPrice));
        QCOMPARE(shop.bubble(id)->sid, std::optional(kSid));
        QCOMPARE(shop.bubble(id)->cost, std::optional(kPrice));
        QCOMPARE(shop.budget().usedCost->micros, kPrice.micros);
        QVERIFY(!shop.row(id).isBudgetReserved);
    }

    void settlesTheBudgetOnceWhenThePriceIsKnown()
    {
        Shop shop;
        shop.budget(10, Money{1'000'000, u"AUD"_s});
        const auto price = [&](const QString &sid, const Money &cost) {
            inTx(*shop.store, [&](store::Tx &tx) { applyCost(tx, sid, 1, cost, shop.clock.now()); });
        };
        std::ignore = shop.request(shop.text(u"Hello"_s));
        shop.post(FakeProvider::accepted(kSid));
        price(kSid, kPrice);
        price(kSid, kPrice);
        QCOMPARE(shop.budget().usedCost->micros, kPrice.micros);
        QCOMPARE(shop.budget().usedMessages, 1);
        // The next one is reserved at the last known price and settled at its own.
        std::ignore = shop.request(shop.text(u"Hello"_s));
        QCOMPARE(shop.budget().usedCost->micros, 2 * kPrice.micros);
        shop.post(FakeProvider::accepted(kSid2));
        price(kSid2, {80'000, u"AUD"_s});
        QCOMPARE(shop.budget().usedCost->micros, kPrice.micros + 80'000);
        // What failed after all is not charged, but what the provider did charge is booked.
        const auto failed = shop.request(shop.text(u"Hello"_s)).sendId;
        shop.post(FakeProvider::accepted(FakeProvider::sidOf(3)));
        shop.callback(FakeProvider::sidOf(3), u"undelivered"_s, 30005);
        QCOMPARE(shop.state(failed), u"undelivered"_s);
        QCOMPARE(shop.budget().usedCost->micros, kPrice.micros + 80'000);
        price(FakeProvider::sidOf(3), {81'000, u"AUD"_s});
        QCOMPARE(shop.budget().usedCost->micros, kPrice.micros + 161'000);
        QCOMPARE(shop.budget().usedMessages, 3);
    }

    void failsByARefusalWithItsCode_NX21()
    {
        Shop shop;
        const auto id = shop.request(shop.text(u"Hello"_s)).sendId;
        shop.post(FakeProvider::refused(21211));
        const auto logged = shop.logged(id);
        QCOMPARE(logged.status, DeliveryStatus::Failed);
        QCOMPARE(logged.errorCode, std::optional(21211));
        QCOMPARE(logged.attempts.size(), size_t(1));
        QCOMPARE(logged.attempts.front().status, DeliveryStatus::Failed);
        QCOMPARE(shop.bubble(id)->error->code, std::optional(21211));
        QCOMPARE(number(*shop.store, u"SELECT failed FROM conversations"_s), 1);
        shop.clock += 24h;
        QVERIFY(shop.claim().empty());
    }

    void triesAgainWhatWasNotSentUntilItsTimeIsOver_OC52()
    {
        Shop shop;
        const auto id = shop.request(shop.text(u"Hello"_s)).sendId;
        int tries = 0;
        while (shop.state(id) == u"queued"_s && tries < 1000) {
            shop.clock += *shop.row(id).dueAt - shop.clock.now();
            shop.post(notSent());
            ++tries;
        }
        QCOMPARE(shop.state(id), u"failed"_s);
        QCOMPARE(shop.logged(id).reason, std::optional(u"providerUnreachable"_s));
        QVERIFY2(tries > 10, qPrintable(QString::number(tries)));
        QCOMPARE(shop.logged(id).attempts.size(), size_t(tries));
    }

    void survivesAnHourWithoutInternet()
    {
        Shop shop;
        const auto id = shop.request(shop.text(u"Hello"_s)).sendId;
        const auto begin = shop.clock.now();
        while (shop.clock.now() - begin < 1h) {
            QCOMPARE(shop.state(id), u"queued"_s);
            shop.clock += *shop.row(id).dueAt - shop.clock.now();
            const auto claimed = shop.claim();
            shop.outcome(claimed.front().attemptId, notSent());
        }
        shop.clock += *shop.row(id).dueAt - shop.clock.now();
        shop.post(FakeProvider::accepted(kSid));
        QCOMPARE(shop.state(id), u"accepted"_s);
    }

    void countsTheTryingFromTheFirstAttempt()
    {
        Shop shop;
        auto send = shop.text(u"Hello"_s);
        send.holdUntil = shop.clock.now() + 23h; // longer than anything is tried
        const auto id = shop.request(send).sendId;
        shop.clock += 23h;
        shop.post(notSent());
        QCOMPARE(shop.state(id), u"queued"_s);
    }

    void waitsOutARetryAfter()
    {
        Shop shop;
        const auto id = shop.request(shop.text(u"Hello"_s)).sendId;
        shop.post(NotSent{NotSent::Why::RateLimited, 120s, 20429, {}});
        QVERIFY(*shop.row(id).dueAt >= shop.clock.now() + 120s);
        shop.clock += 119s;
        QVERIFY(shop.claim().empty());
        shop.clock += 3s;
        QCOMPARE(shop.claim().size(), size_t(1));
    }

    void dropsWhatIsTooOld()
    {
        Shop shop;
        const auto never = shop.request(shop.text(u"Hello"_s)).sendId;
        shop.clock += 24h + 1s;
        QVERIFY(shop.claim().empty());
        QCOMPARE(shop.state(never), u"refused"_s);
        QCOMPARE(shop.logged(never).reason, std::optional(u"tooLate"_s));

        const auto tried = shop.request(shop.text(u"Hello"_s)).sendId;
        shop.clock += 24h - 10s;
        shop.post(FakeProvider::accepted(kSid));
        shop.callback(kSid, u"undelivered"_s, 30008); // due again in a minute or two
        shop.clock += 5min;                           // which makes it no younger
        QVERIFY(shop.claim().empty());
        QCOMPARE(shop.state(tried), u"failed"_s);
        QCOMPARE(shop.logged(tried).reason, std::optional(u"providerUnreachable"_s));
    }

    void settlesAnUncertainOneByTheCallback()
    {
        Shop shop;
        const auto id = shop.request(shop.text(u"Hello"_s)).sendId;
        const auto claimed = shop.post(Unknown{});
        QCOMPARE(shop.state(id), u"uncertain"_s);
        QCOMPARE(shop.bubble(id)->status, DeliveryStatus::Uncertain);
        shop.callback(kSid, u"delivered"_s, {}, claimed.attemptId);
        QCOMPARE(shop.state(id), u"delivered"_s);
        QCOMPARE(attempt(shop, claimed.attemptId).sid, std::optional(kSid));
        QCOMPARE(shop.logged(id).sid, std::optional(kSid));
    }

    void givesAMessageToTheAttemptThatProvesItIsItsOwn_data()
    {
        QTest::addColumn<bool>("byCallback");
        QTest::addColumn<QString>("said"); // of the message, before its owner spoke
        QTest::addColumn<QString>("loser");
        QTest::newRow("201") << false << QString() << "uncertain";
        QTest::newRow("201 after a report") << false << u"delivered"_s << "uncertain";
        QTest::newRow("201 after a failure") << false << u"undelivered"_s << "needs_review";
        QTest::newRow("callback") << true << QString() << "uncertain";
    }
    void givesAMessageToTheAttemptThatProvesItIsItsOwn()
    {
        QFETCH(bool, byCallback);
        QFETCH(QString, said);
        QFETCH(QString, loser);
        Shop shop;
        shop.budget(10, Money{1'000'000, u"AUD"_s});
        const auto first = shop.request(shop.text(u"Hello"_s)).sendId;
        const auto wrong = shop.post(Unknown{});
        adopt(shop, wrong.attemptId, kSid); // from a list, by mistake
        QCOMPARE(shop.state(first), u"accepted"_s);
        inTx(*shop.store, [&](store::Tx &tx) { applyCost(tx, kSid, 1, kPrice, shop.clock.now()); });
        if (!said.isEmpty())
            shop.callback(kSid, said, 30005);
        const auto second = shop.request(shop.text(u"Hello"_s)).sendId;
        const auto owner = shop.claim().front();
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"message %1 was taken"_s.arg(kSid)));
        if (byCallback) {
            shop.outcome(owner.attemptId, Unknown{});
            shop.callback(kSid, u"sent"_s, {}, owner.attemptId);
        } else {
            shop.outcome(owner.attemptId, FakeProvider::accepted(kSid));
        }
        QCOMPARE(shop.logged(second).sid, std::optional(kSid));
        QCOMPARE(shop.bubble(second)->sid, std::optional(kSid));
        QCOMPARE(shop.state(second), byCallback ? u"sent"_s : said.isEmpty() ? u"accepted"_s : said);
        QCOMPARE(shop.state(first), loser);
        QCOMPARE(shop.logged(first).sid, std::nullopt);
        QCOMPARE(shop.logged(first).cost, std::nullopt);
        QCOMPARE(shop.bubble(first)->sid, std::nullopt);
        QCOMPARE(shop.bubble(first)->status, DeliveryStatus::Uncertain);
        QCOMPARE(attempt(shop, wrong.attemptId).sid, std::nullopt);
        QCOMPARE(wireName(attempt(shop, wrong.attemptId).state),
                 loser == u"uncertain"_s ? "uncertain"_L1 : "barred"_L1);
        QCOMPARE(number(*shop.store, u"SELECT used_messages FROM budgets"_s), 2);
        inTx(*shop.store, [&](store::Tx &tx) { applyCost(tx, kSid, 1, kPrice, shop.clock.now()); });
        QCOMPARE(shop.logged(second).cost, std::optional(kPrice));
        // What became of the first is still open: its own callback tells.
        shop.callback(kSid2, u"delivered"_s, {}, wrong.attemptId);
        QCOMPARE(shop.state(first), u"delivered"_s);
    }

    void leavesASendAloneThatAnotherAttemptHasSettled()
    {
        Shop shop;
        const auto first = shop.request(shop.text(u"Hello"_s)).sendId;
        const auto early = shop.post(notSent());
        shop.clock += 1s;
        const auto wrong = shop.post(Unknown{});
        adopt(shop, wrong.attemptId, kSid);
        shop.callback(kSid2, u"delivered"_s, {}, early.attemptId); // the first try had arrived after all
        std::ignore = shop.request(shop.text(u"Hello"_s));
        const auto owner = shop.claim().front();
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"message %1 was taken"_s.arg(kSid)));
        shop.outcome(owner.attemptId, FakeProvider::accepted(kSid));
        QCOMPARE(shop.state(first), u"delivered"_s);
        QCOMPARE(shop.logged(first).sid, std::optional(kSid2));
        QCOMPARE(attempt(shop, wrong.attemptId).state, AttemptState::Barred);
    }

    void barsAnAiReplyThatLosesItsMessageAfterATakeOver()
    {
        Shop shop;
        setHandling(shop, Handling::Ai);
        shop.receives(u"When do you open?"_s);
        const auto id = shop.request(aiReply(shop)).sendId;
        const auto wrong = shop.post(Unknown{});
        std::ignore = takeOver(shop);
        std::ignore = shop.request(shop.text(u"We open at nine"_s, Channel::Whatsapp));
        const auto owner = shop.claim().front();
        adopt(shop, wrong.attemptId, kSid);
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"message %1 was taken"_s.arg(kSid)));
        shop.outcome(owner.attemptId, FakeProvider::accepted(kSid));
        QCOMPARE(shop.state(id), u"barred"_s);
        shop.clock += 12h;
        QVERIFY(shop.claim().empty());
    }

    void takesACallbackBeforeTheAnswer()
    {
        Shop shop;
        const auto id = shop.request(shop.text(u"Hello"_s)).sendId;
        const auto claimed = shop.claim().front();
        shop.callback(kSid, u"sent"_s, {}, claimed.attemptId);
        QCOMPARE(shop.state(id), u"sent"_s);
        auto answer = FakeProvider::accepted(kSid);
        answer.segments = 3;
        shop.outcome(claimed.attemptId, answer);
        QCOMPARE(shop.state(id), u"sent"_s);
        QCOMPARE(shop.logged(id).segments, std::optional(3));
        shop.outcome(claimed.attemptId, Unknown{}); // an answer that was lost on the way says nothing any more
        QCOMPARE(shop.state(id), u"sent"_s);
        shop.outcome(claimed.attemptId, notSent());
        QCOMPARE(shop.state(id), u"sent"_s);
    }

    void keepsWhatIsSaidOfASidNobodyKnowsYet()
    {
        Shop shop;
        const auto id = shop.request(shop.text(u"Hello"_s)).sendId;
        const auto claimed = shop.claim().front();
        shop.callback(kSid, u"delivered"_s); // without the attempt's id
        QCOMPARE(shop.state(id), u"sending"_s);
        shop.outcome(claimed.attemptId, FakeProvider::accepted(kSid));
        QCOMPARE(shop.state(id), u"delivered"_s);
        shop.callback(FakeProvider::sidOf(99), u"delivered"_s); // never ours
        QCOMPARE(number(*shop.store, u"SELECT COUNT(*) FROM status_events"_s), 2);
    }

    void treatsWhatAnOlderTermWasSendingAsUncertain()
    {
        Shop shop;
        std::vector<SendId> ids;
        for (int i = 0; i < 150; ++i) { // more than one batch
            auto send = shop.text(u"Hello"_s);
            send.contactId = inTx(*shop.store, [&](store::Tx &tx) {
                return shop.addCustomer(tx, u"C"_s, u"+61491573%1"_s.arg(i, 3, 10, QLatin1Char('0')));
            });
            send.conversationId.reset();
            ids.push_back(shop.request(send).sendId);
        }
        // Far above any sender's pace: as several senders' rows of one run.
        inTx(*shop.store, [&](store::Tx &tx) {
            ClaimContext context;
            context.now = shop.clock.now();
            context.term = 1;
            context.limit = 200;
            context.longestAge = 24h;
            context.allowances[{Channel::Sms, kSmsSender}] = {1000, 1000};
            return int(claimDue(tx, context).claimed.size());
        });
        QCOMPARE(inTx(*shop.store, [&](store::Tx &tx) { return adoptOlderTerms(tx, 2, shop.clock.now()); }), 150);
        QCOMPARE(shop.state(ids.back()), u"uncertain"_s);
        QCOMPARE(inTx(*shop.store, [&](store::Tx &tx) { return adoptOlderTerms(tx, 2, shop.clock.now()); }), 0);
    }

    void leavesItsOwnTermAlone()
    {
        Shop shop;
        const auto id = shop.request(shop.text(u"Hello"_s)).sendId;
        QCOMPARE(shop.claim(1, 2).size(), size_t(1));
        QCOMPARE(inTx(*shop.store, [&](store::Tx &tx) { return adoptOlderTerms(tx, 2, shop.clock.now()); }), 0);
        QCOMPARE(shop.state(id), u"sending"_s);
    }

    void dropsAQueuedTryOnLateGoodNewsOfAnEarlierOne_data()
    {
        QTest::addColumn<QString>("word");
        QTest::addColumn<QString>("expected");
        QTest::newRow("sending") << "sending" << "accepted";
        QTest::newRow("sent") << "sent" << "sent";
        QTest::newRow("delivered") << "delivered" << "delivered";
    }
    void dropsAQueuedTryOnLateGoodNewsOfAnEarlierOne()
    {
        QFETCH(QString, word);
        QFETCH(QString, expected);
        Shop shop;
        const auto id = shop.request(shop.text(u"Hello"_s)).sendId;
        const auto claimed = shop.post(notSent());
        QCOMPARE(shop.state(id), u"queued"_s);
        shop.callback(kSid, word, {}, claimed.attemptId); // it went out after all
        QCOMPARE(shop.state(id), expected);
        shop.clock += 1h;
        QVERIFY(shop.claim().empty());
    }

    void noticesBadNewsOfAnEarlierTryOnly()
    {
        Shop shop;
        const auto id = shop.request(shop.text(u"Hello"_s)).sendId;
        shop.post(FakeProvider::accepted(kSid));
        shop.callback(kSid, u"undelivered"_s, 30008); // "later": queued again
        QCOMPARE(shop.state(id), u"queued"_s);
        shop.callback(kSid, u"failed"_s, 30005);
        QCOMPARE(shop.state(id), u"queued"_s);
        shop.clock += 10min;
        shop.post(FakeProvider::accepted(kSid2));
        shop.callback(kSid, u"undelivered"_s, 30005);
        QCOMPARE(shop.state(id), u"accepted"_s);
        shop.callback(kSid, u"delivered"_s);
        QCOMPARE(shop.state(id), u"delivered"_s);
    }

    void triesTwiceMoreWhatSaysLater_data()
    {
        QTest::addColumn<int>("code");
        for (const int code : {63018, 30001, 30008})
            QTest::addRow("%d", code) << code;
    }
    void triesTwiceMoreWhatSaysLater()
    {
        QFETCH(int, code);
        Shop shop;
        const auto id = shop.request(shop.text(u"Hello"_s)).sendId;
        for (size_t i = 1; i <= 3; ++i) {
            QCOMPARE(shop.state(id), u"queued"_s);
            shop.clock += 15min;
            shop.post(FakeProvider::accepted(FakeProvider::sidOf(i)));
            shop.callback(FakeProvider::sidOf(i), u"undelivered"_s, code);
        }
        QCOMPARE(shop.state(id), u"undelivered"_s);
        QCOMPARE(shop.logged(id).errorCode, std::optional(code));
        QCOMPARE(shop.logged(id).attempts.size(), size_t(3));
        shop.clock += 24h;
        QVERIFY(shop.claim().empty());
    }

    void showsTheHighestStatusWhateverTheOrder_OC51()
    {
        // Every choice and order of four of these, by the database: the shown status is the highest of CONTRACT 3's
        // order, on the send and on its bubble, and a reason is there exactly where it failed.
        QStringList words{u"queued"_s, u"sent"_s, u"delivered"_s, u"read"_s, u"undelivered"_s, u"failed"_s};
        std::sort(words.begin(), words.end());
        Shop shop;
        const auto wrong = inTx(*shop.store, [&](store::Tx &tx) {
            QStringList found;
            const auto now = shop.clock.now();
            int orders = 0;
            do {
                const auto sid = FakeProvider::sidOf(size_t(++orders));
                const auto id = Outbox().request(tx, shop.text(u"Hello"_s), now).sendId;
                ClaimContext context;
                context.now = now;
                context.longestAge = 24h;
                context.allowances[{Channel::Sms, kSmsSender}] = {10, 10};
                applyOutcome(tx, claimDue(tx, context).claimed.at(0).attemptId, FakeProvider::accepted(sid), 0, now);
                auto shown = DeliveryStatus::Accepted;
                for (int i = 0; i < 4; ++i) {
                    applyStatus(tx, {{}, sid, words.at(i), 30005, {}, now}, now);
                    shown = shownStatus(shown, *fromTwilioStatus(words.at(i)));
                    const auto row = SendRepository().find(tx, id).value();
                    const bool hasFailed = shown == DeliveryStatus::Undelivered || shown == DeliveryStatus::Failed;
                    if (shownAs(row.state) != shown || row.reason.has_value() != hasFailed ||
                        inbox::MessageRepository().find(tx, *row.messageId)->status != shown)
                        found << words.mid(0, i + 1).join(u' ');
                }
                std::reverse(words.begin() + 4, words.end()); // the last two are not looked at: skip their orders
            } while (std::next_permutation(words.begin(), words.end()));
            return found << QString::number(orders);
        });
        QCOMPARE(wrong, QStringList{u"360"_s});
        QCOMPARE(number(*shop.store, u"SELECT COUNT(*) FROM status_events"_s), 4 * 360);
    }

    void clearsTheMarkOfAFailureThatArrivedAfterAll()
    {
        Shop shop;
        std::ignore = shop.request(shop.text(u"Hello"_s));
        shop.post(FakeProvider::accepted(kSid));
        shop.callback(kSid, u"failed"_s, 30005);
        QCOMPARE(number(*shop.store, u"SELECT failed FROM conversations"_s), 1);
        shop.callback(kSid, u"delivered"_s);
        QCOMPARE(number(*shop.store, u"SELECT failed FROM conversations"_s), 0);
    }

    void cancelsHeldAndQueuedAiRepliesInATakeOver()
    {
        Shop shop;
        setHandling(shop, Handling::Ai);
        shop.receives(u"When do you open?"_s);
        const auto id = shop.request(aiReply(shop)).sendId;
        QVERIFY(!shop.conversationState().needsReply);
        const auto taken = takeOver(shop);
        QCOMPARE(taken.cancelledTexts, QStringList{u"We open at nine"_s});
        QVERIFY(taken.inFlight.empty());
        QCOMPARE(shop.state(id), u"cancelled"_s);
        QCOMPARE(shop.logged(id).reason, std::optional(u"takenOver"_s));
        QVERIFY(shop.claim().empty());
        QVERIFY(shop.conversationState().needsReply); // nobody has answered yet
    }

    void namesAiRepliesUnderWayInATakeOverAndNeverResendsThem_data()
    {
        QTest::addColumn<int>("outcome");
        QTest::addColumn<QString>("expected");
        QTest::newRow("accepted") << 0 << "accepted";
        QTest::newRow("unknown") << 1 << "barred";
        QTest::newRow("not sent") << 2 << "cancelled";
        QTest::newRow("says later") << 3 << "failed";
    }
    void namesAiRepliesUnderWayInATakeOverAndNeverResendsThem()
    {
        QFETCH(int, outcome);
        QFETCH(QString, expected);
        const SendOutcome outcomes[] = {FakeProvider::accepted(kSid), Unknown{}, notSent(),
                                        FakeProvider::refused(63018)};
        Shop shop;
        setHandling(shop, Handling::Ai);
        shop.receives(u"When do you open?"_s);
        const auto requested = shop.request(aiReply(shop));
        const auto claimed = shop.claim().front();
        const auto taken = takeOver(shop);
        QVERIFY(taken.cancelledTexts.isEmpty());
        QCOMPARE(taken.inFlight, std::vector{requested.messageId.value()});
        shop.outcome(claimed.attemptId, outcomes[outcome]);
        QCOMPARE(shop.state(requested.sendId), expected);
        // The operator's own answer waits for none of these.
        std::ignore = shop.request(shop.text(u"At nine"_s, Channel::Whatsapp));
        const auto next = shop.claim();
        QCOMPARE(next.size(), size_t(1));
        QCOMPARE(next.front().message.body, u"At nine"_s);
        shop.outcome(next.front().attemptId, FakeProvider::accepted(kSid2));
        shop.clock += 12h;
        QVERIFY(shop.claim().empty());
    }

    void barsUncertainAiRepliesInATakeOver()
    {
        Shop shop;
        setHandling(shop, Handling::Ai);
        shop.receives(u"When do you open?"_s);
        const auto id = shop.request(aiReply(shop)).sendId;
        const auto claimed = shop.post(Unknown{});
        QCOMPARE(shop.state(id), u"uncertain"_s);
        const auto taken = takeOver(shop);
        QVERIFY(taken.inFlight.empty() && taken.cancelledTexts.isEmpty());
        QCOMPARE(shop.state(id), u"barred"_s);
        QCOMPARE(shop.logged(id).status, DeliveryStatus::Uncertain);
        std::ignore = shop.request(shop.text(u"At nine"_s, Channel::Whatsapp));
        QCOMPARE(shop.claim().size(), size_t(1)); // it holds nobody else back
        shop.callback(kSid, u"delivered"_s, {}, claimed.attemptId);
        QCOMPARE(shop.state(id), u"delivered"_s);
    }

    void claimsNoAiReplyOfAnOlderVersion()
    {
        Shop shop;
        setHandling(shop, Handling::Ai);
        shop.receives(u"When do you open?"_s);
        const auto id = shop.request(aiReply(shop)).sendId;
        setHandling(shop, Handling::Human);
        setHandling(shop, Handling::Ai); // taken over and released between row and claim
        QVERIFY(shop.claim().empty());
        QCOMPARE(shop.state(id), u"cancelled"_s);
    }

    void pacesEachSenderByItself_OC53()
    {
        Shop shop;
        shop.receives(u"Hi"_s);
        for (int i = 0; i < 10; ++i) {
            auto send = shop.text(u"Hello"_s);
            send.contactId = inTx(*shop.store, [&](store::Tx &tx) {
                return shop.addCustomer(tx, u"C"_s, u"+61491573%1"_s.arg(i, 3, 10, QLatin1Char('0')));
            });
            send.conversationId.reset();
            std::ignore = shop.request(send);
        }
        std::ignore = shop.request(shop.text(u"Hi"_s, Channel::Whatsapp));
        const auto batch = inTx(*shop.store, [&](store::Tx &tx) {
            ClaimContext context;
            context.now = shop.clock.now();
            context.limit = 4;
            context.longestAge = 24h;
            context.allowances[{Channel::Sms, kSmsSender}] = {2.5, 10};
            return claimDue(tx, context);
        });
        // Two of the sender that may send two, and the other sender's, though it stands behind all of the first's.
        QCOMPARE(batch.claimed.size(), size_t(3));
        QCOMPARE(batch.claimed.back().sender, (SenderKey{Channel::Whatsapp, kWhatsappSender}));
        QCOMPARE(batch.resting, (std::vector{SenderKey{Channel::Sms, kSmsSender}}));
        QVERIFY(!batch.nextDue); // what rests is not woken by time
        QCOMPARE(number(*shop.store, u"SELECT COUNT(*) FROM sends WHERE state = 'queued'"_s), 8);
    }

    void countsALongTextByItsSegments_data()
    {
        QTest::addColumn<double>("tokens");
        QTest::addColumn<bool>("goes");
        QTest::newRow("enough") << 2.0 << true;
        QTest::newRow("one short") << 1.0 << false;
        QTest::newRow("a debt") << -3.0 << false;
    }
    void countsALongTextByItsSegments()
    {
        QFETCH(double, tokens);
        QFETCH(bool, goes);
        Shop shop;
        std::ignore = shop.request(shop.text(QString(200, u'x')));
        const auto batch = inTx(*shop.store, [&](store::Tx &tx) {
            ClaimContext context;
            context.now = shop.clock.now();
            context.longestAge = 24h;
            context.allowances[{Channel::Sms, kSmsSender}] = {tokens, 10};
            return claimDue(tx, context);
        });
        QCOMPARE(batch.claimed.size(), size_t(goes ? 1 : 0));
        if (goes)
            QCOMPARE(batch.claimed.front().parts, 2);
    }
};

QTEST_GUILESS_MAIN(OutcomesTest)
#include "tst_outcomes.moc"
