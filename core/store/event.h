// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/clock.h"
#include "core/api/enums.h"

#include <QJsonObject>

#include <optional>

namespace counterbell::store
{

/// What an event is about; the wire names are CONTRACT 3's event names.
enum class Topic {
    ConversationUpdated,
    MessageAdded,
    MessageUpdated,
    ContactUpdated,
    JobUpdated,
    SendUpdated,
    TemplateUpdated,
    SettingsUpdated,
    TeamUpdated,
    HealthChanged,
    PresenceChanged,
    SetupChanged, ///< between the cores of one database; consoles aren't told (setup_change.h)
};

/// What a job changed: a row of a topic, or an event that says all itself.
struct Change {
    Topic topic;
    qint64 id = 0;
    QString key; ///< in place of the id for templates, whose key is a sid
    std::optional<QJsonObject> data = {};
};

/// One line of the event log. `seq` rises with the commits.
struct Event {
    qint64 seq = 0;
    QString name;
    QJsonObject data;
};

} // namespace counterbell::store

COUNTERBELL_WIRE_NAMES(counterbell::store::Topic,
                       {counterbell::store::Topic::ConversationUpdated, QLatin1StringView("conversation.updated")},
                       {counterbell::store::Topic::MessageAdded, QLatin1StringView("message.added")},
                       {counterbell::store::Topic::MessageUpdated, QLatin1StringView("message.updated")},
                       {counterbell::store::Topic::ContactUpdated, QLatin1StringView("contact.updated")},
                       {counterbell::store::Topic::JobUpdated, QLatin1StringView("job.updated")},
                       {counterbell::store::Topic::SendUpdated, QLatin1StringView("send.updated")},
                       {counterbell::store::Topic::TemplateUpdated, QLatin1StringView("template.updated")},
                       {counterbell::store::Topic::SettingsUpdated, QLatin1StringView("settings.updated")},
                       {counterbell::store::Topic::TeamUpdated, QLatin1StringView("team.updated")},
                       {counterbell::store::Topic::HealthChanged, QLatin1StringView("health.changed")},
                       {counterbell::store::Topic::PresenceChanged, QLatin1StringView("presence.changed")},
                       {counterbell::store::Topic::SetupChanged, QLatin1StringView("setup.changed")})
