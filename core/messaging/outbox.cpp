// SPDX-License-Identifier: Apache-2.0
#include "core/messaging/outbox.h"

#include "core/inbox/conversation_repository.h"
#include "core/inbox/message_repository.h"
#include "core/media/attachment_repository.h"
#include "core/messaging/budget_repository.h"
#include "core/messaging/gate_facts.h"
#include "core/messaging/segments.h"
#include "core/messaging/send_flow.h"

namespace counterbell::messaging
{

using namespace Qt::StringLiterals;

namespace
{

std::optional<Requested> alreadyMade(store::Connection &db, const NewSend &send)
{
    const SendRepository sends;
    std::optional<SendId> id;
    if (send.clientToken)
        id = sends.findByClientToken(db, *send.clientToken);
    if (!id && send.cause)
        id = sends.findByCause(db, *send.cause);
    if (!id)
        return std::nullopt;
    const auto row = sends.find(db, *id);
    Requested known{*id, row->messageId, std::nullopt};
    if (row->state == OutboxState::Refused)
        known.refusal = Error{fromWireName<Reason>(row->reason.value_or(QString()), Reason::Internal), {}};
    return known;
}

SendRow rowOf(const NewSend &send, const std::optional<Recipient> &recipient, Timestamp now)
{
    SendRow row;
    row.at = now;
    row.category = send.category;
    row.contactId = send.contactId;
    row.memberId = send.memberId;
    row.conversationId = send.conversationId;
    row.jobId = send.jobId;
    row.author = send.author;
    row.authorId = send.authorId;
    row.handlingVersion = send.handlingVersion;
    for (const auto id : send.attachments)
        row.media.push_back({id, {}});
    row.dueAt = send.holdUntil.value_or(now);
    row.holdEndsAt = row.dueAt;
    row.state = send.holdUntil ? OutboxState::Held : OutboxState::Queued;
    if (recipient) {
        row.recipientName = recipient->name;
        row.recipientNumber = recipient->phone.value_or(recipient->bsuid.value_or(QString()));
    }
    return row;
}

void takeStep(SendRow &row, const RouteStep &step, const StepFacts &facts)
{
    row.channel = step.channel;
    row.body = step.body;
    row.templateChoice = step.templateChoice;
    row.address = facts.gates.address.value_or(QString());
    row.sender = facts.sender ? facts.sender->number : QString();
}

/// Why this step can't be taken; a route passes over what a single message would be allowed to try.
std::optional<Error> refusalOf(const StepFacts &facts, const std::optional<Recipient> &recipient, bool hasAlternatives)
{
    if (auto refusal = firstRefusal(facts.gates))
        return refusal;
    if (!facts.sender)
        return Error{Reason::ProviderUnreachable, {{u"problem"_s, u"noSender"_s}}};
    const bool isClosed = facts.sender->down.value_or(false) || facts.sender->isPaused(facts.gates.now) ||
                          (recipient && recipient->isUnreachableOn(facts.gates.channel));
    if (hasAlternatives && isClosed)
        return Error{Reason::ProviderUnreachable, {{u"problem"_s, u"channelCannotReach"_s}}};
    return std::nullopt;
}

/// Puts the row on the first viable step of its route; the last step's refusal when there is none.
std::optional<Error> chooseStep(store::Connection &db, SendRow &row, const NewSend &send,
                                const std::optional<Recipient> &recipient, Timestamp now)
{
    const auto &route = send.route;
    std::optional<Error> refusal = Error{Reason::Internal, {{u"problem"_s, u"noRoute"_s}}};
    for (size_t i = 0; i < route.size(); ++i) {
        auto facts = factsFor(db, row, route.at(i), recipient, now);
        facts.gates.isPermitted = send.isPermitted;
        refusal = refusalOf(facts, recipient, i + 1 < route.size());
        takeStep(row, route.at(i), facts);
        if (!refusal) {
            row.nextSteps.assign(route.begin() + qsizetype(i) + 1, route.end());
            return std::nullopt;
        }
    }
    return refusal;
}

MessageId addBubble(store::Tx &tx, const SendRow &row, const NewSend &send, std::optional<int> segments)
{
    inbox::NewMessage message;
    message.conversationId = *row.conversationId;
    message.channel = row.channel;
    message.direction = counterbell::Direction::Outbound;
    message.kind = !row.media.empty()   ? MessageKind::Media
                   : row.templateChoice ? MessageKind::Template
                                        : MessageKind::Text;
    message.body = row.body;
    message.status = shownAs(row.state);
    message.author = row.author;
    message.authorId = row.authorId;
    message.at = row.at;
    message.segments = segments;
    message.sendId = row.id;
    message.clientToken = send.clientToken;
    const auto id = inbox::MessageRepository().add(tx, message);
    const inbox::ConversationRepository conversations;
    const bool isAnswer = row.category == SendCategory::Ai || row.category == SendCategory::Reply;
    conversations.touchChannel(tx, *row.conversationId, row.channel, row.address, row.sender, std::nullopt);
    conversations.messageQueued(tx, *row.conversationId, id, row.at, isAnswer);
    return id;
}

/// The bubble's own files: an upload becomes its, a file of another message is copied.
void attachFiles(store::Tx &tx, SendRow &row)
{
    if (row.media.empty())
        return;
    for (auto &file : row.media)
        file.attachmentId = media::AttachmentRepository().attach(tx, file.attachmentId, *row.messageId).value();
    SendRepository().setHosted(tx, row.id, row.media, std::nullopt);
}

/// A held or queued row, to be changed before it is claimed.
Result<SendRow> unclaimed(store::Connection &db, SendId id, bool mustBeHeld)
{
    const auto row = SendRepository().find(db, id);
    if (!row)
        return refuse(Reason::NotFound, {{u"what"_s, u"send"_s}});
    const bool isHeld = row->state == OutboxState::Held;
    if (isHeld || (!mustBeHeld && row->state == OutboxState::Queued))
        return *row;
    return refuse(Reason::TooLate, {{u"status"_s, QString(wireName(shownAs(row->state)))}});
}

} // namespace

Requested Outbox::request(store::Tx &tx, const NewSend &send, Timestamp now) const
{
    if (const auto known = alreadyMade(tx, send))
        return *known;
    const auto recipient = findRecipient(tx, send.contactId, send.memberId);
    auto row = rowOf(send, recipient, now);
    const auto refusal = chooseStep(tx, row, send, recipient, now);
    const auto parts = billedParts(row.channel, row.body);
    const auto segments = std::optional(parts); // WhatsApp has one, always (FACTS 10)
    const SendRepository sends;
    if (refusal) {
        row.state = OutboxState::Refused;
        row.reason = QString(wireName(refusal->reason));
        row.dueAt.reset();
        row.holdEndsAt.reset();
        // The token stays free: the person may try again once the reason is gone.
        sends.add(tx, row, send.cause, std::nullopt, segments);
        return {row.id, std::nullopt, refusal};
    }
    const BudgetRepository budgets;
    const auto cost = budgets.estimate(tx, row.channel, parts);
    budgets.reserve(tx, u"twilio"_s, cost);
    row.isBudgetReserved = true;
    row.reservedMicros = cost.micros;
    sends.add(tx, row, send.cause, send.clientToken, segments);
    if (row.conversationId) {
        row.messageId = addBubble(tx, row, send, segments);
        attachFiles(tx, row);
        sends.save(tx, row, now);
    }
    return {row.id, row.messageId, std::nullopt};
}

Result<> Outbox::cancel(store::Tx &tx, SendId id, Timestamp now) const
{
    if (auto inReview = SendRepository().find(tx, id); inReview && inReview->state == OutboxState::NeedsReview) {
        SendFlow().advance(tx, *inReview, OutboxFact::UserCancelled, now);
        return {};
    }
    auto row = unclaimed(tx, id, false);
    if (!row)
        return tl::unexpected(row.error());
    SendFlow().advance(tx, *row, OutboxFact::UserCancelled, now);
    return {};
}

Result<> Outbox::sendNow(store::Tx &tx, SendId id, Timestamp now) const
{
    auto row = unclaimed(tx, id, true);
    if (!row)
        return tl::unexpected(row.error());
    row->dueAt = now;
    row->holdEndsAt = now;
    SendFlow().advance(tx, *row, OutboxFact::HoldEnded, now);
    return {};
}

Result<> Outbox::edit(store::Tx &tx, SendId id, const QString &body, Timestamp now) const
{
    auto row = unclaimed(tx, id, true);
    if (!row)
        return tl::unexpected(row.error());
    if (row->templateChoice)
        return counterbell::refuse(Reason::InvalidArgument,
                                   {{u"argument"_s, u"body"_s}, {u"problem"_s, u"template"_s}});
    GateFacts facts;
    facts.channel = row->channel;
    facts.media.resize(row->media.size());
    facts.body = body;
    if (const auto refusal = gateLength(facts))
        return tl::unexpected(*refusal);
    row->body = body;
    // What a person has corrected must not go out uncorrected by a later step; a template can't be corrected.
    std::erase_if(row->nextSteps, [](const RouteStep &step) { return step.templateChoice.has_value(); });
    for (auto &step : row->nextSteps)
        step.body = body;
    SendFlow().show(tx, *row, now);
    if (row->channel == Channel::Sms)
        SendRepository().setCost(tx, id, billedParts(row->channel, body), std::nullopt);
    return {};
}

Outbox::TakenOver Outbox::takeOver(store::Tx &tx, ConversationId conversation, Timestamp now) const
{
    const SendRepository sends;
    const AttemptRepository attempts;
    const SendFlow flow;
    TakenOver result;
    for (const auto id : sends.unfinishedAiReplies(tx, conversation)) {
        auto row = sends.find(tx, id).value();
        const bool isWaiting = row.state == OutboxState::Held || row.state == OutboxState::Queued;
        if (isWaiting) {
            row.reason = u"takenOver"_s;
            result.cancelledTexts << row.body;
        }
        flow.advance(tx, row, OutboxFact::TakenOver, now);
        if (row.state == OutboxState::Barred) {
            if (auto attempt = attempts.lastOf(tx, id)) {
                attempt->state = AttemptState::Barred;
                attempts.save(tx, *attempt);
            }
        } else if (row.state == OutboxState::Sending && row.messageId) {
            result.inFlight.push_back(*row.messageId);
        }
    }
    return result;
}

} // namespace counterbell::messaging
