// SPDX-License-Identifier: Apache-2.0
#include "ui/inbox/inbox_page.h"

#include "ui/inbox/context_pane.h"
#include "ui/inbox/conversation_list.h"
#include "ui/inbox/inbox_permissions.h"
#include "ui/inbox/new_message_dialog.h"
#include "ui/inbox/quick_replies.h"
#include "ui/inbox/thread_pane.h"
#include "ui/shell/shortcuts.h"
#include "ui/theme/fonts.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/empty_state.h"

#include <QBoxLayout>
#include <QKeyEvent>
#include <QPushButton>
#include <QStackedLayout>
#include <QStyle>

using namespace Qt::StringLiterals;

namespace counterbell::ui
{

namespace
{
/// The drawer leaves the thread's header free, which holds the button that closes it.
int drawerTop()
{
    return scaled(kHeaderHeight) + scaled(kThreadTools);
}
} // namespace

InboxPage::InboxPage(CoreClient &client, Outbox &outbox, Shortcuts &keys, JobActions &actions, const QString &folder,
                     QWidget *parent)
    : Page(parent),
      m_client(client),
      m_list(new ConversationList(client, this)),
      m_thread(new ThreadPane(client, outbox, folder, this)),
      m_nothing(new EmptyState(u"inbox"_s, tr("No conversation open"),
                               tr("Pick one from the list, or search with Ctrl+K."), this)),
      m_context(new ContextPane(client, actions, this)),
      m_middle(new QStackedLayout),
      m_places(folder.isEmpty() ? QString() : folder + u"/inbox.json"_s)
{
    build();
    connectParts();
    bindKeys(keys);
    showMay();
    restorePlace();
    const auto follow = [this, &keys] { m_thread->setSendsByEnter(!keys.ctrlEnterSends()); };
    follow();
    connect(&keys, &Shortcuts::changed, this, follow);
}

void InboxPage::build()
{
    setObjectName(u"inboxPage"_s);
    m_nothing->setObjectName(u"noConversation"_s);
    for (auto *pane :
         {static_cast<QWidget *>(m_list), static_cast<QWidget *>(m_nothing), static_cast<QWidget *>(m_context)})
        pane->setProperty("pane", true); // F6, with those of the thread
    m_newMessage = m_nothing->addButton(tr("New message"));
    connect(m_newMessage, &QPushButton::clicked, this, [this] { startNew({}); });
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
    m_context->raise(); // a screen reader comes to it after the thread
}

void InboxPage::connectParts()
{
    connect(&m_client, &CoreClient::resynced, this, &InboxPage::fetchQuickReplies);
    connect(&m_client, &CoreClient::settingsUpdated, this, [this](const QString &group) {
        if (group == u"quickReplies"_s)
            fetchQuickReplies();
    });
    connect(m_list, &ConversationList::selected, this, &InboxPage::open);
    connect(m_list, &ConversationList::newMessageRequested, this, [this] { startNew({}); });
    connect(&m_client, &CoreClient::whoChanged, this, &InboxPage::showMay);
    connect(&m_client, &CoreClient::connectionChanged, this, &InboxPage::restorePlace);
    connect(m_list, &ConversationList::viewChosen, this, [this](ConversationView view) {
        m_place.view = view;
        rememberPlace();
    });
    connect(m_thread, &ThreadPane::shown, this, [this](const Conversation &conversation) {
        m_place.conversation = conversation.id;
        rememberPlace();
    });
    connect(m_list, &ConversationList::needsYouChanged, this, &Page::countChanged);
    connect(m_thread, &ThreadPane::shown, m_context, qOverload<const Conversation &>(&ContextPane::show));
    connect(m_thread, &ThreadPane::shown, this, &InboxPage::conversationShown);
    connect(m_context, &ContextPane::contactShown, m_thread, &ThreadPane::setContact);
    connect(m_thread, &ThreadPane::contextToggled, this, &InboxPage::openDrawer);
    connect(m_thread, &ThreadPane::gone, this, &InboxPage::showNothing);
    connect(m_thread, &ThreadPane::said, this, [this](const QString &fact, const QString &consequence) {
        ToastSpec toast;
        toast.fact = fact;
        toast.detail = consequence;
        Q_EMIT toastRequested(toast);
    });
    connect(m_context, &ContextPane::newJob, this, &Page::newJobRequested);
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
    m_thread->focusComposer(); // whoever looked for somebody wants to write to them
}

void InboxPage::showMay()
{
    m_newMessage->setVisible(mayBegin(m_client));
}

void InboxPage::restorePlace()
{
    if (m_client.connection() != Connection::Online || !m_client.who() || m_member == m_client.who()->member.id)
        return;
    m_member = m_client.who()->member.id;
    const auto place = m_places.place(m_client);
    m_place = place.value_or(InboxPlace{m_list->query().view, m_list->current()});
    if (!place)
        return;
    if (m_list->query().view != place->view)
        m_list->setView(place->view);
    if (place->conversation.isNull())
        return;
    // It may be gone, and somebody may open another one before the answer.
    m_client.call(methods::inboxConversation, {.conversationId = place->conversation}, this,
                  [this, before = m_list->current()](const Result<Conversation> &answer) {
                      if (answer && m_list->current() == before && m_place.conversation == answer->id)
                          openNew(*answer, false);
                  });
}

void InboxPage::rememberPlace()
{
    if (m_member && m_client.who() && m_client.who()->member.id == *m_member)
        m_places.remember(m_client, m_place);
}

void InboxPage::startNew(const ContactId &)
{
    if (!mayBegin(m_client) || window()->findChild<Dialog *>())
        return;
    auto *dialog = new NewMessageDialog(m_client, this); // deletes itself
    connect(dialog, &NewMessageDialog::chosen, this, &InboxPage::openNew);
    dialog->open();
}

/// Who is new was never on WhatsApp here: they get an SMS, unless somebody chooses otherwise.
void InboxPage::openNew(const Conversation &conversation, bool isNew)
{
    m_middle->setCurrentWidget(m_thread);
    m_isDrawerOpen = false;
    placeContext();
    m_thread->open(conversation.id, conversation, isNew ? std::optional(Channel::Sms) : std::nullopt);
    m_list->select(conversation.id); // after: it would open it by the usual channel
    if (isVisible())
        m_thread->focusComposer();
}

void InboxPage::open(ConversationId id)
{
    if (id.isNull())
        return showNothing();
    m_middle->setCurrentWidget(m_thread);
    m_isDrawerOpen = false;
    placeContext();
    m_thread->open(id, m_list->conversation(id));
}

void InboxPage::showNothing()
{
    m_place.conversation = {};
    rememberPlace();
    m_thread->open({});
    m_context->clear();
    m_middle->setCurrentWidget(m_nothing);
    placeContext();
}

void InboxPage::resizeEvent(QResizeEvent *event)
{
    Page::resizeEvent(event);
    placeContext();
}

void InboxPage::changeEvent(QEvent *event)
{
    Page::changeEvent(event);
    if (event->type() == QEvent::LayoutDirectionChange)
        placeContext();
}

/// Beside the thread where there is room; else over its end, while somebody wants it.
void InboxPage::placeContext()
{
    const bool isOpen = m_middle->currentWidget() == m_thread;
    const bool isFolded = width() < kSidebarFolds - kRailWidth;
    m_isDrawerOpen = m_isDrawerOpen && isOpen && isFolded;
    m_thread->setContextFolded(isFolded, m_isDrawerOpen);
    if (isFolded) {
        layout()->removeWidget(m_context);
        const int top = drawerTop();
        const QRect place(width() - kSidebarWidth, top, kSidebarWidth, height() - top);
        m_context->setGeometry(QStyle::visualRect(layoutDirection(), rect(), place));
        m_context->raise();
    } else if (layout()->indexOf(m_context) < 0) {
        layout()->addWidget(m_context);
    }
    m_context->setVisible(isOpen && (!isFolded || m_isDrawerOpen));
}

void InboxPage::openDrawer(bool isOpen)
{
    if (isOpen == m_isDrawerOpen)
        return;
    m_isDrawerOpen = isOpen;
    placeContext();
    if (!isOpen && m_middle->currentWidget() == m_thread)
        m_thread->focusComposer();
}

} // namespace counterbell::ui
