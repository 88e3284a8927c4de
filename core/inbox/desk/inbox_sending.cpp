// SPDX-License-Identifier: Apache-2.0
#include "core/inbox/desk/handling_changes.h"
#include "core/inbox/desk/inbox_service.h"
#include "core/inbox/message_repository.h"
#include "core/media/attachment_repository.h"
#include "core/messaging/outbox.h"
#include "core/messaging/retries.h"
#include "core/messaging/send_repository.h"
#include "core/messaging/template_repository.h"
#include "core/messaging/template_rules.h"

#include <set>

namespace counterbell::inbox
{

using namespace Qt::StringLiterals;

namespace
{

constexpr int kLongestHold = 24 * 3600;
constexpr qsizetype kLongestToken = 100;
constexpr qsizetype kLongestNote = 10'000;
constexpr size_t kMostFiles = 10;

Error argument(const QString &name, const QString &problem)
{
    return Error{Reason::InvalidArgument, {{u"argument"_s, name}, {u"problem"_s, problem}}};
}

/// What can be said without looking at any row.
std::optional<Error> problemOf(const SendMessage &request)
{
    const auto files = request.attachmentIds.value_or(std::vector<AttachmentId>{});
    const bool isFileAlone = !files.empty() && !request.body && !request.templateChoice;
    if (request.body.has_value() == request.templateChoice.has_value() && !isFileAlone)
        return argument(u"body"_s, u"bodyOrTemplate"_s);
    if (request.body && request.body->trimmed().isEmpty() && files.empty())
        return argument(u"body"_s, u"empty"_s);
    if (files.size() > kMostFiles || std::set(files.begin(), files.end()).size() != files.size())
        return Error{Reason::MediaNotAllowed, {{u"problem"_s, u"count"_s}}};
    if (request.holdSeconds && (*request.holdSeconds < 0 || *request.holdSeconds > kLongestHold))
        return argument(u"holdSeconds"_s, u"range"_s);
    if (request.clientToken && (request.clientToken->isEmpty() || request.clientToken->size() > kLongestToken))
        return argument(u"clientToken"_s, u"length"_s);
    return std::nullopt;
}

messaging::RouteStep stepOf(store::Connection &db, Channel channel, const QString &body,
                            const std::optional<TemplateChoice> &choice)
{
    messaging::RouteStep step{channel, body, choice};
    if (choice) {
        if (const auto known = messaging::TemplateRepository().find(db, choice->sid))
            step.body = messaging::renderTemplate(known->body, choice->variables);
    }
    return step;
}

/// Files are sent by who uploaded them, once.
std::optional<Error> problemOf(store::Connection &db, const Member &me, const std::vector<AttachmentId> &files)
{
    for (const auto id : files) {
        const auto row = media::AttachmentRepository().find(db, id);
        if (!row || row->uploadedBy != me.id)
            return Error{Reason::NotFound, {{u"what"_s, u"attachment"_s}}};
        const bool isStored = row->shown.state == AttachmentState::Stored;
        if (row->messageId || !isStored)
            return Error{Reason::Conflict, {{u"problem"_s, row->messageId ? u"alreadySent"_s : u"notUploaded"_s}}};
    }
    return std::nullopt;
}

bool maySend(const Member &me, const ConversationState &state)
{
    return me.role != Role::Staff || state.assigneeId == me.id;
}

/// One road for both ways to send: request, then take over, since whoever sends by hand has taken over (DESIGN 7).
/// `isTyped`: it was what the draft held, and not an older message again.
Result<Message> sendFrom(store::Tx &tx, const Member &me, ConversationState state, messaging::NewSend send,
                         bool isTyped, Timestamp now)
{
    send.contactId = state.contactId;
    send.memberId = state.memberId;
    send.conversationId = state.id;
    send.author = {AuthorKind::Member, me.name};
    send.authorId = me.id;
    const auto requested = messaging::Outbox().request(tx, send, now);
    if (requested.refusal) {
        tx.keepOnError();
        return tl::unexpected(*requested.refusal);
    }
    // What was typed is sent; then a cancelled AI reply may become the next draft.
    if (isTyped) {
        ConversationRepository().setDraft(tx, state.id, {});
        state.draft.reset();
    }
    const bool isAlone = state.handling == Handling::Human && state.assigneeId;
    if (state.contactId && !isAlone)
        std::ignore = takeOver(tx, state, me, now);
    return MessageRepository().find(tx, requested.messageId.value()).value();
}

Result<Message> bubbleOf(store::Connection &db, const messaging::SendRow &send)
{
    const auto message = send.messageId ? MessageRepository().find(db, *send.messageId) : std::nullopt;
    if (!message)
        return refuse(Reason::NotFound, {{u"what"_s, u"message"_s}});
    return *message;
}

} // namespace

QCoro::Task<Result<Message>> InboxService::send(Member me, SendMessage request)
{
    if (const auto problem = problemOf(request))
        co_return tl::unexpected(*problem);
    const auto now = m_clock.now();
    auto answer = m_store.write([=](store::Tx &tx) -> Result<Message> {
        const auto state = ConversationRepository().state(tx, request.conversationId);
        if (!state)
            return refuse(Reason::NotFound, {{u"what"_s, u"conversation"_s}});
        const bool isPermitted = maySend(me, *state);
        const auto known =
            request.clientToken ? MessageRepository().findByClientToken(tx, *request.clientToken) : std::nullopt;
        if (known && isPermitted)
            return MessageRepository().find(tx, *known).value();
        messaging::NewSend send;
        send.attachments = request.attachmentIds.value_or(std::vector<AttachmentId>{});
        if (const auto problem = problemOf(tx, me, send.attachments); problem && isPermitted)
            return tl::unexpected(*problem);
        send.category = SendCategory::Reply;
        send.isPermitted = isPermitted;
        send.route = {stepOf(tx, request.channel, request.body.value_or(QString()), request.templateChoice)};
        if (isPermitted)
            send.clientToken = request.clientToken;
        if (request.holdSeconds && *request.holdSeconds > 0)
            send.holdUntil = now + std::chrono::seconds(*request.holdSeconds);
        return sendFrom(tx, me, *state, std::move(send), !request.templateChoice, now);
    });
    co_return co_await std::move(answer);
}

QCoro::Task<Result<Message>> InboxService::retry(Member me, RetryMessage request)
{
    const auto now = m_clock.now();
    auto answer = m_store.write([=](store::Tx &tx) -> Result<Message> {
        const auto message = MessageRepository().find(tx, request.messageId);
        const auto original =
            message && message->sendId ? messaging::SendRepository().find(tx, *message->sendId) : std::nullopt;
        const auto state = message ? ConversationRepository().state(tx, message->conversationId) : std::nullopt;
        if (!original || !state)
            return refuse(Reason::NotFound, {{u"what"_s, u"message"_s}});
        const auto status = message->status;
        const bool isInReview = original->state == messaging::OutboxState::NeedsReview;
        if (status != DeliveryStatus::Failed && status != DeliveryStatus::Undelivered &&
            status != DeliveryStatus::Cancelled && !isInReview)
            return refuse(Reason::Conflict, {{u"problem"_s, u"notFailed"_s}, {u"status"_s, QString(wireName(status))}});
        // A notice is taken back together with its occasion: only that can tell anew.
        const bool isNotice = original->category != SendCategory::Reply && original->category != SendCategory::Ai;
        if (isNotice && status == DeliveryStatus::Cancelled)
            return refuse(Reason::Conflict, {{u"problem"_s, u"takenBack"_s}});
        const auto before = messaging::retryOf(tx, original->id);
        if (before.standing)
            return bubbleOf(tx, *before.standing);
        const auto channel = request.channel.value_or(original->channel);
        const bool isTemplate = original->templateChoice && channel == Channel::Whatsapp;
        messaging::NewSend send;
        send.category = original->category == SendCategory::Ai ? SendCategory::Reply : original->category;
        send.cause = before.cause;
        send.jobId = original->jobId;
        for (const auto &file : original->media)
            send.attachments.push_back(file.attachmentId);
        send.route = {stepOf(tx, channel, message->body, isTemplate ? original->templateChoice : std::nullopt)};
        auto again = sendFrom(tx, me, *state, std::move(send), false, now);
        if (again)
            ConversationRepository().setFailed(tx, state->id, false);
        if (again && isInReview) // the person has decided
            std::ignore = messaging::Outbox().cancel(tx, original->id, now);
        return again;
    });
    co_return co_await std::move(answer);
}

QCoro::Task<Result<Message>> InboxService::addNote(Member me, AddNote request)
{
    const auto now = m_clock.now();
    if (request.body.trimmed().isEmpty())
        co_return tl::unexpected(argument(u"body"_s, u"empty"_s));
    if (request.body.size() > kLongestNote)
        co_return refuse(Reason::TextTooLong, {{u"length"_s, request.body.size()}, {u"maximum"_s, kLongestNote}});
    auto answer = m_store.write([=](store::Tx &tx) -> Result<Message> {
        if (!ConversationRepository().state(tx, request.conversationId))
            return refuse(Reason::NotFound, {{u"what"_s, u"conversation"_s}});
        NewMessage note;
        note.conversationId = request.conversationId;
        note.channel = lastChannel(tx, request.conversationId);
        note.kind = MessageKind::Note;
        note.body = request.body;
        note.author = {AuthorKind::Member, me.name};
        note.authorId = me.id;
        note.at = now;
        const MessageRepository messages;
        const auto id = messages.add(tx, note);
        ConversationRepository().timelineGrew(tx, request.conversationId, id, now);
        return messages.find(tx, id).value();
    });
    co_return co_await std::move(answer);
}

} // namespace counterbell::inbox
