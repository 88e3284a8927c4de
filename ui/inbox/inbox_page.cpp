// SPDX-License-Identifier: Apache-2.0
#include "ui/inbox/inbox_page.h"

#include "ui/inbox/context_pane.h"
#include "ui/inbox/conversation_list.h"
#include "ui/inbox/quick_replies.h"
#include "ui/inbox/thread_pane.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/empty_state.h"

#include <QBoxLayout>
#include <QKeyEvent>
#include <QPushButton>
#include <QStackedLayout>

using namespace Qt::StringLiterals;

namespace counterbell::ui
{

InboxPage::InboxPage(CoreClient &client, Outbox &outbox, Shortcuts &keys, const QString &folder, QWidget *parent)
    : Page(parent),
      m_client(client),
      m_list(new ConversationList(client, this)),
      m_thread(new ThreadPane(client, outbox, folder, this)),
      m_nothing(new EmptyState(u"inbox"_s, tr("No conversation open"),
                               tr("Pick one from the list, or search with Ctrl+K."), this)),
      m_context(new ContextPane(client, this)),
      m_middle(new QStackedLayout)
{
    build();
    connectParts();
    bindKeys(keys);
    const auto follow = [this, &keys] { m_thread->setSendsByEnter(!keys.ctrlEnterSends()); };
    follow();
    connect(&keys, &Shortcuts::changed, this, follow);
}

void InboxPage::build()
{
    setObjectName(u"inboxPage"_s);
    m_nothing->setObjectName(u"noConversation"_s);
    auto *message = m_nothing->addButton(tr("New message"));
    connect(message, &QPushButton::clicked, this, &InboxPage::newMessageRequested);
    auto *job = m_nothing->addButton(tr("New job"), u"primary"_s);
    connect(job, &QPushButton::clicked, this, [this] { Q_EMIT newJobRequested({}); });
    auto *middle = new QWidget(this);
    middle->setLayout(m_middle);
    middle->setAutoFillBackground(true);
    middle->setBackgroundRole(QPalette::Base);
    m_middle->addWidget(m_nothing);
    m_middle->addWidget(m_thread);
    m_context->setFixedWidth(kSidebarWidth);
    m_context->hide();
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(m_list);
    row->addWidget(middle, 1);
    row->addWidget(m_context);
}

void InboxPage::connectParts()
{
    connect(&m_client, &CoreClient::resynced, this, &InboxPage::fetchQuickReplies);
    connect(&m_client, &CoreClient::settingsUpdated, this, [this](const QString &group) {
        if (group == u"quickReplies"_s)
            fetchQuickReplies();
    });
    connect(m_list, &ConversationList::selected, this, &InboxPage::open);
    connect(m_list, &ConversationList::newMessageRequested, this, &InboxPage::newMessageRequested);
    connect(m_list, &ConversationList::needsYouChanged, this, &Page::countChanged);
    connect(m_thread, &ThreadPane::shown, m_context, qOverload<const Conversation &>(&ContextPane::show));
    connect(m_thread, &ThreadPane::gone, this, &InboxPage::showNothing);
    connect(m_thread, &ThreadPane::said, this, [this](const QString &fact, const QString &consequence) {
        ToastSpec toast;
        toast.fact = fact;
        toast.detail = consequence;
        Q_EMIT toastRequested(toast);
    });
    connect(m_context, &ContextPane::toastRequested, this, &Page::toastRequested);
    connect(m_context, &ContextPane::newJob, this, &InboxPage::newJobRequested);
}

QString InboxPage::title() const
{
    return tr("Inbox");
}

QString InboxPage::iconName() const
{
    return u"inbox"_s;
}

void InboxPage::fetchQuickReplies()
{
    m_client.call(methods::quickRepliesList, {}, this, [this](const Result<QuickReplies> &answer) {
        if (answer)
            m_thread->setQuickReplies(answer->items);
    });
}

void InboxPage::shown()
{
    fetchQuickReplies();
    if (m_thread->conversation())
        m_thread->focusComposer();
    else
        m_list->focusRows();
}

void InboxPage::showConversation(const ConversationId &id)
{
    m_list->select(id);
    open(id);
}

void InboxPage::open(ConversationId id)
{
    if (id.isNull())
        return showNothing();
    m_middle->setCurrentWidget(m_thread);
    m_context->setVisible(width() >= kSidebarFolds - kRailWidth);
    m_thread->open(id, m_list->conversation(id));
}

void InboxPage::showNothing()
{
    m_thread->open({});
    m_context->clear();
    m_context->hide();
    m_middle->setCurrentWidget(m_nothing);
}

void InboxPage::resizeEvent(QResizeEvent *event)
{
    Page::resizeEvent(event);
    const bool isOpen = m_middle->currentWidget() == m_thread;
    m_context->setVisible(isOpen && width() >= kSidebarFolds - kRailWidth);
}

} // namespace counterbell::ui
