// SPDX-License-Identifier: Apache-2.0
#include "app/core/seed_messages.h"

#include "core/api/agent.h"
#include "core/inbox/conversation_repository.h"
#include "core/inbox/message_repository.h"
#include "core/jobs/job_repository.h"
#include "core/messaging/attempt_repository.h"
#include "core/messaging/error_catalogue.h"
#include "core/messaging/recipient.h"
#include "core/messaging/send_repository.h"

namespace counterbell
{

using namespace Qt::StringLiterals;

namespace
{

Author authorOf(const QJsonValue &author, const SeedKeys &keys, const QString &contactName)
{
    const auto kind = fromWireName(author[u"kind"_s].toString(), AuthorKind::System);
    if (kind == AuthorKind::Ai)
        return {kind, AgentSettings().name};
    const auto name =
        kind == AuthorKind::Contact ? contactName : keys.memberNames.value(author[u"member"_s].toString());
    return {kind, name};
}

std::optional<DeliveryError> errorOf(const QJsonValue &row)
{
    const auto code = row[u"errorCode"_s];
    const auto reason = textOf(row[u"reason"_s]);
    if (code.isDouble())
        return DeliveryError{code.toInt(), reason ? reason : messaging::reasonOf(code.toInt())};
    return reason ? std::optional(DeliveryError{std::nullopt, reason}) : std::nullopt;
}

/// The send behind a message or a notice, with the one attempt that carried it where there was one.
messaging::SendRow addSend(store::Tx &tx, const QJsonValue &row, messaging::SendRow send, const QJsonObject &account)
{
    const messaging::SendRepository sends;
    send.category = fromWireName(row[u"category"_s].toString(), SendCategory::Reply);
    send.channel = fromWireName(row[u"channel"_s].toString(), Channel::Sms);
    send.state = fromWireName(row[u"status"_s].toString(), messaging::OutboxState::Failed);
    send.body = row[u"body"_s].toString();
    send.sender = account.value(send.channel == Channel::Sms ? u"smsSender"_s : u"whatsappSender"_s).toString();
    send.address = send.recipientNumber;
    if (const auto sid = textOf(row[u"templateSid"_s]))
        send.templateChoice = TemplateChoice{*sid, {}};
    if (const auto error = errorOf(row)) {
        send.errorCode = error->code;
        send.reason = error->reason;
    }
    const auto segments = row[u"segments"_s];
    sends.add(tx, send, std::nullopt, std::nullopt,
              segments.isDouble() ? std::optional(segments.toInt()) : std::nullopt);
    const bool wasAttempted =
        send.state != messaging::OutboxState::Refused && send.state != messaging::OutboxState::Cancelled;
    if (wasAttempted) {
        messaging::AttemptRow attempt;
        attempt.id = messaging::newAttemptId();
        attempt.sendId = send.id;
        attempt.at = send.at;
        attempt.channel = send.channel;
        attempt.sender = send.sender;
        attempt.address = send.address;
        attempt.body = send.body;
        attempt.state = messaging::AttemptState::Answered;
        attempt.status = messaging::shownAs(send.state);
        (void)messaging::AttemptRepository().add(tx, attempt);
        attempt.sid = send.sid = textOf(row[u"sid"_s]);
        attempt.errorCode = send.errorCode;
        messaging::AttemptRepository().save(tx, attempt);
    }
    return send;
}

/// Times of the seed that belong together differ by fractions of a minute.
constexpr std::chrono::minutes kSameMoment{1};

/// A notice belongs to the entry into `ready` that it told of; the job's card shows it while that is the present one.
void noteNotice(store::Tx &tx, const messaging::SendRow &send)
{
    if (!send.jobId || send.category != SendCategory::JobReady)
        return;
    const jobs::JobRepository repository;
    const auto entries = repository.entries(tx, *send.jobId);
    const auto told = std::find_if(entries.begin(), entries.end(), [&](const jobs::StatusEntry &entry) {
        return entry.to == JobStatus::Ready && entry.at <= send.at + kSameMoment;
    });
    if (told != entries.end())
        repository.setNotification(tx, *send.jobId, told->entry, send.id);
}

std::optional<Money> priceOf(const QJsonValue &row)
{
    const auto micros = parseAmount(row[u"price"_s].toString());
    return micros ? std::optional(Money{*micros, u"AUD"_s}) : std::nullopt;
}

inbox::NewMessage messageOf(const QJsonValue &row, const SeedKeys &keys, ConversationId conversation,
                            const QString &contactName)
{
    inbox::NewMessage message;
    message.conversationId = conversation;
    message.channel = fromWireName(row[u"channel"_s].toString(), Channel::Sms);
    message.direction = fromWireName<Direction>(row[u"direction"_s].toString());
    message.kind = fromWireName(row[u"kind"_s].toString(), MessageKind::Text);
    message.body = row[u"body"_s].toString();
    message.status = fromWireName(row[u"status"_s].toString(), DeliveryStatus::Received);
    message.sid = textOf(row[u"sid"_s]);
    message.author = authorOf(row[u"author"_s], keys, contactName);
    message.authorId = find(keys.members, row[u"author"_s][u"member"_s]);
    message.at = keys.ago(row[u"minutesAgo"_s].toDouble());
    message.event = textOf(row[u"event"_s]);
    message.source = u"seed"_s;
    if (row[u"segments"_s].isDouble())
        message.segments = row[u"segments"_s].toInt();
    return message;
}

} // namespace

void loadConversations(store::Tx &tx, const QJsonArray &conversations, SeedKeys &keys)
{
    for (const auto &value : conversations) {
        const auto key = value[u"customer"_s].toString();
        const auto handling = fromWireName(value[u"handling"_s].toString(), Handling::Human);
        keys.conversations.insert(
            key, inbox::ConversationRepository().ensureFor(tx, keys.customers.value(key), handling, Timestamp{}));
    }
}

void loadMessages(store::Tx &tx, const QJsonArray &messages, const QJsonObject &account, const SeedKeys &keys)
{
    const inbox::MessageRepository repository;
    const inbox::ConversationRepository conversations;
    for (const auto &row : messages) {
        const auto contact = keys.customers.value(row[u"customer"_s].toString());
        const auto conversation = keys.conversations.value(row[u"customer"_s].toString());
        const auto recipient = messaging::findRecipient(tx, contact, std::nullopt).value();
        auto message = messageOf(row, keys, conversation, recipient.name);
        const bool isOutbound = message.direction == Direction::Outbound;
        messaging::SendRow send;
        if (isOutbound) {
            send.at = message.at;
            send.contactId = contact;
            send.conversationId = conversation;
            send.jobId = find(keys.jobs, row[u"job"_s]);
            send.author = message.author;
            send.authorId = message.authorId;
            send.recipientName = recipient.name;
            send.recipientNumber = recipient.addressOn(message.channel).value_or(QString());
            send = addSend(tx, row, send, account);
            message.sendId = send.id;
        }
        const auto id = repository.add(tx, message);
        if (isOutbound) {
            send.messageId = id;
            messaging::SendRepository().save(tx, send, send.at);
            messaging::SendRepository().setCost(tx, send.id, std::nullopt, priceOf(row));
            repository.update(tx, id,
                              {message.status, message.sid, errorOf(row), std::nullopt, priceOf(row), {}, {}, {}});
            conversations.messageQueued(tx, conversation, id, message.at, false);
            noteNotice(tx, send);
        } else if (message.direction == Direction::Inbound) {
            const auto sender =
                account.value(message.channel == Channel::Sms ? u"smsSender"_s : u"whatsappSender"_s).toString();
            conversations.touchChannel(tx, conversation, message.channel,
                                       recipient.addressOn(message.channel).value_or(QString()), sender, message.at);
            conversations.messageReceived(tx, conversation, id, message.at, false);
            tx.execute(u"INSERT INTO provider_seen (key, at) VALUES (?, ?)"_s, message.sid, message.at);
        } else {
            conversations.timelineGrew(tx, conversation, id, message.at);
        }
    }
}

void loadSends(store::Tx &tx, const QJsonArray &sends, const QJsonObject &account, const SeedKeys &keys)
{
    for (const auto &row : sends) {
        messaging::SendRow send;
        send.at = keys.ago(row[u"minutesAgo"_s].toDouble());
        send.contactId = find(keys.customers, row[u"recipient"_s][u"customer"_s]);
        send.memberId = find(keys.members, row[u"recipient"_s][u"member"_s]);
        send.jobId = find(keys.jobs, row[u"job"_s]);
        if (const auto recipient = messaging::findRecipient(tx, send.contactId, send.memberId)) {
            send.recipientName = recipient->name;
            send.recipientNumber =
                textOf(row[u"recipient"_s][u"number"_s]).value_or(recipient->phone.value_or(QString()));
        }
        send = addSend(tx, row, send, account);
        messaging::SendRepository().save(tx, send, send.at);
        messaging::SendRepository().setCost(tx, send.id, std::nullopt, priceOf(row));
        noteNotice(tx, send);
    }
}

void settleConversations(store::Tx &tx, const QJsonArray &conversations, const SeedKeys &keys)
{
    for (const auto &value : conversations) {
        const auto id = keys.conversations.value(value[u"customer"_s].toString());
        const auto snoozed = value[u"snoozedMinutesFromNow"_s];
        const bool needsReply = value[u"needsReply"_s].toBool();
        tx.execute(u"UPDATE conversations SET status = ?, handling = ?, handover_reason = ?, assignee_id = ?, "
                   u"needs_reply = ?, unread = ?, "
                   "snoozed_until = ?, waiting_since = CASE WHEN ? = 1 THEN (SELECT MIN(at) FROM messages m WHERE "
                   "m.conversation_id = ? "
                   "AND m.direction = 'inbound' AND m.at > COALESCE((SELECT MAX(at) FROM messages o WHERE "
                   "o.conversation_id = ? "
                   "AND o.direction = 'outbound'), 0)) END, failed = CASE WHEN (SELECT status FROM messages l "
                   "WHERE l.conversation_id = ? AND l.direction = 'outbound' ORDER BY l.at DESC LIMIT 1) IN ('failed', "
                   "'undelivered') "
                   "THEN 1 ELSE 0 END WHERE id = ?"_s,
                   value[u"status"_s].toString(), value[u"handling"_s].toString(), textOf(value[u"handoverReason"_s]),
                   find(keys.members, value[u"assignee"_s]), needsReply, value[u"unread"_s].toInt(),
                   snoozed.isDouble() ? std::optional(keys.ahead(snoozed.toDouble())) : std::nullopt, needsReply, id,
                   id, id, id);
    }
}

} // namespace counterbell
