// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/shop/shop_writer.h"

#include "core/contacts/contact_repository.h"
#include "core/inbox/conversation_repository.h"
#include "core/inbox/message_repository.h"
#include "core/jobs/job_repository.h"
#include "core/messaging/attempt_repository.h"
#include "core/messaging/send_repository.h"

namespace counterbell::bench
{

using namespace Qt::StringLiterals;
using messaging::OutboxState;

namespace
{

// Beside the practice shop's own: nobody's number is twice in the book.
constexpr qint64 kFirstNumber = 61'420'000'000;
constexpr qint64 kNumbers = 10'000'000;
constexpr int kFirstTicket = 100'000;

OutboxState outcome(Channel channel, Chance &chance)
{
    if (chance.inHundred(3))
        return chance.inHundred(50) ? OutboxState::Failed : OutboxState::Undelivered;
    return channel == Channel::Whatsapp && chance.inHundred(80) ? OutboxState::Read : OutboxState::Delivered;
}

bool isFailure(OutboxState state)
{
    return state == OutboxState::Failed || state == OutboxState::Undelivered;
}

/// Of the conversations a fifth is open, and most of those are the AI's or wait for the customer.
std::pair<Handling, ConversationStatus> standing(Chance &chance)
{
    const auto dice = chance.below(100);
    if (dice < 80)
        return {chance.inHundred(50) ? Handling::Ai : Handling::Human, ConversationStatus::Closed};
    if (dice < 92)
        return {Handling::Ai, ConversationStatus::Open};
    return {chance.inHundred(10) ? Handling::NeedsHuman : Handling::Human, ConversationStatus::Open};
}

} // namespace

ShopWriter::ShopWriter(store::Tx &tx, const ShopSize &size)
    : m_tx(tx), m_size(size), m_chance(size.seed + 1), m_phrases(m_chance), m_threads(size_t(size.conversations))
{
    m_tx.silence();
}

QString ShopWriter::sender(Channel channel) const
{
    return channel == Channel::Sms ? u"+61491570110"_s : u"+61491570006"_s;
}

QString ShopWriter::sid(QLatin1StringView prefix)
{
    const auto half = [this] { return u"%1"_s.arg(quint64(m_chance.below(1LL << 62)), 16, 16, QChar(u'0')); };
    const auto first = half();
    return prefix + first + half();
}

void ShopWriter::addCustomer(quint32 number)
{
    auto &thread = m_threads[number];
    const auto createdAt = m_size.now - std::chrono::days(800);
    thread.name = number == 0 ? u"Longest Thread"_s : m_phrases.name();
    // 7,919 is prime and no divisor of 10^7: each number comes up once.
    thread.phone = u"+%1"_s.arg(kFirstNumber + qint64(number) * 7'919 % kNumbers);
    thread.channel = number == 0 || m_chance.inHundred(65) ? Channel::Whatsapp : Channel::Sms;
    contacts::NewContact contact;
    contact.name = thread.name;
    contact.phone = thread.phone;
    contact.capabilities.onWhatsApp = thread.channel == Channel::Whatsapp;
    thread.contact = contacts::ContactRepository().create(m_tx, contact, createdAt);
    const auto handling = number == 0 ? Handling::Human : standing(m_chance).first;
    thread.id = inbox::ConversationRepository().ensureFor(m_tx, thread.contact, handling, createdAt);
    if (number % 4 == 0)
        addJob(thread);
}

void ShopWriter::addJob(Thread &thread)
{
    const auto ticket = u"R-%1"_s.arg(kFirstTicket + m_jobs++);
    const auto description = m_phrases.piece() + u", "_s + m_phrases.note();
    const auto at = m_size.now - std::chrono::minutes(m_chance.below(700 * 24 * 60));
    const bool isOpen = m_chance.inHundred(1);
    m_tx.execute(u"INSERT INTO jobs (ticket, kind, status, contact_id, description, search, created_at, updated_at) "
                 "VALUES (?, 'repair', ?, ?, ?, ?, ?, ?)"_s,
                 ticket, isOpen ? JobStatus::InProgress : JobStatus::Collected, thread.contact, description,
                 jobs::jobSearchText(ticket, description), at, at);
}

void ShopWriter::addMessage(const Moment &moment)
{
    auto &thread = m_threads[moment.conversation];
    const auto at = fromMillis(moment.at);
    ++m_messages;
    ++thread.written;
    if (thread.written > 1 && m_chance.inHundred(2))
        addAside(thread, at);
    else if (thread.written == 1 || m_chance.inHundred(49))
        addInbound(thread, at);
    else
        addOutbound(thread, at);
}

void ShopWriter::addInbound(Thread &thread, Timestamp at)
{
    inbox::NewMessage message;
    message.conversationId = thread.id;
    message.channel = thread.channel;
    message.direction = Direction::Inbound;
    message.body = m_phrases.fromCustomer();
    message.sid = sid("SM"_L1);
    message.author = {AuthorKind::Contact, thread.name};
    message.at = at;
    message.source = u"webhook"_s;
    const auto id = inbox::MessageRepository().add(m_tx, message);
    m_tx.execute(u"INSERT INTO provider_seen (key, at) VALUES (?, ?)"_s, message.sid, at);
    thread.lastInboundAt = at;
    thread.lastInbound = id;
    if (!thread.waitingSince)
        thread.waitingSince = at;
    noteLast(thread, id, at);
}

void ShopWriter::addOutbound(Thread &thread, Timestamp at)
{
    const bool isAi = m_chance.inHundred(40);
    messaging::SendRow send;
    send.at = at;
    send.category = isAi ? SendCategory::Ai : SendCategory::Reply;
    send.channel = thread.channel;
    send.state = outcome(thread.channel, m_chance);
    send.sender = sender(thread.channel);
    send.address = send.recipientNumber = thread.phone;
    send.recipientName = thread.name;
    send.body = m_phrases.fromShop(thread.name.section(u' ', 0, 0));
    send.contactId = thread.contact;
    send.conversationId = thread.id;
    send.author = isAi ? Author{AuthorKind::Ai, u"Sage"_s} : Author{AuthorKind::Member, u"Mia Halden"_s};
    thread.isLastFailed = isFailure(send.state);
    if (thread.isLastFailed)
        send.errorCode = 63'016;
    const messaging::SendRepository sends;
    sends.add(m_tx, send, std::nullopt, std::nullopt, 1);

    messaging::AttemptRow attempt;
    attempt.id = sid(""_L1);
    attempt.sendId = send.id;
    attempt.at = at;
    attempt.channel = send.channel;
    attempt.sender = send.sender;
    attempt.address = send.address;
    attempt.body = send.body;
    attempt.state = messaging::AttemptState::Answered;
    attempt.status = messaging::shownAs(send.state);
    (void)messaging::AttemptRepository().add(m_tx, attempt);
    attempt.sid = send.sid = sid("SM"_L1);
    attempt.errorCode = send.errorCode;
    messaging::AttemptRepository().save(m_tx, attempt);

    inbox::NewMessage message;
    message.conversationId = thread.id;
    message.channel = send.channel;
    message.direction = Direction::Outbound;
    message.body = send.body;
    message.status = attempt.status;
    message.sid = send.sid;
    message.author = send.author;
    message.at = at;
    message.segments = 1;
    message.sendId = send.id;
    send.messageId = inbox::MessageRepository().add(m_tx, message);
    sends.save(m_tx, send, at);
    thread.waitingSince.reset();
    noteLast(thread, *send.messageId, at);
}

/// A note, or an event of the timeline.
void ShopWriter::addAside(Thread &thread, Timestamp at)
{
    inbox::NewMessage message;
    message.conversationId = thread.id;
    message.channel = thread.channel;
    message.kind = m_chance.inHundred(50) ? MessageKind::Note : MessageKind::Event;
    message.author = {AuthorKind::Member, u"Mia Halden"_s};
    message.at = at;
    if (message.kind == MessageKind::Note)
        message.body = m_phrases.note();
    else
        message.event = u"taken_over"_s;
    noteLast(thread, inbox::MessageRepository().add(m_tx, message), at);
}

void ShopWriter::noteLast(Thread &thread, MessageId id, Timestamp at)
{
    thread.last = id;
    thread.lastAt = at;
}

void ShopWriter::settle(quint32 number)
{
    const auto &thread = m_threads[number];
    const auto [handling, status] =
        number == 0 ? std::pair(Handling::Human, ConversationStatus::Open) : standing(m_chance);
    const bool isOpen = status == ConversationStatus::Open;
    const bool isWaiting = isOpen && handling != Handling::Ai && thread.waitingSince;
    m_tx.execute(u"UPDATE conversations SET handling = ?, status = ?, needs_reply = ?, waiting_since = ?, unread = ?, "
                 "last_message_id = ?, last_activity_at = ?, last_inbound_id = ?, failed = ? WHERE id = ?"_s,
                 handling, status, isWaiting, isWaiting ? thread.waitingSince : std::nullopt, isWaiting ? 1 : 0,
                 thread.last, thread.lastAt, thread.lastInbound, isOpen && thread.isLastFailed, thread.id);
    inbox::ConversationRepository().touchChannel(m_tx, thread.id, thread.channel, thread.phone, sender(thread.channel),
                                                 thread.lastInboundAt);
}

} // namespace counterbell::bench
