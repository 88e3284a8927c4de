// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/agent.h"
#include "core/api/budget.h"
#include "core/api/contact.h"
#include "core/api/conversation.h"
#include "core/api/job.h"
#include "core/api/message.h"
#include "core/api/notification.h"
#include "core/api/quick_reply.h"
#include "core/api/send_log.h"
#include "core/api/session.h"
#include "core/api/team.h"
#include "core/api/template.h"
#include "core/api/workspace.h"

namespace counterbell
{

/// A method of CONTRACT 3 as its callers see it: the wire name, its parameters and its result.
template <class P, class R>
struct MethodName {
    using Parameters = P;
    using Result = R;
    QLatin1StringView name;
};

namespace methods
{

#define COUNTERBELL_METHOD(constant, wire, P, ...)                                                                     \
    inline constexpr MethodName<P, __VA_ARGS__> constant                                                               \
    {                                                                                                                  \
        QLatin1StringView(wire)                                                                                        \
    }

COUNTERBELL_METHOD(sessionHello, "session.hello", Hello, HelloResult);
COUNTERBELL_METHOD(sessionLogin, "session.login", Login, Signed);
COUNTERBELL_METHOD(sessionMembers, "session.members", Empty, SignInNames);
COUNTERBELL_METHOD(sessionWhoAmI, "session.whoAmI", Empty, Signed);
COUNTERBELL_METHOD(sessionLogout, "session.logout", Empty, Empty);
COUNTERBELL_METHOD(eventsSubscribe, "events.subscribe", Subscribe, Subscribed);

COUNTERBELL_METHOD(inboxConversations, "inbox.conversations", ConversationsRequest, Page<Conversation>);
COUNTERBELL_METHOD(inboxConversation, "inbox.conversation", ConversationParams, Conversation);
COUNTERBELL_METHOD(inboxCounts, "inbox.counts", Empty, ConversationCounts);
COUNTERBELL_METHOD(inboxMessages, "inbox.messages", MessagesRequest, Page<Message>);
COUNTERBELL_METHOD(inboxSearch, "inbox.search", SearchRequest, Page<SearchHit>);
COUNTERBELL_METHOD(inboxSend, "inbox.send", SendMessage, Message);
COUNTERBELL_METHOD(inboxRetry, "inbox.retry", RetryMessage, Message);
COUNTERBELL_METHOD(inboxAddNote, "inbox.addNote", AddNote, Message);
COUNTERBELL_METHOD(inboxSetDraft, "inbox.setDraft", SetDraft, Conversation);
COUNTERBELL_METHOD(inboxTakeOver, "inbox.takeOver", ConversationParams, Conversation);
COUNTERBELL_METHOD(inboxRelease, "inbox.release", ReleaseConversation, Conversation);
COUNTERBELL_METHOD(inboxAssign, "inbox.assign", AssignConversation, Conversation);
COUNTERBELL_METHOD(inboxMarkRead, "inbox.markRead", ConversationParams, Conversation);
COUNTERBELL_METHOD(inboxNoReplyNeeded, "inbox.noReplyNeeded", ConversationParams, Conversation);
COUNTERBELL_METHOD(inboxClose, "inbox.close", ConversationParams, Conversation);
COUNTERBELL_METHOD(inboxReopen, "inbox.reopen", ConversationParams, Conversation);
COUNTERBELL_METHOD(inboxSnooze, "inbox.snooze", SnoozeConversation, Conversation);
COUNTERBELL_METHOD(inboxOpen, "inbox.open", OpenConversation, Conversation);

COUNTERBELL_METHOD(contactsCreate, "contacts.create", CreateContact, Contact);
COUNTERBELL_METHOD(contactsList, "contacts.list", ContactListRequest, Page<Contact>);
COUNTERBELL_METHOD(contactsGet, "contacts.get", ContactParams, Contact);
COUNTERBELL_METHOD(contactsUpdate, "contacts.update", UpdateContact, Contact);
COUNTERBELL_METHOD(contactsParsePhone, "contacts.parsePhone", ParsePhone, ParsedPhone);
COUNTERBELL_METHOD(consentHistory, "consent.history", ConsentHistoryRequest, Page<ConsentEntry>);
COUNTERBELL_METHOD(consentRecord, "consent.record", RecordConsent, ConsentEntry);

COUNTERBELL_METHOD(jobsList, "jobs.list", JobListRequest, Page<Job>);
COUNTERBELL_METHOD(jobsGet, "jobs.get", JobParams, Job);
COUNTERBELL_METHOD(jobsCreate, "jobs.create", CreateJob, Job);
COUNTERBELL_METHOD(jobsUpdate, "jobs.update", UpdateJob, Job);
COUNTERBELL_METHOD(jobsAssign, "jobs.assign", AssignJob, Job);
COUNTERBELL_METHOD(jobsSetUrgent, "jobs.setUrgent", SetUrgent, Job);
COUNTERBELL_METHOD(jobsSetStatus, "jobs.setStatus", SetJobStatus, Job);
COUNTERBELL_METHOD(jobsUndo, "jobs.undo", JobParams, Job);
COUNTERBELL_METHOD(jobsHistory, "jobs.history", JobHistoryRequest, Page<JobStep>);

COUNTERBELL_METHOD(sendsSendNow, "sends.sendNow", SendParams, Send);
COUNTERBELL_METHOD(sendsCancel, "sends.cancel", SendParams, Send);
COUNTERBELL_METHOD(sendsEdit, "sends.edit", EditSend, Send);
COUNTERBELL_METHOD(sendLogQuery, "sendLog.query", SendLogRequest, Page<Send>);
COUNTERBELL_METHOD(sendLogCounts, "sendLog.counts", SendCountsRequest, SendCounts);
COUNTERBELL_METHOD(sendLogGet, "sendLog.get", SendParams, SendDetail);
COUNTERBELL_METHOD(sendLogExport, "sendLog.export", SendLogRequest, SendLogExport);
COUNTERBELL_METHOD(sendLogRetry, "sendLog.retry", RetrySend, Send);

COUNTERBELL_METHOD(templatesList, "templates.list", TemplateListRequest, Page<Template>);
COUNTERBELL_METHOD(templatesPreview, "templates.preview", PreviewTemplate, TemplatePreview);
COUNTERBELL_METHOD(templatesSync, "templates.sync", Empty, TemplateSyncResult);

COUNTERBELL_METHOD(notificationsGet, "notifications.get", Empty, NotificationSettings);
COUNTERBELL_METHOD(notificationsSet, "notifications.set", SetNotifications, NotificationSettings);
COUNTERBELL_METHOD(teamList, "team.list", ListRequest<Empty>, Members);
COUNTERBELL_METHOD(teamCreate, "team.create", CreateMember, Member);
COUNTERBELL_METHOD(teamUpdate, "team.update", UpdateMember, Member);
COUNTERBELL_METHOD(teamSetPin, "team.setPin", SetPin, Empty);
COUNTERBELL_METHOD(teamSetPersonalOptOut, "team.setPersonalOptOut", SetPersonalOptOut, Member);
COUNTERBELL_METHOD(workspaceGet, "workspace.get", Empty, Workspace);
COUNTERBELL_METHOD(workspaceSet, "workspace.set", SetWorkspace, Workspace);
COUNTERBELL_METHOD(quickRepliesList, "quickReplies.list", Empty, QuickReplies);
COUNTERBELL_METHOD(quickRepliesSet, "quickReplies.set", QuickReplies, QuickReplies);
COUNTERBELL_METHOD(agentGet, "agent.get", Empty, AgentSettings);
COUNTERBELL_METHOD(agentSet, "agent.set", SetAgent, AgentSettings);
COUNTERBELL_METHOD(agentTestReply, "agent.testReply", TestReply, TestReplyResult);
COUNTERBELL_METHOD(budgetsList, "budgets.list", Empty, Budgets);
COUNTERBELL_METHOD(systemHealth, "system.health", Empty, Health);
COUNTERBELL_METHOD(sandboxAdvanceClock, "sandbox.advanceClock", AdvanceClock, ClockState);

#undef COUNTERBELL_METHOD

} // namespace methods

} // namespace counterbell
