// SPDX-License-Identifier: Apache-2.0
#include "ui/inbox/thread_view.h"

#include "ui/inbox/bubble_painter.h"
#include "ui/inbox/failure_actions.h"
#include "ui/inbox/media_pictures.h"
#include "ui/inbox/thread_view_accessible.h"
#include "ui/theme/colors.h"

#include <QPainter>
#include <QScrollBar>
#include <QStyle>

namespace counterbell::ui
{

namespace
{

constexpr int kPadding = 8; // above the first row and below the last

} // namespace

ThreadView::ThreadView(ThreadModel &model, QWidget *parent)
    : QAbstractScrollArea(parent),
      m_model(model),
      m_layouts(model, [this](qint64 key, const BubbleContent &content) { return actionsSize(key, content); })
{
    installThreadViewAccessible();
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::StrongFocus);
    viewport()->setBackgroundRole(QPalette::Base);
    viewport()->setAutoFillBackground(true);
    viewport()->setMouseTracking(true);
    m_layouts.setFonts(themeBubbleFonts());
    connect(&model, &QAbstractItemModel::modelReset, this, &ThreadView::handleReset);
    connect(&model, &QAbstractItemModel::rowsInserted, this, &ThreadView::relayout);
    connect(&model, &QAbstractItemModel::rowsRemoved, this, &ThreadView::relayout);
    connect(&model, &QAbstractItemModel::rowsMoved, this, &ThreadView::relayout);
    connect(&model, &QAbstractItemModel::dataChanged, this, &ThreadView::relayout);
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, &ThreadView::notePlace);
    relayout();
}

ThreadView::~ThreadView() = default;

void ThreadView::setContext(const ThreadContext &context)
{
    m_layouts.setContext(context);
    relayout();
}

void ThreadView::setPictures(MediaPictures *pictures)
{
    m_pictures = pictures;
    connect(pictures, &MediaPictures::changed, viewport(), qOverload<>(&QWidget::update));
}

void ThreadView::setFound(const QHash<qint64, std::vector<TextSpan>> &found, qint64 current)
{
    m_found = found;
    m_foundKey = current;
    viewport()->update();
}

void ThreadView::handleReset()
{
    m_isAtEnd = true;
    m_placeKey = m_currentKey = m_selectedKey = 0;
    m_selection = {};
    relayout();
}

QSize ThreadView::actionsSize(qint64 key, const BubbleContent &content)
{
    auto *&actions = m_actions[key];
    if (!actions) {
        actions = new FailureActions(viewport());
        actions->hide();
        connect(actions, &FailureActions::detailsRequested, this, [this, key] {
            if (const int row = m_model.rowOfKey(key); row >= 0)
                Q_EMIT detailsRequested(m_model.at(row).message);
        });
        connect(actions, &FailureActions::remedyChosen, this, [this, key](Remedy remedy) {
            if (const int row = m_model.rowOfKey(key); row >= 0)
                Q_EMIT remedyChosen(m_model.at(row).message, remedy);
        });
        connect(actions, &FailureActions::followUpRequested, this, [this, key] {
            const int row = m_model.rowOfKey(key);
            const int newer = row < 0 ? -1 : m_model.rowOfKey(m_layouts.row(row).content.followUpKey);
            if (newer < 0)
                return;
            setFocus(Qt::ShortcutFocusReason); // the ring says which one it is
            showRow(newer);
            setCurrentRow(newer);
        });
    }
    actions->setRemedies(content.remedies, content.body, content.followUp);
    return actions->sizeHint();
}

/// Sums the heights anew: of what is kept that is an addition each, and only what changed is laid out.
void ThreadView::relayout()
{
    const int width = viewport()->width();
    m_layouts.setWidth(width, this->width() - width);
    m_tops.resize(size_t(m_model.count()) + 1);
    int y = kPadding;
    for (int row = 0; row < m_model.count(); ++row) {
        m_tops[size_t(row)] = y;
        y += m_layouts.row(row).layout.height;
    }
    m_tops.back() = y;
    const int place = m_model.rowOfKey(m_placeKey);
    m_isRelayouting = true;
    auto *bar = verticalScrollBar();
    bar->setPageStep(viewport()->height());
    bar->setSingleStep(40);
    bar->setRange(0, std::max(0, y + kPadding - viewport()->height()));
    if (m_isAtEnd || place < 0)
        bar->setValue(bar->maximum());
    else
        bar->setValue(m_tops[size_t(place)] + m_placeOffset);
    m_isRelayouting = false;
    notePlace();
    placeActions();
    viewport()->update();
}

int ThreadView::contentTop() const
{
    // A short conversation stands at the bottom, by the composer.
    const int slack = std::max(0, viewport()->height() - (m_tops.back() + kPadding));
    return slack - verticalScrollBar()->value();
}

