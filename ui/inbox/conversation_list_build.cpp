// SPDX-License-Identifier: Apache-2.0
#include "ui/inbox/conversation_list.h"

#include "ui/inbox/list_words.h"
#include "ui/inbox/side_section.h"
#include "ui/theme/fonts.h"
#include "ui/theme/metrics.h"
#include "ui/theme/scaling.h"
#include "ui/widgets/empty_state.h"
#include "ui/widgets/filter_chips.h"
#include "ui/widgets/icon_button.h"
#include "ui/widgets/search_field.h"
#include "ui/widgets/skeleton.h"

#include <QLabel>
#include <QPushButton>
#include <QStackedLayout>
#include <QVBoxLayout>

namespace counterbell::ui
{

using namespace Qt::StringLiterals;

void ConversationList::build()
{
    setObjectName(u"conversationList"_s);
    setMinimumWidth(kListMin);
    auto *column = new QVBoxLayout(this);
    setMargins(column, 0, 0, 1, 0); // the line at the end
    column->setSpacing(0);
    column->addWidget(buildHeader());

    m_search = new SearchField(tr("Search people, numbers, tickets"), QKeySequence(u"Ctrl+K"_s));
    m_search->setObjectName(u"conversationSearch"_s);
    m_search->setAccessibleName(tr("Search conversations"));
    m_search->setProperty("soft", true);
    connect(m_search, &SearchField::searchChanged, this, &ConversationList::search);
    auto *searchRow = new QHBoxLayout;
    searchRow->setContentsMargins(16, 0, 16, 0);
    searchRow->addWidget(m_search);
    column->addLayout(searchRow);
    column->addWidget(buildViews());

    auto *pages = new QWidget;
    m_stack = new QStackedLayout(pages);
    m_rows = new ConversationListView(m_model);
    m_rows->setItemDelegate(&m_delegate);
    m_stack->addWidget(m_rows);
    m_skeleton = new Skeleton(Skeleton::Shape::Conversations);
    m_stack->addWidget(m_skeleton);
    m_empty = new EmptyState({}, {}, {});
    m_empty->setObjectName(u"emptyList"_s);
    m_press = m_empty->addButton({});
    connect(m_press, &QPushButton::clicked, this, &ConversationList::pressed);
    m_stack->addWidget(m_empty);
    m_error = new EmptyState({}, {}, {});
    m_error->setObjectName(u"failedList"_s);
    auto *retry = m_error->addButton(tr("Retry"));
    connect(retry, &QPushButton::clicked, &m_pager, &ConversationPager::refresh);
    m_stack->addWidget(m_error);
    column->addWidget(pages, 1);
}

QWidget *ConversationList::buildHeader()
{
    auto *header = new QWidget;
    whenScaled(header, [header] { header->setFixedHeight(scaled(56)); });
    auto *row = new QHBoxLayout(header);
    setMargins(row, 16, 0, 8, 0);
    row->setSpacing(4);
    m_title = new QLabel(tr("Inbox"));
    m_title->setProperty("kind", u"title"_s);
    m_title->setTextFormat(Qt::PlainText);
    alignToStart(m_title);
    row->addWidget(m_title, 1);
    m_sort = new IconButton(u"sort"_s, tr("Sort and more views"));
    m_sort->setObjectName(u"moreViews"_s);
    connect(m_sort, &QToolButton::clicked, this, &ConversationList::showMoreMenu);
    row->addWidget(m_sort);
    m_write = new IconButton(u"edit"_s, tr("New message"), QKeySequence(u"Ctrl+Shift+N"_s));
    m_write->setObjectName(u"newMessage"_s);
    connect(m_write, &QToolButton::clicked, this, &ConversationList::newMessageRequested);
    row->addWidget(m_write);
    return header;
}

QWidget *ConversationList::buildViews()
{
    auto *bar = new QWidget;
    auto *row = new QHBoxLayout(bar);
    // 44 in all; the chips' targets are 32 high, what shows of them 28. Their row keeps 4 for the focus ring itself.
    whenScaled(bar, [bar] { bar->setFixedHeight(scaled(44)); });
    setMargins(row, 10, 0, 8, 0);
    m_views = new FilterChipRow(tr("Views"));
    m_views->setObjectName(u"conversationViews"_s);
    using enum ConversationView;
    for (const auto view : {NeedsYou, Mine, Ai, Unassigned, All})
        m_views->addChip(wireName(view), viewName(view));
    connect(m_views, &FilterChipRow::currentChanged, this,
            [this](const QString &key) { setView(fromWireName(key, NeedsYou)); });
    row->addWidget(m_views, 1);
    return bar;
}

} // namespace counterbell::ui
