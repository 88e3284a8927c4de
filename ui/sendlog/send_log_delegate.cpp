// SPDX-License-Identifier: Apache-2.0
#include "ui/sendlog/send_log_delegate.h"

#include "ui/client/format.h"
#include "ui/sendlog/send_log_model.h"
#include "ui/sendlog/send_words.h"
#include "ui/theme/colors.h"
#include "ui/theme/fonts.h"
#include "ui/theme/metrics.h"

#include <QPainter>
#include <QStyle>

namespace counterbell::ui
{

using namespace Qt::StringLiterals;

namespace
{

constexpr int kBadge = 16;
constexpr int kBadgeGap = 6;
constexpr int kChipOutset = 6; // its text stands in line with the column's

class Cell
{
public:
    Cell(QPainter &painter, const QStyleOptionViewItem &option, const QRect &content)
        : m_painter(painter), m_option(option), m_content(content)
    {
    }

    [[nodiscard]] QRect place(int x, int width, int height) const
    {
        const QRect at(m_content.x() + x, m_content.y() + (m_content.height() - height) / 2, width, height);
        return QStyle::visualRect(m_option.direction, m_option.rect, at);
    }

    /// How wide it came out.
    int write(int x, const QString &text, const QFont &letters, const QColor &ink,
              Qt::Alignment alignment = Qt::AlignLeading) const
    {
        const int room = m_content.width() - x;
        if (room <= 0 || text.isEmpty())
            return 0;
        const QFontMetrics metrics(letters);
        const auto shown = metrics.elidedText(text, Qt::ElideRight, room);
        m_painter.setFont(letters);
        m_painter.setPen(ink);
        // In its own direction, so that the ellipsis stands where its words end.
        m_painter.drawText(place(x, room, m_content.height()), alignment | Qt::AlignVCenter | Qt::TextSingleLine,
                           isolated(shown));
        return metrics.horizontalAdvance(shown);
    }

private:
    QPainter &m_painter;
    const QStyleOptionViewItem &m_option;
    QRect m_content;
};

QColor ink(int column, const Send &send, const Colors &c)
{
    if (column == SendLogModel::Recipient)
        return c.text;
    if (column == SendLogModel::WhatHappened) {
        const auto group = groupOf(send.status);
        return group == SendGroup::Failed || group == SendGroup::NeverAttempted ? c.text : c.text2;
    }
    return c.text2;
}

} // namespace

void SendLogDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    auto panel = option;
    initStyleOption(&panel, index);
    panel.state.setFlag(QStyle::State_MouseOver, index.row() == m_hoveredRow);
    const auto *style = panel.widget ? panel.widget->style() : nullptr;
    if (style)
        style->drawPrimitive(QStyle::PE_PanelItemViewItem, &panel, painter, panel.widget);

    painter->save();
    painter->setLayoutDirection(option.direction);
    const auto &c = colors(option.palette);
    const int start = index.column() == 0 ? kSpace24 : kSpace8;
    const Cell cell(*painter, panel, option.rect.adjusted(start, 0, -kSpace8, -1));
    const auto send = index.data(SendLogModel::SendRole).value<Send>();
    const auto text = index.data(Qt::DisplayRole).toString();
    switch (index.column()) {
    case SendLogModel::Recipient: {
        const int width = cell.write(0, text, font(Text::BaseMedium), c.text);
        const auto secondary = index.data(SendLogModel::SecondaryRole).toString();
        cell.write(width + kSpace4, secondary, font(Text::Base), c.text3);
        break;
    }
    case SendLogModel::ChannelColumn:
        paintChannelBadge(*painter, cell.place(0, kBadge, kBadge), send.channel, {}, option.direction);
        cell.write(kBadge + kBadgeGap, text, font(Text::Base), c.text2);
        break;
    case SendLogModel::Status: {
        const auto look = statusLook(send.status);
        const auto size = chipSize(look.chip, look.text);
        const int room = option.rect.width() - kSpace8;
        paintChip(*painter, cell.place(-kChipOutset, std::min(size.width(), room), size.height()), look.chip, look.text,
                  option.palette, option.direction);
        break;
    }
    case SendLogModel::Cost:
        cell.write(0, text, font(Text::Base), c.text2, Qt::AlignTrailing);
        break;
    default:
        cell.write(0, text, font(Text::Base), ink(index.column(), send, c));
    }
    painter->restore();
}

QSize SendLogDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    return {0, scaled(kTableRow)};
}

} // namespace counterbell::ui
