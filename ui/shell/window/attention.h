// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/client/core_client.h"

#include <QHash>

namespace counterbell::ui
{

class Notices;

/// Whether a conversation's newest message calls for this member now: a customer wrote within the last 10 minutes
/// (older ones are the list's business, DESIGN 5.3), nobody has answered, and it is theirs, nobody's, or was handed
/// over by the AI.
[[nodiscard]] bool callsFor(const Conversation &conversation, const Member &me, Timestamp now);

/// Tells the desktop what needs whoever is signed in, once for each message, and never while the window is in front.
/// The words name the person and the channel, not the message: the screen may face the customers.
class Attention : public QObject
{
    Q_OBJECT

public:
    Attention(CoreClient &client, Notices &notices, QWidget &window);

Q_SIGNALS:
    void openConversation(const counterbell::ConversationId &id);

private:
    void look(const Conversation &conversation);

    CoreClient &m_client;
    Notices &m_notices;
    QWidget &m_window;
    QHash<ConversationId, MessageId> m_told;
};

} // namespace counterbell::ui
