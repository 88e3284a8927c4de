// SPDX-License-Identifier: Apache-2.0
#include "ui/inbox/remembered_place.h"

#include <QJsonObject>

using namespace Qt::StringLiterals;

namespace counterbell::ui
{

namespace
{

constexpr qsizetype kMostMembers = 100;

/// "live/2": a member of a shop.
QString keyOf(const CoreClient &client)
{
    const auto &who = client.who();
    if (!who)
        return {};
    const auto shop = client.core() ? QString(wireName(client.core()->kind)) : QString();
    return shop + u'/' + who->member.id.toString();
}

} // namespace

std::optional<InboxPlace> RememberedPlaces::place(const CoreClient &client) const
{
    const auto key = keyOf(client);
    if (key.isEmpty())
        return std::nullopt;
    const auto places = m_file.read();
    for (const auto &item : places) {
        if (item["who"_L1].toString() != key)
            continue;
        return InboxPlace{fromWireName(item["view"_L1].toString(), ConversationView::NeedsYou),
                          ConversationId{item["conversationId"_L1].toString().toLongLong()}};
    }
    return std::nullopt;
}

void RememberedPlaces::remember(const CoreClient &client, const InboxPlace &place)
{
    const auto key = keyOf(client);
    if (key.isEmpty() || this->place(client) == place)
        return;
    QJsonArray kept{QJsonObject{{u"who"_s, key},
                                {u"view"_s, QString(wireName(place.view))},
                                {u"conversationId"_s, place.conversation.toString()}}};
    const auto places = m_file.read();
    for (const auto &item : places) {
        if (item["who"_L1].toString() != key && kept.size() < kMostMembers)
            kept.append(item);
    }
    m_file.write(kept);
}

} // namespace counterbell::ui
