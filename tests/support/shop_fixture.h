// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/notification.h"
#include "core/api/workspace.h"
#include "core/contacts/consent_repository.h"
#include "core/contacts/contact_repository.h"
#include "core/inbox/conversation_repository.h"
#include "core/inbox/message_repository.h"
#include "core/messaging/budget_repository.h"
#include "core/messaging/claims.h"
#include "core/messaging/outbox.h"
#include "core/messaging/outcomes.h"
#include "core/messaging/recipient.h"
#include "core/messaging/send_log_repository.h"
#include "core/messaging/senders.h"
#include "core/messaging/status_updates.h"
#include "core/messaging/template_repository.h"
#include "core/team/member_repository.h"
#include "tests/support/result_text.h"
#include "tests/support/rows.h"

namespace counterbell::test
{

using namespace Qt::StringLiterals;

inline const QString kCustomerPhone = u"+61412345678"_s;
inline const QString kMemberPhone = u"+61498765432"_s;
inline const QString kSmsSender = u"+61480000001"_s;
inline const QString kWhatsappSender = u"+61480000002"_s;
inline const QString kTemplate = u"HX00000000000000000000000000000001"_s;

/// A small shop on a fresh database: a sender on each channel, a customer with a conversation, a member, an approved
/// template with two blanks. What a test needs beyond that it says itself.
class Shop
{
public:
    explicit Shop(store::Store::Options options = {})
        : store(clock, options, eachShownBy([](store::Tx &, const store::Change &change) {
                    return QJsonObject{{u"id"_s, change.id}, {u"key"_s, change.key}};
                }))
    {
        inTx(*store, [this](store::Tx &tx) {
            messaging::writeSenders(tx, {{{Channel::Sms, kSmsSender, u"AU"_s, {}, {}},
                                          {Channel::Whatsapp, kWhatsappSender, u"AU"_s, {}, {}}}});
            customer = addCustomer(tx, u"Samuel Iyer"_s, kCustomerPhone);
            conversation = inbox::ConversationRepository().ensureFor(tx, customer, Handling::Human, clock.now());
            member.name = u"Priya Nair"_s;
            member.login = u"Priya"_s;
            member.role = Role::Agent;
            member.phone = kMemberPhone;
            member.id = team::MemberRepository().create(tx, member);
            messaging::TemplateRepository().replaceAll(tx, {approvedTemplate()}, clock.now());
        });
    }

    [[nodiscard]] static Template approvedTemplate()
    {
        Template t;
        t.sid = kTemplate;
        t.name = u"order_ready"_s;
        t.language = u"en"_s;
        t.category = TemplateCategory::Utility;
        t.status = TemplateStatus::Approved;
        t.body = u"Hello {{1}}, your {{2}} is ready."_s;
        t.parameters = {u"1"_s, u"2"_s};
        return t;
    }
    [[nodiscard]] static TemplateChoice choice() { return {kTemplate, {{u"1"_s, u"Samuel"_s}, {u"2"_s, u"ring"_s}}}; }

    ContactId addCustomer(store::Tx &tx, const QString &name, const std::optional<QString> &phone) const
    {
        contacts::NewContact contact;
        contact.name = name;
        contact.phone = phone;
        return contacts::ContactRepository().create(tx, contact, clock.now());
    }

    /// The customer writes: the window opens and they wait for an answer.
    MessageId receives(const QString &body, Channel channel = Channel::Whatsapp)
    {
        return inTx(*store, [&](store::Tx &tx) {
            inbox::NewMessage message;
            message.conversationId = conversation;
            message.channel = channel;
            message.direction = Direction::Inbound;
            message.body = body;
            message.author = {AuthorKind::Contact, u"Samuel Iyer"_s};
            message.at = clock.now();
            const auto id = inbox::MessageRepository().add(tx, message);
            const inbox::ConversationRepository conversations;
            conversations.touchChannel(tx, conversation, channel, kCustomerPhone,
                                       channel == Channel::Sms ? kSmsSender : kWhatsappSender, clock.now());
            conversations.messageReceived(tx, conversation, id, clock.now(), true);
            return id;
        });
    }

    /// A member writes to the shop's WhatsApp number.
    void memberWrites()
    {
        inTx(*store, [&](store::Tx &tx) {
            const inbox::ConversationRepository conversations;
            const auto id = conversations.ensureFor(tx, member.id, clock.now());
            conversations.touchChannel(tx, id, Channel::Whatsapp, kMemberPhone, kWhatsappSender, clock.now());
        });
    }

    void consents(ConsentState state, Channel channel, ConsentPurpose purpose = ConsentPurpose::Service)
    {
        inTx(*store, [&](store::Tx &tx) {
            contacts::NewConsent entry;
            entry.contactId = customer;
            entry.channel = channel;
            entry.purpose = purpose;
            entry.state = state;
            entry.evidence = u"test"_s;
            entry.actionAt = clock.now();
            entry.at = clock.now();
            contacts::ConsentRepository().append(tx, entry);
        });
    }

