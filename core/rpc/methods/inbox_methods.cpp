// SPDX-License-Identifier: Apache-2.0
#include "core/rpc/methods/inbox_methods.h"

#include "core/inbox/desk/inbox_service.h"
#include "core/rpc/method_registry.h"

namespace counterbell::rpc
{

using namespace Qt::StringLiterals;

namespace
{

void addReading(MethodRegistry &registry, inbox::InboxService &inbox)
{
    registry.add<ConversationsRequest, Page<Conversation>>(
        "inbox.conversations"_L1, "A list of conversations, by view and filter"_L1, Permission::All,
        [&inbox](Caller caller, ConversationsRequest p) { return inbox.conversations(*caller.member, std::move(p)); });
    registry.add<Empty, ConversationCounts>(
        "inbox.counts"_L1, "How many conversations each view has, counted up to 1,000"_L1, Permission::All,
        [&inbox](Caller caller, Empty) { return inbox.counts(*caller.member); });
    registry.add<ConversationParams, Conversation>(
        "inbox.conversation"_L1, "One conversation"_L1, Permission::All,
        [&inbox](Caller, ConversationParams p) { return inbox.conversation(p.conversationId); });
    registry.add<MessagesRequest, Page<Message>>(
        "inbox.messages"_L1, "A conversation's timeline, newest first"_L1, Permission::All,
        [&inbox](Caller, MessagesRequest p) { return inbox.messages(std::move(p)); });
    registry.add<SearchRequest, Page<SearchHit>>(
        "inbox.search"_L1, "Messages that hold all these words, newest first"_L1, Permission::All,
        [&inbox](Caller, SearchRequest p) { return inbox.search(std::move(p)); });
}

void addWriting(MethodRegistry &registry, inbox::InboxService &inbox)
{
    registry.add<SendMessage, Message>(
        "inbox.send"_L1, "Sends a text, files or a template; takes the conversation over by itself"_L1,
        Permission::AgentUpOrAssignedStaff,
        [&inbox](Caller caller, SendMessage p) { return inbox.send(*caller.member, std::move(p)); });
    registry.add<RetryMessage, Message>(
        "inbox.retry"_L1, "Sends a failed message again"_L1, Permission::AgentUp,
        [&inbox](Caller caller, RetryMessage p) { return inbox.retry(*caller.member, p); });
    registry.add<AddNote, Message>(
        "inbox.addNote"_L1, "Adds a note that only the team sees"_L1, Permission::All,
        [&inbox](Caller caller, AddNote p) { return inbox.addNote(*caller.member, std::move(p)); });
    registry.add<SetDraft, Conversation>("inbox.setDraft"_L1, "Keeps what is typed and unsent"_L1, Permission::AgentUp,
                                         [&inbox](Caller, SetDraft p) { return inbox.setDraft(std::move(p)); });
}

void addHandling(MethodRegistry &registry, inbox::InboxService &inbox)
{
    registry.add<ConversationParams, Conversation>(
        "inbox.takeOver"_L1, "A person answers from now on; the AI sends nothing more"_L1, Permission::AgentUp,
        [&inbox](Caller caller, ConversationParams p) { return inbox.takeOver(*caller.member, p.conversationId); });
    registry.add<ReleaseConversation, Conversation>(
        "inbox.release"_L1, "Hands back to the AI, which answers the next message, or at once"_L1, Permission::AgentUp,
        [&inbox](Caller caller, ReleaseConversation p) { return inbox.release(*caller.member, p); });
    registry.add<AssignConversation, Conversation>(
        "inbox.assign"_L1, "Gives the conversation to a member, or to nobody"_L1, Permission::AgentUp,
        [&inbox](Caller caller, AssignConversation p) { return inbox.assign(*caller.member, p); });
}

void addState(MethodRegistry &registry, inbox::InboxService &inbox)
{
    registry.add<ConversationParams, Conversation>(
        "inbox.markRead"_L1, "Nothing in it is unread any more"_L1, Permission::AgentUp,
        [&inbox](Caller, ConversationParams p) { return inbox.markRead(p.conversationId); });
    registry.add<ConversationParams, Conversation>("inbox.noReplyNeeded"_L1, "The customer waits for no answer"_L1,
                                                   Permission::AgentUp, [&inbox](Caller caller, ConversationParams p) {
                                                       return inbox.noReplyNeeded(*caller.member, p.conversationId);
                                                   });
    registry.add<ConversationParams, Conversation>(
        "inbox.close"_L1, "Closes the conversation until the customer writes again"_L1, Permission::AgentUp,
        [&inbox](Caller caller, ConversationParams p) {
            return inbox.setStatus(*caller.member, p.conversationId, ConversationStatus::Closed, std::nullopt);
        });
    registry.add<ConversationParams, Conversation>("inbox.reopen"_L1, "Opens a closed or snoozed conversation"_L1,
                                                   Permission::AgentUp, [&inbox](Caller caller, ConversationParams p) {
                                                       return inbox.setStatus(*caller.member, p.conversationId,
                                                                              ConversationStatus::Open, std::nullopt);
                                                   });
    registry.add<SnoozeConversation, Conversation>(
        "inbox.snooze"_L1, "Puts it away until then, or until the customer writes"_L1, Permission::AgentUp,
        [&inbox](Caller caller, SnoozeConversation p) {
            return inbox.setStatus(*caller.member, p.conversationId, ConversationStatus::Snoozed, p.until);
        });
    registry.add<OpenConversation, Conversation>(
        "inbox.open"_L1, "The customer's conversation, made when there is none"_L1, Permission::AgentUp,
        [&inbox](Caller, OpenConversation p) { return inbox.open(p.contactId); });
}

} // namespace

void addInboxMethods(MethodRegistry &registry, inbox::InboxService &inbox)
{
    addReading(registry, inbox);
    addWriting(registry, inbox);
    addHandling(registry, inbox);
    addState(registry, inbox);
}

} // namespace counterbell::rpc
