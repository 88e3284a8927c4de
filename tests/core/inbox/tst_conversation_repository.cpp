// SPDX-License-Identifier: Apache-2.0
#include "tests/support/shop_fixture.h"

#include <QTest>

using namespace counterbell;
using namespace counterbell::test;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using inbox::ConversationRepository;

namespace
{

inbox::ChannelState whatsapp(Shop &shop)
{
    return inRead(*shop.store, [&](store::Connection &db) {
        return ConversationRepository().channel(db, shop.conversation, Channel::Whatsapp).value();
    });
}

void touch(Shop &shop, std::optional<Timestamp> inboundAt)
{
    inTx(*shop.store, [&](store::Tx &tx) {
        ConversationRepository().touchChannel(tx, shop.conversation, Channel::Whatsapp, kCustomerPhone, kWhatsappSender,
                                              inboundAt);
    });
}

} // namespace

class ConversationRepositoryTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void makesOneConversationPerPerson()
    {
        Shop shop;
        const auto again = inTx(*shop.store, [&](store::Tx &tx) {
            return ConversationRepository().ensureFor(tx, shop.customer, Handling::Ai, shop.clock.now());
        });
        QCOMPARE(again, shop.conversation);
        QCOMPARE(shop.conversationState().handling, Handling::Human); // as it was
    }

    void opensTheWindowByTheNewestMessage_OC20()
    {
        Shop shop;
        const auto now = shop.clock.now();
        touch(shop, now);
        QCOMPARE(whatsapp(shop).lastInboundAt, std::optional(now));
        touch(shop, now - 5h); // listed late
        QCOMPARE(whatsapp(shop).lastInboundAt, std::optional(now));
        touch(shop, std::nullopt); // ours
        QCOMPARE(whatsapp(shop).lastInboundAt, std::optional(now));
        touch(shop, now + 1s);
        QCOMPARE(whatsapp(shop).lastInboundAt, std::optional(now + 1s));
    }

    void keepsAWindowClosedThatTheProviderClosed()
    {
        Shop shop;
        const auto now = shop.clock.now();
        touch(shop, now);
        inTx(*shop.store,
             [&](store::Tx &tx) { ConversationRepository().closeWindow(tx, shop.conversation, Channel::Whatsapp); });
        QVERIFY(whatsapp(shop).isWindowClosed);
        touch(shop, std::nullopt);
        QVERIFY(whatsapp(shop).isWindowClosed);
        touch(shop, now - 1h); // a message from before, listed late, proves nothing
        QVERIFY(whatsapp(shop).isWindowClosed);
        touch(shop, now + 1s);
        QVERIFY(!whatsapp(shop).isWindowClosed);
    }

    void waitsSinceTheFirstUnansweredMessage()
    {
        Shop shop;
        const auto first = shop.clock.now();
        shop.receives(u"Hi"_s);
        shop.clock += 1h;
        shop.receives(u"Hello?"_s);
        const auto waiting = [&] { return number(*shop.store, u"SELECT waiting_since FROM conversations"_s); };
        QCOMPARE(waiting(), toMillis(first));
        std::ignore = shop.request(shop.text(u"Yes"_s));
        QVERIFY(!shop.conversationState().needsReply);
        shop.clock += 1h;
        shop.receives(u"Thanks"_s);
        QCOMPARE(waiting(), toMillis(shop.clock.now()));
    }

    void takesANoticeForNoAnswer()
    {
        Shop shop;
        shop.receives(u"Is it ready?"_s);
        auto notice = shop.text(u"Ready"_s);
        notice.category = SendCategory::JobReady;
        std::ignore = shop.request(notice);
        QVERIFY(shop.conversationState().needsReply);
    }

    void raisesTheVersionWithEachHandling()
    {
        Shop shop;
        const auto before = shop.conversationState().handlingVersion;
        inTx(*shop.store, [&](store::Tx &tx) {
            ConversationRepository().setHandling(tx, shop.conversation, Handling::Ai, std::nullopt);
            ConversationRepository().setHandling(tx, shop.conversation, Handling::NeedsHuman, u"asked"_s);
        });
        QCOMPARE(shop.conversationState().handlingVersion, before + 2);
    }

    void whatWasSaidStaysLastWhenAnEventFollows()
    {
        Shop shop;
        const auto add = [&](MessageKind kind, std::chrono::seconds later) {
            inbox::NewMessage message;
            message.conversationId = shop.conversation;
            message.kind = kind;
            if (kind == MessageKind::Event)
                message.event = u"needs_human"_s;
            else
                message.direction = Direction::Inbound;
            message.body = u"x"_s;
            message.at = shop.clock.now() + later;
            MessageId id;
            inTx(*shop.store, [&](store::Tx &tx) {
                id = inbox::MessageRepository().add(tx, message);
                ConversationRepository().timelineGrew(tx, shop.conversation, id, message.at);
            });
            return id.value;
        };
        const auto last = [&] { return number(*shop.store, u"SELECT last_message_id FROM conversations"_s); };
        const auto alone = add(MessageKind::Event, 0s);
        QCOMPARE(last(), alone);
        const auto said = add(MessageKind::Text, 1s);
        QCOMPARE(last(), said);
        add(MessageKind::Event, 5s);
        QCOMPARE(last(), said);
        const auto next = add(MessageKind::Text, 4s); // the event overtook it
        QCOMPARE(last(), next);
        QCOMPARE(number(*shop.store, u"SELECT last_activity_at FROM conversations"_s), toMillis(shop.clock.now() + 5s));
    }

    void keepsTheTimelinesLastMessageWhenAnOlderOneArrives()
    {
        Shop shop;
        const auto newest = shop.receives(u"newest"_s);
        inTx(*shop.store, [&](store::Tx &tx) {
            inbox::NewMessage message;
            message.conversationId = shop.conversation;
            message.direction = Direction::Inbound;
            message.body = u"late"_s;
            message.at = shop.clock.now() - 1h;
            const auto id = inbox::MessageRepository().add(tx, message);
            ConversationRepository().messageReceived(tx, shop.conversation, id, message.at, true);
        });
        QCOMPARE(number(*shop.store, u"SELECT last_message_id FROM conversations"_s), newest.value);
        QCOMPARE(number(*shop.store, u"SELECT last_activity_at FROM conversations"_s), toMillis(shop.clock.now()));
    }
};

QTEST_GUILESS_MAIN(ConversationRepositoryTest)
#include "tst_conversation_repository.moc"
