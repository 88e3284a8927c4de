// SPDX-License-Identifier: Apache-2.0
#include "ui/inbox/view_counts.h"

namespace counterbell::ui
{

using namespace std::chrono_literals;

ViewCounts::ViewCounts(CoreClient &client, QObject *parent) : QObject(parent), m_client(client)
{
    // Started by the first change and not again by those after it: a busy shop is counted often enough, too.
    m_soon.setSingleShot(true);
    m_soon.setInterval(100ms);
    connect(&m_soon, &QTimer::timeout, this, &ViewCounts::ask);
    const auto stale = [this] {
        if (m_isAsking)
            m_isStale = true;
        else if (!m_soon.isActive())
            m_soon.start();
    };
    connect(&client, &CoreClient::conversationUpdated, this, stale);
    connect(&client, &CoreClient::conversationGone, this, stale);
    connect(&client, &CoreClient::resynced, this, stale);
    connect(&client, &CoreClient::whoChanged, this, stale);
    if (client.connection() == Connection::Online)
        ask();
}

std::optional<int> ViewCounts::of(ConversationView view) const
{
    return m_counts ? std::optional((*m_counts).*countOf(view)) : std::nullopt;
}

void ViewCounts::ask()
{
    m_isAsking = true;
    m_isStale = false;
    m_client.call(methods::inboxCounts, {}, this, [this](Result<ConversationCounts> counts) {
        m_isAsking = false;
        if (m_isStale)
            m_soon.start();
        if (counts && m_counts != *counts) {
            m_counts = *counts;
            Q_EMIT changed();
        }
    });
}

} // namespace counterbell::ui
