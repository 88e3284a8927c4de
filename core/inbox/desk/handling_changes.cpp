// SPDX-License-Identifier: Apache-2.0
#include "core/inbox/desk/handling_changes.h"

#include "core/inbox/message_repository.h"
#include "core/messaging/outbox.h"

namespace counterbell::inbox
{

using namespace Qt::StringLiterals;

Channel lastChannel(store::Connection &db, ConversationId id)
{
    const auto last = MessageRepository().history(db, id, 1);
    return last.empty() ? Channel::Sms : last.back().channel;
}

MessageId addEvent(store::Tx &tx, ConversationId id, const QString &event, const Author &author, const QString &detail,
                   Timestamp now)
{
    NewMessage message;
    message.conversationId = id;
    message.channel = lastChannel(tx, id);
    message.kind = MessageKind::Event;
    message.body = detail;
    message.author = author;
    message.at = now;
    message.event = event;
    const auto added = MessageRepository().add(tx, message);
    tx.changed(store::Topic::ConversationUpdated, id.value);
    return added;
}

std::vector<MessageId> takeOver(store::Tx &tx, const ConversationState &state, const Member &member, Timestamp now)
{
    const ConversationRepository conversations;
    if (state.handling == Handling::Human && state.assigneeId == member.id)
        return {};
    // The version rises before anything else can be read: a turn that ends now queues nothing any more.
    conversations.setHandling(tx, state.id, Handling::Human, std::nullopt);
    conversations.assign(tx, state.id, member.id);
    const auto taken = messaging::Outbox().takeOver(tx, state.id, now);
    if (!taken.cancelledTexts.isEmpty() && state.draft.value_or(QString()).isEmpty())
        conversations.setDraft(tx, state.id, taken.cancelledTexts.join(u'\n'));
    addEvent(tx, state.id, state.handling == Handling::Human ? u"assigned"_s : u"taken_over"_s,
             {AuthorKind::Member, member.name}, member.name, now);
    return taken.inFlight;
}

void release(store::Tx &tx, const ConversationState &state, const Member &member, Timestamp now)
{
    const ConversationRepository conversations;
    conversations.setHandling(tx, state.id, Handling::Ai, std::nullopt);
    conversations.assign(tx, state.id, std::nullopt);
    addEvent(tx, state.id, u"released"_s, {AuthorKind::Member, member.name}, {}, now);
}

void needHuman(store::Tx &tx, ConversationId id, const QString &reason, const Author &author, Timestamp now)
{
    ConversationRepository().setHandling(tx, id, Handling::NeedsHuman, reason);
    addEvent(tx, id, u"needs_human"_s, author, reason, now);
}

} // namespace counterbell::inbox
