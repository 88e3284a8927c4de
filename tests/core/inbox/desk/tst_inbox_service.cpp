// SPDX-License-Identifier: Apache-2.0
#include "core/inbox/desk/handling_changes.h"
#include "core/inbox/desk/inbox_service.h"
#include "tests/support/fake_provider.h"
#include "tests/support/shop_fixture.h"

#include <QTest>

using namespace counterbell;
using namespace counterbell::test;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using inbox::InboxService;

namespace
{

/// The desk of a small shop, each of its methods as one call.
class Desk
{
public:
    Desk()
        : service(*shop.store, shop.clock, [this](store::Tx &, ConversationId id, Timestamp) { turns.push_back(id); })
    {
        staff.name = u"Tom"_s;
        staff.role = Role::Staff;
        inTx(*shop.store, [this](store::Tx &tx) { staff.id = team::MemberRepository().create(tx, staff); });
    }

    Result<Message> send(const QString &body, Channel channel = Channel::Sms)
    {
        return send(shop.member, request(body, channel));
    }
    Result<Message> send(const Member &who, const SendMessage &message)
    {
        return waitForTask(service.send(who, message));
    }
    [[nodiscard]] SendMessage request(const QString &body, Channel channel = Channel::Sms) const
    {
        SendMessage message;
        message.conversationId = shop.conversation;
        message.channel = channel;
        message.body = body;
        return message;
    }
    Conversation view() { return waitForTask(service.conversation(shop.conversation)).value(); }
    void setHandling(Handling handling)
    {
        inTx(*shop.store, [&](store::Tx &tx) {
            inbox::ConversationRepository().setHandling(tx, shop.conversation, handling, std::nullopt);
        });
    }
    messaging::Requested aiReplies(const QString &body)
    {
        auto send = shop.text(body, Channel::Whatsapp);
        send.category = SendCategory::Ai;
        send.author = {AuthorKind::Ai, {}};
        send.authorId.reset();
        send.handlingVersion = shop.conversationState().handlingVersion;
        return shop.request(send);
    }
    QStringList events()
    {
        MessagesRequest request;
        request.conversationId = shop.conversation;
        QStringList found;
        const auto page = waitForTask(service.messages(request)).value();
        for (const auto &message : page.items) {
            if (message.event)
                found.prepend(*message.event);
        }
        return found;
    }

    Shop shop;
    std::vector<ConversationId> turns;
    InboxService service;
    Member staff;
};

} // namespace

class InboxServiceTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { QTest::failOnWarning(QRegularExpression(u".*"_s)); }

    void sendsAndAnswersWithTheBubble()
    {
        Desk desk;
        desk.shop.receives(u"Ready?"_s, Channel::Sms);
        const auto sent = desk.send(u"  Yes \n"_s);
        QCOMPARE(reasonOf(sent), u"ok"_s);
        QCOMPARE(sent->body, u"  Yes \n"_s); // nothing added, nothing cut
        QCOMPARE(sent->status, DeliveryStatus::Queued);
        QCOMPARE(sent->author.name, u"Priya Nair"_s);
        const auto view = desk.view();
        QVERIFY(!view.needsReply);
        QCOMPARE(view.lastMessage->id, sent->id);
        QCOMPARE(view.assignee->id, desk.shop.member.id); // a reply assigns to who wrote it
    }

    void refusesAWrongRequest_data()
    {
        using Change = std::function<void(SendMessage &)>;
        QTest::addColumn<Change>("change");
        QTest::addColumn<QString>("expected");
        QTest::newRow("neither text nor template")
            << Change([](SendMessage &m) { m.body.reset(); }) << "invalidArgument";
        QTest::newRow("both") << Change([](SendMessage &m) { m.templateChoice = Shop::choice(); }) << "invalidArgument";
        QTest::newRow("blank") << Change([](SendMessage &m) { m.body = u" \n"_s; }) << "invalidArgument";
        QTest::newRow("a negative hold") << Change([](SendMessage &m) { m.holdSeconds = -1; }) << "invalidArgument";
        QTest::newRow("a hold of days") << Change([](SendMessage &m) { m.holdSeconds = 86401; }) << "invalidArgument";
        QTest::newRow("an empty token") << Change([](SendMessage &m) { m.clientToken = u""_s; }) << "invalidArgument";
        QTest::newRow("a long token") << Change([](SendMessage &m) { m.clientToken = QString(101, u'x'); })
                                      << "invalidArgument";
        QTest::newRow("no such conversation")
            << Change([](SendMessage &m) { m.conversationId = ConversationId{4711}; }) << "notFound";
        QTest::newRow("too long") << Change([](SendMessage &m) { m.body = QString(1601, u'x'); }) << "textTooLong";
        QTest::newRow("fine") << Change([](SendMessage &) {}) << "ok";
    }
    void refusesAWrongRequest()
    {
        QFETCH(std::function<void(SendMessage &)>, change);
        QFETCH(QString, expected);
        Desk desk;
        auto message = desk.request(u"Hello"_s);
        change(message);
        QCOMPARE(reasonOf(desk.send(desk.shop.member, message)), expected);
    }

    void refusesAndLogsWithoutTouchingTheConversation_NX22()
    {
        Desk desk;
        desk.setHandling(Handling::Ai);
        desk.shop.receives(u"Hi"_s, Channel::Sms);
        std::ignore = waitForTask(desk.service.setDraft({desk.shop.conversation, u"Typed"_s}));
        const auto before = desk.view();
        const auto sent = desk.send(u"Hello"_s, Channel::Whatsapp);
        QCOMPARE(reasonOf(sent), u"sessionWindowExpired"_s);
        QCOMPARE(desk.view(), before); // still the AI's, still waiting, the draft kept
        QCOMPARE(number(*desk.shop.store, u"SELECT COUNT(*) FROM sends WHERE status = 'refused' AND "
                                          "recipient_number = '+61412345678' AND reason = 'sessionWindowExpired'"_s),
                 1);
    }

    void sendsOncePerClientToken()
    {
        Desk desk;
        auto message = desk.request(u"Hello"_s);
        message.clientToken = u"console-1"_s;
        const auto first = desk.send(desk.shop.member, message);
        const auto second = desk.send(desk.shop.member, message);
        QCOMPARE(second->id, first->id);
        QCOMPARE(desk.shop.claim().size(), size_t(1));
    }

    void letsStaffAnswerWhereTheyAreAssigned()
    {
        Desk desk;
        const auto message = desk.request(u"Hello"_s);
        QCOMPARE(reasonOf(desk.send(desk.staff, message)), u"notPermitted"_s);
        QCOMPARE(number(*desk.shop.store, u"SELECT COUNT(*) FROM sends WHERE reason = 'notPermitted'"_s), 1);
        std::ignore = waitForTask(desk.service.assign(desk.shop.member, {desk.shop.conversation, desk.staff.id}));
        QCOMPARE(reasonOf(desk.send(desk.staff, message)), u"ok"_s);
    }

    void holdsAReply()
    {
        Desk desk;
        auto message = desk.request(u"Hello"_s);
        message.holdSeconds = 10;
        const auto sent = desk.send(desk.shop.member, message);
        QCOMPARE(sent->status, DeliveryStatus::Held);
        QVERIFY(desk.shop.claim().empty());
        desk.shop.clock += 10s;
        QCOMPARE(desk.shop.claim().size(), size_t(1));
    }

    void showsATemplateAsItWillRead_PQ21()
    {
        Desk desk;
        auto message = desk.request(u""_s, Channel::Whatsapp);
        message.body.reset();
        message.templateChoice = Shop::choice();
        const auto sent = desk.send(desk.shop.member, message);
        QCOMPARE(sent->body, u"Hello Samuel, your ring is ready."_s);
        QCOMPARE(sent->kind, MessageKind::Template);
        message.templateChoice->variables.remove(u"2"_s);
        QCOMPARE(reasonOf(desk.send(desk.shop.member, message)), u"templateParameterMismatch"_s);
    }

    void takesOverByItselfWhenAPersonSends_CB24()
    {
        Desk desk;
        desk.setHandling(Handling::Ai);
        desk.shop.receives(u"Hi"_s);
        const auto ai = desk.aiReplies(u"We open at nine"_s);
        const auto version = desk.shop.conversationState().handlingVersion;
        std::ignore = waitForTask(desk.service.setDraft({desk.shop.conversation, u"At ni"_s}));
        const auto sent = desk.send(u"At nine"_s, Channel::Whatsapp);
        QCOMPARE(reasonOf(sent), u"ok"_s);
        const auto view = desk.view();
        QCOMPARE(view.handling, Handling::Human);
        QCOMPARE(view.assignee->name, u"Priya Nair"_s);
        QVERIFY(desk.shop.conversationState().handlingVersion > version);
        QCOMPARE(desk.shop.state(ai.sendId), u"cancelled"_s);
        QCOMPARE(view.draft, std::optional(u"We open at nine"_s)); // the AI's text, not what has just been sent
        QVERIFY(!view.needsReply);
        const auto claimed = desk.shop.claim();
        QCOMPARE(claimed.size(), size_t(1));
        QCOMPARE(claimed.front().message.body, u"At nine"_s);
    }

    void leavesAColleaguesConversationTheirs()
    {
        Desk desk;
        std::ignore = waitForTask(desk.service.assign(desk.shop.member, {desk.shop.conversation, desk.staff.id}));
        QCOMPARE(reasonOf(desk.send(u"Hello"_s)), u"ok"_s);
        QCOMPARE(desk.view().assignee->id, desk.staff.id);
    }

    void takesOverInOneGo_CB24()
    {
        Desk desk;
        desk.setHandling(Handling::Ai);
        desk.shop.receives(u"Hi"_s);
        const auto flying = desk.aiReplies(u"Hello!"_s);
        QCOMPARE(desk.shop.claim().size(), size_t(1));
        const auto waiting = desk.aiReplies(u"We open at nine"_s);
        const auto taken = waitForTask(desk.service.takeOver(desk.shop.member, desk.shop.conversation));
        QCOMPARE(taken->handling, Handling::Human);
        QCOMPARE(taken->assignee->id, desk.shop.member.id);
        QCOMPARE(taken->inFlight->size(), size_t(1));
        QCOMPARE(taken->inFlight->front().id, flying.messageId.value());
        QCOMPARE(taken->draft, std::optional(u"We open at nine"_s));
        QCOMPARE(desk.shop.state(waiting.sendId), u"cancelled"_s);
        QCOMPARE(desk.events(), QStringList{u"taken_over"_s});
        // Once more changes nothing.
        const auto version = desk.shop.conversationState().handlingVersion;
        QVERIFY(waitForTask(desk.service.takeOver(desk.shop.member, desk.shop.conversation))->inFlight->empty());
        QCOMPARE(desk.shop.conversationState().handlingVersion, version);
    }

    void keepsTheOperatorsOwnDraftInATakeOver()
    {
        Desk desk;
        desk.setHandling(Handling::Ai);
        desk.shop.receives(u"Hi"_s);
        desk.aiReplies(u"We open at nine"_s);
        std::ignore = waitForTask(desk.service.setDraft({desk.shop.conversation, u"Mine"_s}));
        QCOMPARE(waitForTask(desk.service.takeOver(desk.shop.member, desk.shop.conversation))->draft,
                 std::optional(u"Mine"_s));
    }

    void releasesForTheNextInboundOrAtOnce_CB25()
    {
        Desk desk;
        std::ignore = waitForTask(desk.service.takeOver(desk.shop.member, desk.shop.conversation));
        const auto released = waitForTask(desk.service.release(desk.shop.member, {desk.shop.conversation, {}}));
        QCOMPARE(released->handling, Handling::Ai);
        QVERIFY(!released->assignee);
        QVERIFY(desk.turns.empty());
        std::ignore = waitForTask(desk.service.takeOver(desk.shop.member, desk.shop.conversation));
        std::ignore = waitForTask(desk.service.release(desk.shop.member, {desk.shop.conversation, true}));
        QCOMPARE(desk.turns, std::vector{desk.shop.conversation});
        QCOMPARE(desk.events(), (QStringList{u"assigned"_s, u"released"_s, u"taken_over"_s, u"released"_s}));
    }

    void retriesAFailureOnAnotherChannel()
    {
        Desk desk;
        desk.shop.receives(u"Hi"_s);
        const auto first = desk.send(u"Your ring is ready"_s, Channel::Whatsapp);
        QCOMPARE(reasonOf(waitForTask(desk.service.retry(desk.shop.member, {first->id, {}}))), u"conflict"_s);
        desk.shop.post(FakeProvider::refused(63003));
        QVERIFY(waitForTask(desk.service.setDraft({desk.shop.conversation, u"By the way"_s})));
        const auto again = waitForTask(desk.service.retry(desk.shop.member, {first->id, Channel::Sms}));
        QCOMPARE(reasonOf(again), u"ok"_s);
        QCOMPARE(number(*desk.shop.store, u"SELECT COUNT(*) FROM conversations WHERE draft = 'By the way'"_s), 1);
        QCOMPARE(again->channel, Channel::Sms);
        QCOMPARE(again->body, first->body);
        QVERIFY(again->id != first->id); // both stay visible
        QCOMPARE(desk.shop.claim().front().message.channel, Channel::Sms);
        QCOMPARE(number(*desk.shop.store, u"SELECT failed FROM conversations"_s), 0);
    }

    void aNoticeThatWasTakenBackIsNotSentFromTheThread()
    {
        Desk desk;
        const auto first = desk.send(u"Your ring is ready"_s);
        const auto become = [&](const QString &category) {
            inTx(*desk.shop.store, [&](store::Tx &tx) {
                tx.execute(u"UPDATE sends SET state = 'cancelled', status = 'cancelled', category = ?"_s, category);
                tx.execute(u"UPDATE messages SET status = 'cancelled'"_s);
            });
        };
        become(u"job_ready"_s);
        QCOMPARE(reasonOf(waitForTask(desk.service.retry(desk.shop.member, {first->id, {}}))), u"conflict"_s);
        become(u"reply"_s); // a person's own words may go after all
        QCOMPARE(reasonOf(waitForTask(desk.service.retry(desk.shop.member, {first->id, {}}))), u"ok"_s);
    }

    void retriesATemplateAsTextBySms()
    {
        Desk desk;
        auto message = desk.request(u""_s, Channel::Whatsapp);
        message.body.reset();
        message.templateChoice = Shop::choice();
        const auto first = desk.send(desk.shop.member, message);
        desk.shop.post(FakeProvider::refused(63003));
        const auto again = waitForTask(desk.service.retry(desk.shop.member, {first->id, Channel::Sms}));
        QCOMPARE(again->body, u"Hello Samuel, your ring is ready."_s);
        QVERIFY(desk.shop.claim().front().message.contentSid.isEmpty());
    }

    void sendsOnceHoweverOftenRetryIsPressed()
    {
        Desk desk;
        const auto &me = desk.shop.member;
        const auto first = desk.send(u"Your ring is ready"_s);
        desk.shop.post(FakeProvider::refused(21211));
        const auto again = waitForTask(desk.service.retry(me, {first->id, {}}));
        QCOMPARE(reasonOf(again), u"ok"_s);
        QCOMPARE(waitForTask(desk.service.retry(me, {first->id, {}}))->id, again->id);
        QCOMPARE(waitForTask(desk.service.retry(me, {first->id, Channel::Whatsapp}))->id, again->id);
        desk.shop.post(FakeProvider::accepted(FakeProvider::sidOf(1)));
        QCOMPARE(waitForTask(desk.service.retry(me, {first->id, {}}))->id, again->id); // it went well
        QVERIFY(desk.shop.claim().empty());
        desk.shop.callback(FakeProvider::sidOf(1), u"undelivered"_s, 30005);
        const auto third = waitForTask(desk.service.retry(me, {first->id, {}}));
        QVERIFY(third->id != again->id && third->id != first->id); // after a failure a new one
        // The failed retry knows of it, and the first message of the retry's own retry.
        desk.shop.post(FakeProvider::refused(21211));
        const auto fourth = waitForTask(desk.service.retry(me, {third->id, {}}));
        QVERIFY(fourth->id != third->id);
        QCOMPARE(waitForTask(desk.service.retry(me, {first->id, {}}))->id, fourth->id);
        QCOMPARE(desk.shop.claim().size(), size_t(1));
    }

    void retriesAnewWhatAGateRefused()
    {
        Desk desk;
        const auto first = desk.send(u"Your ring is ready"_s);
        desk.shop.post(FakeProvider::refused(21211));
        desk.shop.budget(0);
        const auto refused = waitForTask(desk.service.retry(desk.shop.member, {first->id, {}}));
        QCOMPARE(reasonOf(refused), u"budgetExceeded"_s);
        desk.shop.budget(10);
        QCOMPARE(reasonOf(waitForTask(desk.service.retry(desk.shop.member, {first->id, {}}))), u"ok"_s);
        QCOMPARE(desk.shop.claim().size(), size_t(1));
    }

    void letsAPersonDecideOnWhatIsInReview()
    {
        Desk desk;
        const auto first = desk.send(u"Hello"_s);
        const auto id = first->sendId.value();
        inTx(*desk.shop.store, [&](store::Tx &tx) {
            auto row = messaging::SendRepository().find(tx, id).value();
            messaging::SendFlow().advance(tx, row, messaging::OutboxFact::RestoredFromBackup, desk.shop.clock.now());
        });
        const auto again = waitForTask(desk.service.retry(desk.shop.member, {first->id, {}}));
        QCOMPARE(reasonOf(again), u"ok"_s);
        QCOMPARE(desk.shop.state(id), u"cancelled"_s);
        QCOMPARE(desk.shop.claim().size(), size_t(1));
    }

    void keepsNotesFromTheCustomer()
    {
        Desk desk;
        const auto note = waitForTask(desk.service.addNote(desk.staff, {desk.shop.conversation, u"Wants gold"_s}));
        QCOMPARE(note->kind, MessageKind::Note);
        QVERIFY(!note->direction);
        QCOMPARE(note->author.name, u"Tom"_s);
        QVERIFY(desk.shop.claim().empty());
        // It leaves the conversation on the channel that it was on.
        for (const auto channel : {Channel::Sms, Channel::Whatsapp}) {
            desk.shop.receives(u"Hello"_s, channel);
            QCOMPARE(waitForTask(desk.service.addNote(desk.staff, {desk.shop.conversation, u"Again"_s}))->channel,
                     channel);
        }
        QCOMPARE(reasonOf(waitForTask(desk.service.addNote(desk.staff, {desk.shop.conversation, u" "_s}))),
                 u"invalidArgument"_s);
        QCOMPARE(
            reasonOf(waitForTask(desk.service.addNote(desk.staff, {desk.shop.conversation, QString(10'001, u'x')}))),
            u"textTooLong"_s);
        QCOMPARE(reasonOf(waitForTask(desk.service.addNote(desk.staff, {ConversationId{4711}, u"x"_s}))),
                 u"notFound"_s);
    }

    void snoozesUntilItsTimeOrTheNextMessage()
    {
        Desk desk;
        const auto until = desk.shop.clock.now() + 1h;
        const auto &me = desk.shop.member;
        const auto id = desk.shop.conversation;
        QCOMPARE(
            reasonOf(waitForTask(desk.service.setStatus(me, id, ConversationStatus::Snoozed, desk.shop.clock.now()))),
            u"invalidArgument"_s);
        const auto snoozed = waitForTask(desk.service.setStatus(me, id, ConversationStatus::Snoozed, until));
        QCOMPARE(snoozed->status, ConversationStatus::Snoozed);
        QCOMPARE(snoozed->snoozedUntil, std::optional(until));
        const auto wake = [&] {
            return inTx(*desk.shop.store, [&](store::Tx &tx) {
                return inbox::ConversationRepository().wakeSnoozed(tx, desk.shop.clock.now());
            });
        };
        QCOMPARE(wake(), 0);
        desk.shop.clock += 1h;
        QCOMPARE(wake(), 1);
        QCOMPARE(desk.view().status, ConversationStatus::Open);
        std::ignore = waitForTask(desk.service.setStatus(me, id, ConversationStatus::Snoozed, until + 5h));
        desk.shop.receives(u"Hello?"_s);
        QCOMPARE(desk.view().status, ConversationStatus::Open);
        QVERIFY(!desk.view().snoozedUntil);
    }

    void closesAndReopens()
    {
        Desk desk;
        desk.shop.receives(u"Thanks"_s);
        const auto &me = desk.shop.member;
        const auto id = desk.shop.conversation;
        const auto closed = waitForTask(desk.service.setStatus(me, id, ConversationStatus::Closed, {}));
        QCOMPARE(closed->status, ConversationStatus::Closed);
        QVERIFY(!closed->needsReply && closed->unread == 0);
        const auto open = waitForTask(desk.service.setStatus(me, id, ConversationStatus::Open, {}));
        QCOMPARE(open->status, ConversationStatus::Open);
        QVERIFY(!open->needsReply);
        QCOMPARE(desk.events(), (QStringList{u"closed"_s, u"reopened"_s}));
        std::ignore = waitForTask(desk.service.setStatus(me, id, ConversationStatus::Closed, {}));
        desk.shop.receives(u"One more thing"_s);
        QCOMPARE(desk.view().status, ConversationStatus::Open);
        QVERIFY(desk.view().needsReply);
    }

    void looksWithoutAnswering()
    {
        Desk desk;
        desk.shop.receives(u"Hi"_s);
        desk.shop.receives(u"Hello?"_s);
        QCOMPARE(desk.view().unread, 2);
        const auto read = waitForTask(desk.service.markRead(desk.shop.conversation));
        QCOMPARE(read->unread, 0);
        QVERIFY(read->needsReply); // looking does not clear it
        const auto done = waitForTask(desk.service.noReplyNeeded(desk.shop.member, desk.shop.conversation));
        QVERIFY(!done->needsReply && !done->waitingSince);
        QCOMPARE(desk.events(), QStringList{u"no_reply_needed"_s});
    }

    void keepsDrafts()
    {
        Desk desk;
        QCOMPARE(waitForTask(desk.service.setDraft({desk.shop.conversation, u" Hel"_s}))->draft,
                 std::optional(u" Hel"_s));
        QVERIFY(!waitForTask(desk.service.setDraft({desk.shop.conversation, u""_s}))->draft);
        QCOMPARE(reasonOf(waitForTask(desk.service.setDraft({desk.shop.conversation, QString(10'001, u'x')}))),
                 u"textTooLong"_s);
        std::ignore = waitForTask(desk.service.setDraft({desk.shop.conversation, u"Hel"_s}));
        std::ignore = desk.send(u"Hello"_s);
        QVERIFY(!desk.view().draft);
    }

    void opensTheOneConversationOfAContact()
    {
        Desk desk;
        QCOMPARE(waitForTask(desk.service.open(desk.shop.customer))->id, desk.shop.conversation);
        const auto other = inTx(*desk.shop.store,
                                [&](store::Tx &tx) { return desk.shop.addCustomer(tx, u"Ann"_s, u"+61491573002"_s); });
        const auto opened = waitForTask(desk.service.open(other));
        QVERIFY(opened->id != desk.shop.conversation);
        QCOMPARE(opened->contact.name, u"Ann"_s);
        QCOMPARE(waitForTask(desk.service.open(other))->id, opened->id);
        QCOMPARE(reasonOf(waitForTask(desk.service.open(ContactId{4711}))), u"notFound"_s);
    }

    void showsChannelsWithConsentAndWindow_PQ20()
    {
        Desk desk;
        desk.shop.receives(u"Hi"_s);
        desk.shop.consents(ConsentState::OptedOut, Channel::Sms);
        const auto channels = desk.view().channels;
        QCOMPARE(channels.size(), size_t(2));
        QCOMPARE(channels[0].channel, Channel::Whatsapp);
        QCOMPARE(channels[0].sender, kWhatsappSender);
        QCOMPARE(channels[0].windowClosesAt, std::optional(desk.shop.clock.now() + 24h));
        QCOMPARE(channels[1].consent, ConsentState::OptedOut);
        QVERIFY(!channels[1].windowClosesAt);
    }

    void keepsAMembersThreadApart()
    {
        Desk desk;
        desk.shop.memberWrites();
        const auto id = inRead(*desk.shop.store, [&](store::Connection &db) {
            return inbox::ConversationRepository().findFor(db, desk.shop.member.id).value();
        });
        const auto view = waitForTask(desk.service.conversation(id));
        QCOMPARE(view->member->name, u"Priya Nair"_s);
        QCOMPARE(view->contact.name, u"Priya Nair"_s);
        auto message = desk.request(u"Please call Samuel"_s, Channel::Whatsapp);
        message.conversationId = id;
        QCOMPARE(reasonOf(desk.send(desk.shop.member, message)), u"ok"_s);
        QCOMPARE(desk.shop.claim().front().message.to, kMemberPhone);
        QVERIFY(!waitForTask(desk.service.conversation(id))->assignee);
        QCOMPARE(reasonOf(waitForTask(desk.service.release(desk.shop.member, {id, {}}))), u"conflict"_s);
    }
};

QTEST_GUILESS_MAIN(InboxServiceTest)
#include "tst_inbox_service.moc"
