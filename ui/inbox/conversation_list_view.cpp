// SPDX-License-Identifier: Apache-2.0
#include "ui/inbox/conversation_list_view.h"

#include "ui/inbox/conversation_list_model.h"

#include <QKeyEvent>
#include <QScopedValueRollback>
#include <QScrollBar>

namespace counterbell::ui
{

using namespace Qt::StringLiterals;

namespace
{
/// More is fetched this many rows before the end is seen.
constexpr int kAhead = 15;
} // namespace

ConversationListView::ConversationListView(ConversationListModel &model, QWidget *parent)
    : QListView(parent), m_model(model), m_bar(new QScrollBar(Qt::Vertical, this))
{
    setObjectName(u"conversationRows"_s);
    setAccessibleName(tr("Conversations"));
    setModel(&model);
    setUniformItemSizes(true);
    setFrameShape(NoFrame);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setSelectionMode(SingleSelection);
    setEditTriggers(NoEditTriggers);
    setMouseTracking(true);
    viewport()->setAutoFillBackground(false);
    connect(&model, &ConversationListModel::aboutToShift, this, &ConversationListView::rememberPlace);
    connect(&model, &ConversationListModel::shifted, this, &ConversationListView::restorePlace);
    connect(&model, &QAbstractItemModel::modelReset, this, [this] {
        m_openRow = -1;
        scrollToTop();
    });
    // The row that the focus came to is current already.
    connect(this, &QListView::activated, this, &ConversationListView::choose);
    connect(this, &QListView::pressed, this, &ConversationListView::choose);
    m_bar->hide();
    connect(m_bar, &QScrollBar::valueChanged, verticalScrollBar(), &QScrollBar::setValue);
    connect(verticalScrollBar(), &QScrollBar::valueChanged, m_bar, &QScrollBar::setValue);
    connect(verticalScrollBar(), &QScrollBar::rangeChanged, this, &ConversationListView::placeBar);
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, &ConversationListView::askForMore);
    connect(verticalScrollBar(), &QScrollBar::rangeChanged, this, &ConversationListView::askForMore);
}

void ConversationListView::setOpen(ConversationId id)
{
    m_open = id;
    m_openRow = -1;
    markOpen();
    if (m_openRow >= 0)
        scrollTo(m_model.index(m_openRow));
}

std::optional<ConversationId> ConversationListView::besides(int steps) const
{
    // Where the open one left the list, the row that took its place is the next one.
    const bool isHere = m_model.rowOf(m_open) >= 0;
    int row = isHere ? m_model.rowOf(m_open) + steps : m_openRow + (steps > 0 ? steps - 1 : steps);
    if (!isHere && m_openRow < 0)
        row = 0;
    if (row < 0 || row >= m_model.rowCount())
        return std::nullopt;
    return m_model.at(row).id;
}

void ConversationListView::scrollToTop()
{
    verticalScrollBar()->setValue(0);
}

void ConversationListView::rememberPlace()
{
    if (m_shifts++ > 0)
        return;
    m_anchor.reset();
    const auto top = indexAt({viewport()->width() / 2, 0});
    if (top.isValid() && (verticalScrollBar()->value() > 0 || m_model.upperEdge()))
        m_anchor = {m_model.at(top.row()).id, visualRect(top).top()};
    if (const int row = m_model.rowOf(m_open); row >= 0)
        m_openRow = row;
}

void ConversationListView::restorePlace()
{
    if (--m_shifts > 0)
        return;
    markOpen();
    if (const int row = m_anchor ? m_model.rowOf(m_anchor->first) : -1; row >= 0) {
        doItemsLayout();
        const int off = visualRect(m_model.index(row)).top() - m_anchor->second;
        verticalScrollBar()->setValue(verticalScrollBar()->value() + off);
    }
    m_anchor.reset();
}

/// The base class makes a neighbour current when the current row goes: that would open another conversation.
void ConversationListView::markOpen()
{
    const QScopedValueRollback marking(m_isMarking, true);
    const int row = m_model.rowOf(m_open);
    if (row >= 0)
        m_openRow = row;
    const auto index = row >= 0 ? m_model.index(row) : QModelIndex();
    if (index == currentIndex() && selectionModel()->isSelected(index) == index.isValid())
        return;
    const bool scrolled = hasAutoScroll();
    setAutoScroll(false);
    selectionModel()->setCurrentIndex(index, QItemSelectionModel::ClearAndSelect);
    setAutoScroll(scrolled);
}

void ConversationListView::currentChanged(const QModelIndex &current, const QModelIndex &previous)
{
    QListView::currentChanged(current, previous);
    if (!m_isMarking && m_shifts == 0)
        choose(current);
}

void ConversationListView::choose(const QModelIndex &row)
{
    if (!row.isValid())
        return;
    const auto id = m_model.at(row.row()).id;
    if (id == m_open)
        return;
    m_open = id;
    m_openRow = row.row();
    Q_EMIT chosen(id);
}

/// The base class makes the first row current where none is: coming by with Tab would open it, and mark it read.
void ConversationListView::focusInEvent(QFocusEvent *event)
{
    const QScopedValueRollback marking(m_isMarking, true);
    QListView::focusInEvent(event);
}

void ConversationListView::keyPressEvent(QKeyEvent *event)
{
    // Letters belong to the page's shortcuts, not to the view's search by first letter.
    if (!event->text().isEmpty() && event->text().front().isPrint() && event->key() != Qt::Key_Space)
        event->ignore();
    else
        QListView::keyPressEvent(event);
}

/// Dragging over rows must not open one after the other.
void ConversationListView::mouseMoveEvent(QMouseEvent *event)
{
    if (event->buttons() == Qt::NoButton)
        QListView::mouseMoveEvent(event);
}

void ConversationListView::resizeEvent(QResizeEvent *event)
{
    QListView::resizeEvent(event);
    placeBar();
    askForMore();
}

void ConversationListView::changeEvent(QEvent *event)
{
    QListView::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange)
        doItemsLayout();
}

void ConversationListView::enterEvent(QEnterEvent *event)
{
    QListView::enterEvent(event);
    placeBar();
}

void ConversationListView::leaveEvent(QEvent *event)
{
    QListView::leaveEvent(event);
    m_bar->hide();
}

void ConversationListView::placeBar()
{
    const auto *real = verticalScrollBar();
    m_bar->setRange(real->minimum(), real->maximum());
    m_bar->setPageStep(real->pageStep());
    m_bar->setSingleStep(real->singleStep());
    m_bar->setValue(real->value());
    constexpr int kWidth = 8; // the rows' inset
    m_bar->setGeometry(QStyle::visualRect(layoutDirection(), rect(), {width() - kWidth, 0, kWidth, height()}));
    m_bar->setVisible(underMouse() && real->maximum() > 0);
}

void ConversationListView::askForMore()
{
    if (m_shifts > 0 || m_model.rowCount() == 0)
        return;
    const int ahead = kAhead * sizeHintForRow(0);
    const auto *bar = verticalScrollBar();
    if (bar->maximum() - bar->value() < ahead)
        Q_EMIT nearBottom();
    if (bar->value() < ahead && m_model.upperEdge())
        Q_EMIT nearTop();
}

} // namespace counterbell::ui
