// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/client/core_client.h"
#include "ui/inbox/remembered_place.h"
#include "ui/shell/page.h"

class QPushButton;
class QStackedLayout;

namespace counterbell::ui
{

class ContextPane;
class ConversationList;
class EmptyState;
class JobActions;
class Outbox;
class Shortcuts;
class ThreadPane;

/// The inbox: list, thread, context (mockups 01-04). Below 1200 the context is a drawer over the thread's end.
class InboxPage : public Page
{
    Q_OBJECT

public:
    /// `actions` says what became of a job itself; `folder` keeps drafts over a restart; empty keeps nothing.
    InboxPage(CoreClient &client, Outbox &outbox, Shortcuts &keys, JobActions &actions, const QString &folder = {},
              QWidget *parent = nullptr);

    [[nodiscard]] QString title() const override;
    [[nodiscard]] QString iconName() const override;
    void shown() override;
    void showConversation(const counterbell::ConversationId &id) override;

    /// Asks whom to write to, who may be new; nothing for those who may not begin a conversation.
    void startNew(const counterbell::ContactId &customer) override;

Q_SIGNALS:
    /// It is open, as it is now.
    void conversationShown(const counterbell::Conversation &conversation);

protected:
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void build();
    void connectParts();
    void bindKeys(Shortcuts &keys);
    void open(ConversationId id);
    void openNew(const Conversation &conversation, bool isNew);
    void showMay();
    /// Somebody signed in: where they were before.
    void restorePlace();
    void rememberPlace();
    void showNothing();
    /// The shop's: they change in Settings, at any computer.
    void fetchQuickReplies();
    void placeContext();
    void openDrawer(bool isOpen);

    CoreClient &m_client;
    ConversationList *m_list;
    ThreadPane *m_thread;
    EmptyState *m_nothing;
    QPushButton *m_newMessage;
    ContextPane *m_context;
    QStackedLayout *m_middle;
    bool m_isDrawerOpen = false;
    RememberedPlaces m_places;
    InboxPlace m_place;               ///< of m_member
    std::optional<MemberId> m_member; ///< whose place it is
};

} // namespace counterbell::ui
