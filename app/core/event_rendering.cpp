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

QJsonObject render(store::Tx &tx, store::Topic topic, qint64 id, const QString &key)
{
    using store::Topic;
    switch (topic) {
    case Topic::ConversationUpdated:
        return jsonOf(inbox::viewConversation(tx, ConversationId{id}));
    case Topic::MessageAdded:
    case Topic::MessageUpdated:
        return jsonOf(inbox::MessageRepository().find(tx, MessageId{id}));
    case Topic::ContactUpdated:
        return jsonOf(contacts::ContactRepository().find(tx, ContactId{id}));
    case Topic::JobUpdated:
        return jsonOf(jobs::JobRepository().find(tx, JobId{id}));
    case Topic::SendUpdated:
        return jsonOf(messaging::SendLogRepository().find(tx, SendId{id}));
    case Topic::TemplateUpdated:
        return jsonOf(messaging::TemplateRepository().find(tx, key));
    case Topic::TeamUpdated:
        return jsonOf(team::MemberRepository().find(tx, MemberId{id}));
    case Topic::SettingsUpdated:
    case Topic::HealthChanged:
    case Topic::PresenceChanged:
    case Topic::SetupChanged:
        return {}; // these say all themselves
    }
    return {};
}

} // namespace

store::EventRenderer eventRenderer()
{
    return render;
}

} // namespace counterbell
