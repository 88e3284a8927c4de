// SPDX-License-Identifier: Apache-2.0
#include "app/core/event_rendering.h"

#include "core/contacts/contact_repository.h"
#include "core/inbox/desk/conversation_view.h"
#include "core/inbox/message_repository.h"
#include "core/jobs/job_repository.h"
#include "core/messaging/send_log_repository.h"
#include "core/messaging/template_repository.h"
#include "core/team/member_repository.h"

namespace counterbell
{

namespace
{

template <class T>
QJsonObject jsonOf(const std::optional<T> &value)
{
    return value ? toJson(*value) : QJsonObject{};
}

/// The rows that are asked for most, read together.
struct Together {
    std::map<ConversationId, Conversation> conversations;
    std::map<MessageId, Message> messages;
    std::map<ContactId, Contact> contacts;
};

Together readTogether(store::Tx &tx, const std::vector<store::Change> &changes)
{
    std::vector<ConversationId> conversations;
    std::vector<MessageId> messages;
    std::vector<ContactId> contacts;
    for (const auto &change : changes) {
        if (change.topic == store::Topic::ConversationUpdated)
            conversations.push_back({change.id});
        else if (change.topic == store::Topic::MessageAdded || change.topic == store::Topic::MessageUpdated)
            messages.push_back({change.id});
        else if (change.topic == store::Topic::ContactUpdated)
            contacts.push_back({change.id});
    }
    Together together;
    for (auto &conversation : inbox::viewConversations(tx, conversations))
        together.conversations.emplace(conversation.id, std::move(conversation));
    together.messages = inbox::MessageRepository().find(tx, messages);
    together.contacts = contacts::ContactRepository().find(tx, contacts);
    return together;
}

template <class I, class T>
QJsonObject jsonOf(const std::map<I, T> &rows, qint64 id)
{
    const auto found = rows.find(I{id});
    return found == rows.end() ? QJsonObject{} : toJson(found->second);
}

QJsonObject stateOf(store::Tx &tx, const store::Change &change, const Together &together)
{
    using store::Topic;
    switch (change.topic) {
    case Topic::ConversationUpdated:
        return jsonOf(together.conversations, change.id);
    case Topic::MessageAdded:
    case Topic::MessageUpdated:
        return jsonOf(together.messages, change.id);
    case Topic::ContactUpdated:
        return jsonOf(together.contacts, change.id);
    case Topic::JobUpdated:
        return jsonOf(jobs::JobRepository().find(tx, JobId{change.id}));
    case Topic::SendUpdated:
        return jsonOf(messaging::SendLogRepository().find(tx, SendId{change.id}));
    case Topic::TemplateUpdated:
        return jsonOf(messaging::TemplateRepository().find(tx, change.key));
    case Topic::TeamUpdated:
        return jsonOf(team::MemberRepository().find(tx, MemberId{change.id}));
    case Topic::SettingsUpdated:
    case Topic::HealthChanged:
    case Topic::PresenceChanged:
    case Topic::SetupChanged:
        return {}; // these say all themselves
    }
    return {};
}

std::vector<QJsonObject> render(store::Tx &tx, const std::vector<store::Change> &changes)
{
    const auto together = readTogether(tx, changes);
    std::vector<QJsonObject> states;
    states.reserve(changes.size());
    for (const auto &change : changes)
        states.push_back(stateOf(tx, change, together));
    return states;
}

} // namespace

store::EventRenderer eventRenderer()
{
    return render;
}

} // namespace counterbell
