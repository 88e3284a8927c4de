// SPDX-License-Identifier: Apache-2.0
#include "ui/sendlog/send_log_view.h"

#include "ui/sendlog/send_log_delegate.h"
#include "ui/sendlog/send_log_model.h"
#include "ui/sendlog/send_words.h"
#include "ui/theme/fonts.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/paint.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QPainter>
#include <QScrollBar>

namespace counterbell::ui
{

using namespace Qt::StringLiterals;

namespace
{

using enum SendLogModel::Column;

struct Width {
    SendLogModel::Column column;
    int pixels;
};

constexpr std::array<Width, 7> kWidths{
    {{Time, 104}, {Recipient, 164}, {Category, 112}, {ChannelColumn, 112}, {Status, 152}, {Cost, 72}, {Provider, 80}}};
/// What goes first where there is no room.
constexpr std::array kSpared{Provider, Cost, Category, ChannelColumn};
constexpr int kHappenedMin = 152;

/// A day of another week with its time.
QString widestTime()
{
    const QDateTime day(QDate(2026, 11, 28), QTime(22, 48));
    return logTime(fromMillis(day.toMSecsSinceEpoch()), fromMillis(day.addDays(30).toMSecsSinceEpoch()));
}

} // namespace

SendLogView::SendLogView(SendLogModel &model, QWidget *parent)
    : QTableView(parent), m_model(model), m_delegate(new SendLogDelegate(this))
{
    setObjectName(u"sendLogTable"_s);
    setAccessibleName(tr("Send log"));
    setModel(&m_model);
    setItemDelegate(m_delegate);
    setSelectionBehavior(SelectRows);
    setSelectionMode(SingleSelection);
    setEditTriggers(NoEditTriggers);
    setShowGrid(false);
    setFrameShape(NoFrame);
    setWordWrap(false);
    setMouseTracking(true);
    setTabKeyNavigation(false);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    auto *header = horizontalHeader();
    header->setSectionsClickable(false);
    header->setHighlightSections(false);
    header->setSectionResizeMode(QHeaderView::Fixed);
    header->setSectionResizeMode(WhatHappened, QHeaderView::Stretch);
    header->setSortIndicatorShown(true);
    header->setSortIndicator(Time, Qt::DescendingOrder);
    header->setMinimumSectionSize(0);
    measure();
    connect(&m_model, &QAbstractItemModel::rowsInserted, this, [this](const QModelIndex &, int first, int last) {
        const int height = verticalHeader()->defaultSectionSize();
        auto *bar = verticalScrollBar();
        // At the very top the newest row is what the reader wants to see.
        if (bar->value() > 0 && first * height < bar->value()) {
            updateGeometries();
            bar->setValue(bar->value() + (last - first + 1) * height);
        }
    });
    connect(this, &QAbstractItemView::doubleClicked, this,
            [this](const QModelIndex &index) { Q_EMIT opened(m_model.at(index.row()).id); });
}

void SendLogView::measure()
{
    verticalHeader()->setDefaultSectionSize(scaled(kTableRow));
    horizontalHeader()->setFixedHeight(scaled(kTableHeader));
    fitColumns();
}

void SendLogView::fitColumns()
{
    const QFontMetrics letters(ui::font(Text::Base));
    const auto widthOf = [&](const Width &width) {
        const int wanted = scaled(width.pixels);
        if (width.column != Time)
            return wanted;
        return std::max(wanted, letters.horizontalAdvance(widestTime()) + kSpace24 + kSpace8 + 1);
    };
    int room = viewport()->width() - scaled(kHappenedMin);
    for (const auto &width : kWidths) {
        setColumnWidth(width.column, widthOf(width));
        room -= columnWidth(width.column) > 0 ? columnWidth(width.column) : widthOf(width);
    }
    for (const auto column : kSpared) {
        const auto width = widthOf(*std::ranges::find(kWidths, column, &Width::column));
        const bool isSpared = room < 0;
        setColumnHidden(column, isSpared);
        if (isSpared)
            room += width;
    }
}

void SendLogView::select(SendId id)
{
    const auto row = m_model.rowOf(id);
    if (!row)
        return clearSelection();
    const QSignalBlocker quiet(this);
    setCurrentIndex(m_model.index(*row, 0));
}

std::optional<SendId> SendLogView::selected() const
{
    const auto rows = selectionModel()->selectedRows();
    return rows.isEmpty() ? std::nullopt : std::optional(m_model.at(rows.front().row()).id);
}

void SendLogView::selectionChanged(const QItemSelection &selected, const QItemSelection &deselected)
{
    QTableView::selectionChanged(selected, deselected);
    // Not currentChanged(): a view that gets the focus makes its first row current, which nobody chose.
    if (!selected.isEmpty())
        Q_EMIT chosen(m_model.at(selected.first().top()).id);
}

void SendLogView::resizeEvent(QResizeEvent *event)
{
    QTableView::resizeEvent(event);
    fitColumns();
}

void SendLogView::changeEvent(QEvent *event)
{
    QTableView::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::ApplicationFontChange)
        measure();
}

void SendLogView::keyPressEvent(QKeyEvent *event)
{
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (isEnter && currentIndex().isValid()) {
        Q_EMIT opened(m_model.at(currentIndex().row()).id);
        return;
    }
    QTableView::keyPressEvent(event);
}

void SendLogView::paintEvent(QPaintEvent *event)
{
    QTableView::paintEvent(event);
    if (!hasFocus() || !currentIndex().isValid() || !window()->testAttribute(Qt::WA_KeyboardFocusChange))
        return;
    QPainter painter(viewport());
    paintRowFocus(painter, rowRect(currentIndex().row()), palette());
}

void SendLogView::mouseMoveEvent(QMouseEvent *event)
{
    QTableView::mouseMoveEvent(event);
    hover(rowAt(event->pos().y()));
}

void SendLogView::leaveEvent(QEvent *event)
{
    QTableView::leaveEvent(event);
    hover(-1);
}

void SendLogView::hover(int row)
{
    const int before = m_delegate->hoveredRow();
    if (row == before)
        return;
    m_delegate->setHoveredRow(row);
    for (const int changed : {before, row}) {
        if (changed >= 0)
            viewport()->update(rowRect(changed));
    }
}

QRect SendLogView::rowRect(int row) const
{
    return {0, rowViewportPosition(row), viewport()->width(), rowHeight(row)};
}

} // namespace counterbell::ui
