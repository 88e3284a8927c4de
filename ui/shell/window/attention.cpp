// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/window/attention.h"

#include "ui/shell/window/notices.h"

using namespace std::chrono_literals;

namespace counterbell::ui
{

bool callsFor(const Conversation &conversation, const Member &me, Timestamp now)
{
    const auto &last = conversation.lastMessage;
    if (!conversation.needsReply || !last || last->direction != Direction::Inbound || now - last->at > 10min)
        return false;
    if (conversation.handling == Handling::NeedsHuman)
        return true;
    return conversation.handling == Handling::Human && (!conversation.assignee || conversation.assignee->id == me.id);
}

Attention::Attention(CoreClient &client, Notices &notices, QWidget &window)
    : QObject(&window), m_client(client), m_notices(notices), m_window(window)
{
    connect(&client, &CoreClient::conversationUpdated, this, &Attention::look);
    connect(&client, &CoreClient::whoChanged, this, [this] { m_told.clear(); });
}

void Attention::look(const Conversation &conversation)
{
    const auto &who = m_client.who();
    if (!who || !callsFor(conversation, who->member, m_client.now()))
        return;
    const auto newest = conversation.lastMessage->id;
    if (std::exchange(m_told[conversation.id], newest) == newest || m_window.isActiveWindow())
        return;
    const auto text = conversation.lastMessage->channel == Channel::Whatsapp ? tr("New message on WhatsApp")
                                                                             : tr("New message by SMS");
    m_notices.notify(conversation.contact.name, text, [this, id = conversation.id] { Q_EMIT openConversation(id); });
}

} // namespace counterbell::ui