    /// A free text to the customer.
    [[nodiscard]] messaging::NewSend text(const QString &body, Channel channel = Channel::Sms) const
    {
        messaging::NewSend send;
        send.category = SendCategory::Reply;
        send.contactId = customer;
        send.conversationId = conversation;
        send.route = {{channel, body, std::nullopt}};
        send.author = {AuthorKind::Member, member.name};
        send.authorId = member.id;
        return send;
    }
    /// A notice to the member: WhatsApp text, template, SMS.
    [[nodiscard]] messaging::NewSend assignment(const QString &body = u"New repair assigned: ring"_s) const
    {
        messaging::NewSend send;
        send.category = SendCategory::TaskAssignment;
        send.memberId = member.id;
        send.route = {{Channel::Whatsapp, body, std::nullopt},
                      {Channel::Whatsapp, u"Hello Samuel, your ring is ready."_s, choice()},
                      {Channel::Sms, body, std::nullopt}};
        return send;
    }

    messaging::Requested request(const messaging::NewSend &send)
    {
        return inTx(*store, [&](store::Tx &tx) { return messaging::Outbox().request(tx, send, clock.now()); });
    }
    [[nodiscard]] messaging::SendRow row(SendId id)
    {
        return inRead(*store, [&](store::Connection &db) { return messaging::SendRepository().find(db, id).value(); });
    }
    [[nodiscard]] QString state(SendId id) { return wireName(row(id).state); }
    [[nodiscard]] Send logged(SendId id)
    {
        return inRead(*store,
                      [&](store::Connection &db) { return messaging::SendLogRepository().find(db, id).value(); });
    }
    [[nodiscard]] std::optional<Message> bubble(SendId id)
    {
        return inRead(*store, [&](store::Connection &db) -> std::optional<Message> {
            const auto messageId = messaging::SendRepository().find(db, id)->messageId;
            return messageId ? inbox::MessageRepository().find(db, *messageId) : std::nullopt;
        });
    }
    [[nodiscard]] inbox::ConversationState conversationState()
    {
        return inRead(*store, [&](store::Connection &db) {
            return inbox::ConversationRepository().state(db, conversation).value();
        });
    }

    std::vector<messaging::Claimed> claim(int limit = 100, qint64 term = 1)
    {
        return inTx(*store, [&](store::Tx &tx) {
            messaging::ClaimContext context;
            context.now = clock.now();
            context.term = term;
            context.providerAhead = std::chrono::milliseconds{0};
            context.statusUrl = u"https://relay.example/t/x/twilio/status"_s;
            context.limit = limit;
            context.longestAge = std::chrono::hours{24};
            return messaging::claimDue(tx, context).claimed;
        });
    }
    void outcome(const QString &attempt, const messaging::SendOutcome &outcome, double random = 0.5)
    {
        inTx(*store, [&](store::Tx &tx) { messaging::applyOutcome(tx, attempt, outcome, random, clock.now()); });
    }
    /// Claims the one row that is due and answers with what the provider said.
    messaging::Claimed post(const messaging::SendOutcome &said)
    {
        const auto claimed = claim();
        if (claimed.size() != 1)
            qFatal("%zu rows were claimed instead of one", claimed.size());
        outcome(claimed.front().attemptId, said);
        return claimed.front();
    }
    void callback(const QString &sid, const QString &status, std::optional<int> code = {},
                  const std::optional<QString> &attempt = {})
    {
        inTx(*store, [&](store::Tx &tx) {
            messaging::applyStatus(tx, {attempt, sid, status, code, {}, clock.now()}, clock.now());
        });
    }
    template <class T>
    void set(const QString &group, const T &settings)
    {
        inTx(*store, [&](store::Tx &tx) { store::writeSettings(tx, group, toJson(settings)); });
    }
    [[nodiscard]] messaging::Sender sender(Channel channel)
    {
        return inRead(*store, [&](store::Connection &db) {
            return *messaging::senderFor(messaging::readSenders(db), channel, u"AU"_s);
        });
    }
    void budget(std::optional<qint64> messages, std::optional<Money> cost = {}, bool hardStop = true)
    {
        inTx(*store, [&](store::Tx &tx) {
            SetBudget budget;
            budget.provider = u"twilio"_s;
            budget.maxMessages = messages;
            budget.maxCost = cost;
            budget.hardStop = hardStop;
            messaging::BudgetRepository().set(tx, budget, clock.now());
        });
    }
    [[nodiscard]] Budget budget()
    {
        return inRead(*store,
                      [](store::Connection &db) { return *messaging::BudgetRepository().find(db, u"twilio"_s); });
    }

    FakeClock clock;
    TestStore store;
    ContactId customer;
    ConversationId conversation;
    Member member;
};

} // namespace counterbell::test