void ThreadView::notePlace()
{
    if (m_isRelayouting)
        return;
    const auto *bar = verticalScrollBar();
    const bool isAtEnd = bar->value() >= bar->maximum();
    const auto first = std::upper_bound(m_tops.begin(), m_tops.end() - 1, bar->value());
    const int row = std::max(0, int(first - m_tops.begin()) - 1);
    if (row < m_model.count()) {
        m_placeKey = m_model.at(row).key;
        m_placeOffset = bar->value() - m_tops[size_t(row)];
    }
    if (std::exchange(m_isAtEnd, isAtEnd) != isAtEnd)
        Q_EMIT atEndChanged(isAtEnd);
}

void ThreadView::checkEdges()
{
    const int page = viewport()->height();
    const auto *bar = verticalScrollBar();
    if (bar->value() < page)
        Q_EMIT nearTop();
    if (bar->value() > bar->maximum() - page)
        Q_EMIT nearEnd();
}

void ThreadView::scrollToEnd()
{
    verticalScrollBar()->setValue(verticalScrollBar()->maximum());
}

void ThreadView::showRow(int row)
{
    const auto rect = rowRect(row);
    if (rect.isNull() || (rect.top() >= 0 && rect.bottom() < viewport()->height()))
        return;
    const int middle = (m_tops[size_t(row)] + m_tops[size_t(row) + 1]) / 2;
    verticalScrollBar()->setValue(middle - viewport()->height() / 2);
}

void ThreadView::scrollContentsBy(int, int dy)
{
    if (m_isRelayouting)
        return;
    viewport()->scroll(0, dy);
    placeActions();
    checkEdges();
}

void ThreadView::resizeEvent(QResizeEvent *)
{
    relayout();
    checkEdges();
}

void ThreadView::changeEvent(QEvent *event)
{
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::ApplicationFontChange ||
        event->type() == QEvent::LayoutDirectionChange || event->type() == QEvent::LocaleChange) {
        m_layouts.setFonts(themeBubbleFonts());
        relayout();
    }
}

QRect ThreadView::rowRect(int row) const
{
    if (row < 0 || row >= m_model.count() || size_t(row) + 1 >= m_tops.size())
        return {};
    return {0, contentTop() + m_tops[size_t(row)], viewport()->width(), m_tops[size_t(row) + 1] - m_tops[size_t(row)]};
}

int ThreadView::rowAt(QPoint position) const
{
    const int y = position.y() - contentTop();
    if (m_tops.size() < 2 || y < m_tops.front() || y >= m_tops.back())
        return -1;
    return int(std::upper_bound(m_tops.begin(), m_tops.end(), y) - m_tops.begin()) - 1;
}

QString ThreadView::accessibleText(int row) const
{
    return row < 0 || row >= m_model.count() ? QString() : m_layouts.row(row).content.accessible;
}

void ThreadView::placeActions()
{
    for (auto it = m_actions.begin(); it != m_actions.end();) {
        const int row = m_model.rowOfKey(it.key());
        const auto *laidOut = row < 0 ? nullptr : &m_layouts.row(row);
        if (!laidOut || laidOut->layout.actions.isNull()) {
            it.value()->hide();
            it.value()->deleteLater();
            it = m_actions.erase(it);
            continue;
        }
        const auto area = rowRect(row);
        const auto place =
            QStyle::visualRect(layoutDirection(), QRect(0, 0, area.width(), area.height()), laidOut->layout.actions)
                .translated(area.topLeft());
        it.value()->setGeometry(place);
        it.value()->setVisible(place.intersects(viewport()->rect()));
        ++it;
    }
}

std::vector<FailureActions *> ThreadView::visibleActions() const
{
    std::vector<FailureActions *> visible;
    for (auto *actions : m_actions) {
        if (!actions->isHidden())
            visible.push_back(actions);
    }
    std::sort(visible.begin(), visible.end(), [](auto *a, auto *b) { return a->y() < b->y(); });
    return visible;
}

void ThreadView::paintEvent(QPaintEvent *event)
{
    QPainter painter(viewport());
    const int top = contentTop();
    const auto first = std::upper_bound(m_tops.begin(), m_tops.end(), event->rect().top() - top);
    for (int row = std::max(0, int(first - m_tops.begin()) - 1); row < m_model.count(); ++row) {
        const int y = top + m_tops[size_t(row)];
        if (y > event->rect().bottom())
            break;
        const auto key = m_model.at(row).key;
        const auto &laidOut = m_layouts.row(row);
        for (size_t i = 0; m_pictures && i < laidOut.layout.pictures.size(); ++i)
            m_pictures->want(laidOut.content.pictures[i].id, laidOut.layout.pictures[i].size());
        paintBubble(painter, {0, y}, laidOut,
                    {.direction = layoutDirection(),
                     .isFocused = m_isKeyboardFocus && key == m_currentKey,
                     .selection = key == m_selectedKey ? m_selection : TextSpan{},
                     .found = m_found.value(key),
                     .isFoundCurrent = key == m_foundKey,
                     .pictures = m_pictures},
                    palette());
    }
}

} // namespace counterbell::ui
