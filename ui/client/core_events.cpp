// SPDX-License-Identifier: Apache-2.0
#include "ui/client/core_events.h"

#include <QLoggingCategory>

using namespace Qt::StringLiterals;

Q_LOGGING_CATEGORY(lcEvents, "counterbell.client.events", QtInfoMsg)

namespace counterbell::ui
{

namespace
{

template <class T>
bool emitAs(CoreClient &client, void (CoreClient::*signal)(const T &), const QString &name, const QJsonValue &data)
{
    T value;
    JsonProblem problem;
    problem.passesOverUnknown = true;
    if (!Json<T>::read(data, value, problem)) {
        qCWarning(lcEvents, "%s can't be read: %s %s", qUtf8Printable(name), qUtf8Printable(problem.path),
                  qUtf8Printable(problem.problem));
        return false;
    }
    Q_EMIT(client.*signal)(value);
    return true;
}

bool isGone(const QJsonObject &data)
{
    return data.value("erased"_L1).toBool() || data.contains("joinedInto"_L1);
}

} // namespace

bool emitEvent(CoreClient &client, const QString &name, const QJsonObject &data)
{
    // A row that was deleted since is rendered empty; what deleted it said so in an event of its own.
    if (data.isEmpty() && name != "team.updated"_L1)
        return true;
    if (name == "conversation.updated"_L1)
        return isGone(data) ? emitAs(client, &CoreClient::conversationGone, name, data["id"_L1])
                            : emitAs(client, &CoreClient::conversationUpdated, name, data);
    if (name == "contact.updated"_L1)
        return isGone(data) ? emitAs(client, &CoreClient::contactGone, name, data["id"_L1])
                            : emitAs(client, &CoreClient::contactUpdated, name, data);
    if (name == "message.added"_L1)
        return emitAs(client, &CoreClient::messageAdded, name, data);
    if (name == "message.updated"_L1)
        return emitAs(client, &CoreClient::messageUpdated, name, data);
    if (name == "job.updated"_L1)
        return emitAs(client, &CoreClient::jobUpdated, name, data);
    if (name == "send.updated"_L1)
        return emitAs(client, &CoreClient::sendUpdated, name, data);
    if (name == "template.updated"_L1)
        return emitAs(client, &CoreClient::templateUpdated, name, data);
    if (name == "health.changed"_L1)
        return emitAs(client, &CoreClient::healthChanged, name, data);
    if (name == "settings.updated"_L1)
        return emitAs(client, &CoreClient::settingsUpdated, name, data["group"_L1]);
    if (name == "team.updated"_L1) {
        Q_EMIT client.teamUpdated();
        return true;
    }
    return true;
}

} // namespace counterbell::ui
