// SPDX-License-Identifier: Apache-2.0
#include "ui/inbox/conversation_list.h"

#include "ui/client/error_text.h"
#include "ui/inbox/conversation_words.h"
#include "ui/inbox/inbox_permissions.h"
#include "ui/inbox/list_words.h"
#include "ui/theme/colors.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/filter_chips.h"
#include "ui/widgets/menu.h"
#include "ui/widgets/paint.h"
#include "ui/widgets/search_field.h"

#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QStackedLayout>

namespace counterbell::ui
{

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

ConversationList::ConversationList(CoreClient &client, QWidget *parent)
    : QWidget(parent),
      m_client(client),
      m_model([&client](const Conversation &c) { return conversationSentence(c, client.now()); }),
      m_pager(client, m_model),
      m_counts(client),
      m_delegate(m_model,
                 [&client] { return Viewer{client.who() ? client.who()->member.id : MemberId{}, client.now()}; })
{
    build();
    connect(&m_pager, &ConversationPager::stateChanged, this, &ConversationList::showState);
    connect(&m_model, &ConversationListModel::shifted, this, &ConversationList::showState);
    connect(&m_counts, &ViewCounts::changed, this, &ConversationList::countsChanged);
    connect(m_rows, &ConversationListView::chosen, this, &ConversationList::selected);
    connect(m_rows, &ConversationListView::nearBottom, &m_pager, &ConversationPager::loadBelow);
    connect(m_rows, &ConversationListView::nearTop, &m_pager, &ConversationPager::loadAbove);
    connect(&m_minute, &QTimer::timeout, this, &ConversationList::timePassed);
    connect(&client, &CoreClient::clockMoved, this, &ConversationList::timePassed);
    connect(&client, &CoreClient::whoChanged, this, [this] {
        showState();
        if (m_client.who())
            start(m_pager.query());
    });
    m_minute.start(1min);
    m_views->setCurrent(wireName(ConversationView::NeedsYou));
    if (client.connection() == Connection::Online)
        start({});
    showState();
}

std::optional<Conversation> ConversationList::conversation(ConversationId id) const
{
    const int row = m_model.rowOf(id);
    return row < 0 ? std::nullopt : std::optional(m_model.at(row));
}

void ConversationList::setView(ConversationView view)
{
    m_viewBeforeSearch = view;
    auto query = m_pager.query();
    query.view = view;
    start(query);
    Q_EMIT viewChosen(view);
}

void ConversationList::setSort(ConversationSort sort)
{
    m_sorts.insert(m_pager.query().view, sort);
    start(m_pager.query());
}

void ConversationList::start(const ConversationQuery &query)
{
    auto asked = query;
    asked.sort = m_sorts.value(query.view, usualSort(query.view));
    const bool isMain = query.view <= ConversationView::Unassigned || query.view == ConversationView::All;
    m_views->setCurrent(wireName(query.view));
    m_title->setText(isMain ? tr("Inbox") : viewName(query.view));
    m_pager.show(asked);
}

void ConversationList::search(const QString &typed)
{
    const auto text = typed.trimmed();
    auto query = m_pager.query();
    const bool wasSearching = !query.text.isEmpty() || query.contactId;
    if (text.isEmpty() && !wasSearching)
        return;
    query.text = text;
    query.contactId.reset();
    // Who is looked for may be in any list; a view that is chosen after that narrows the search.
    if (!wasSearching)
        m_viewBeforeSearch = std::exchange(query.view, ConversationView::All);
    else if (text.isEmpty())
        query.view = m_viewBeforeSearch;
    start(query);
    if (const auto ticket = ticketIn(text); !ticket.isEmpty())
        searchTicket(ticket);
}

void ConversationList::searchTicket(const QString &ticket)
{
    JobListRequest request;
    request.filter.emplace().text = ticket;
    request.limit = 10;
    m_client.call(methods::jobsList, request, this, [this, ticket](Result<Page<Job>> jobs) {
        if (!jobs || ticketIn(m_search->text()) != ticket)
            return;
        const auto found = std::ranges::find(jobs->items, ticket, &Job::ticket);
        if (found == jobs->items.end() || !found->contactId)
            return;
        auto query = m_pager.query();
        query.text.clear();
        query.contactId = found->contactId;
        start(query);
    });
}

/// The drawing has no room for a sixth chip: what is looked at less often is here, below the order.
void ConversationList::showMoreMenu()
{
    auto *menu = new MenuWithReasons(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const auto &query = m_pager.query();
    const auto addOrder = [&](ConversationSort sort, const QString &text) {
        menu->addItem(query.sort == sort ? u"check"_s : u"sort"_s, text, [this, sort] { setSort(sort); });
    };
    addOrder(ConversationSort::Waiting, tr("Longest waiting first"));
    addOrder(ConversationSort::Activity, tr("Newest first"));
    menu->addSeparator();
    using enum ConversationView;
    // What the chips' row has no room for is here too.
    const auto cut = m_views->cutKeys();
    for (const auto &[view, name] :
         {std::pair(NeedsYou, u"attention"_s), std::pair(Mine, u"user"_s), std::pair(Ai, u"ai"_s),
          std::pair(Unassigned, u"assign"_s), std::pair(All, u"inbox"_s), std::pair(Waiting, u"queued"_s),
          std::pair(Failed, u"failed"_s), std::pair(Snoozed, u"bell-off"_s), std::pair(Closed, u"check"_s)}) {
        const bool isChip = view <= Unassigned || view == All;
        if (isChip && !cut.contains(wireName(view)))
            continue;
        const auto count = view == All ? std::nullopt : m_counts.of(view);
        const auto text = count ? tr("%1 (%2)").arg(viewName(view), countText(*count)) : viewName(view);
        menu->addItem(query.view == view ? u"check"_s : name, text, [this, view = view] { setView(view); });
    }
    menu->popup(m_sort->mapToGlobal(QPoint(0, m_sort->height())));
}

void ConversationList::countsChanged()
{
    using enum ConversationView;
    for (const auto view : {NeedsYou, Mine, Ai, Unassigned})
        m_views->setCount(wireName(view), m_counts.of(view));
    showState();
    Q_EMIT needsYouChanged(m_counts.of(NeedsYou).value_or(0));
}

void ConversationList::showState()
{
    m_write->setVisible(mayBegin(m_client));
    const auto &query = m_pager.query();
    if (m_model.rowCount() > 0) {
        m_stack->setCurrentWidget(m_rows);
    } else if (m_pager.state() == ConversationPager::State::Loading) {
        m_stack->setCurrentWidget(m_skeleton);
    } else if (m_pager.state() == ConversationPager::State::Failed) {
        m_error->setText(u"attention"_s, tr("The conversations could not be loaded"), errorSentence(m_pager.error()));
        m_stack->setCurrentWidget(m_error);
    } else {
        const bool isSearch = !query.text.isEmpty() || query.contactId;
        const auto words =
            isSearch ? nobodyFound(m_search->text(), query.view) : emptyList(query.view, m_counts.counts());
        m_empty->setText(words.icon, words.fact, words.nextStep);
        m_press->setText(words.button);
        m_press->setVisible(!words.button.isEmpty() && (words.show || mayBegin(m_client)));
        m_pressShows = words.show;
        m_stack->setCurrentWidget(m_empty);
    }
}

void ConversationList::pressed()
{
    if (!m_pressShows)
        Q_EMIT newMessageRequested();
    else
        setView(*m_pressShows);
}

void ConversationList::select(const ConversationId &id)
{
    if (m_rows->open() == id)
        return;
    m_rows->setOpen(id);
    Q_EMIT selected(id);
}

void ConversationList::step(int steps)
{
    if (const auto next = m_rows->besides(steps))
        select(*next);
}

void ConversationList::selectNextThatNeedsYou()
{
    ConversationsRequest request;
    request.filter.emplace().view = ConversationView::NeedsYou;
    request.sort = ConversationSort::Waiting;
    request.limit = 2;
    m_client.call(methods::inboxConversations, request, this, [this](Result<Page<Conversation>> page) {
        if (!page)
            return;
        for (const auto &conversation : page->items) {
            if (conversation.id != m_rows->open())
                return select(conversation.id);
        }
    });
}

void ConversationList::timePassed()
{
    m_model.timePassed();
}

void ConversationList::focusSearch()
{
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

void ConversationList::focusRows()
{
    m_rows->setFocus(Qt::ShortcutFocusReason);
}

QSize ConversationList::sizeHint() const
{
    return {kListWidth, kWindowMinHeight};
}

/// The pane's fill, and the line at its end.
void ConversationList::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const auto &color = colors(palette());
    painter.fillRect(rect(), color.pane);
    const QRect line = QStyle::visualRect(layoutDirection(), rect(), {width() - 1, 0, 1, height()});
    painter.fillRect(line, color.line);
}

void ConversationList::keyPressEvent(QKeyEvent *event)
{
    const bool isEscape = event->key() == Qt::Key_Escape;
    if (isEscape && m_search->hasFocus())
        focusRows();
    else
        QWidget::keyPressEvent(event);
}

void ConversationList::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::LocaleChange)
        m_delegate.forgetLayouts();
}

} // namespace counterbell::ui
