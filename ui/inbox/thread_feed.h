// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/client/core_client.h"
#include "ui/inbox/thread_model.h"

namespace counterbell::ui
{

/// Fills a ThreadModel from the core: pages by key towards older and, after the newest were dropped, back towards
/// newer; and events as they come. At most some eight pages are held, however long the conversation is.
///
/// Events flow before any page is asked for, and what an event said while a page was on its way is newer than that
/// page: it stays.
class ThreadFeed : public QObject
{
    Q_OBJECT

public:
    ThreadFeed(CoreClient &client, ThreadModel &model, QObject *parent = nullptr);

    void open(ConversationId id);
    [[nodiscard]] ConversationId conversation() const { return m_conversation; }
    /// The first page is on its way.
    [[nodiscard]] bool isOpening() const { return m_isOpening; }
    [[nodiscard]] bool hasOlder() const { return !m_isOpening && m_last + 1 < int(m_pages.size()); }
    [[nodiscard]] bool hasNewer() const { return m_first > 0; }

public Q_SLOTS:
    void fetchOlder();
    void fetchNewer();
    /// Back to the newest page, dropping what is held.
    void showNewest();

Q_SIGNALS:
    void opened();
    /// The first page could not be read.
    void openingFailed(const counterbell::Error &error);
    /// A message arrived while the newest ones are not held.
    void newerArrived();
    void messageArrived(const counterbell::Message &message);

private:
    /// A page begins after `before` (the newest one has none) and ends with `oldest`.
    struct PageMark {
        std::optional<QString> before;
        std::optional<Message> oldest;
    };
    void ask(int page, int limit);
    void take(int page, counterbell::Page<Message> answer);
    void takeNewest(counterbell::Page<Message> answer);
    /// A page as it is by now: what events said while it was on its way is newer.
    [[nodiscard]] std::vector<Message> current(std::vector<Message> items) const;
    void trim(bool fromNewest);
    void refresh();
    void handleAdded(const Message &message);
    void handleUpdated(const Message &message);

    CoreClient &m_client;
    ThreadModel &m_model;
    ConversationId m_conversation;
    std::vector<PageMark> m_pages;
    int m_first = 0;   ///< the newest page that is held
    int m_last = 0;    ///< the oldest one
    int m_opening = 0; ///< counts open(): answers to an earlier one are dropped
    bool m_isOpening = false;
    int m_inFlight = 0;
    QSet<int> m_asked;
    QHash<MessageId, Message> m_touched; ///< what events said while pages are on their way
    int m_missed = 0;                    ///< arrived while the newest page is not held
};

} // namespace counterbell::ui
