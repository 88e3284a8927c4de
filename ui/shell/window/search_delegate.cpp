// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/window/search_delegate.h"

#include "ui/shell/window/search_results.h"
#include "ui/theme/colors.h"
#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/paint.h"

#include <QPainter>

namespace counterbell::ui
{

void SearchDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const auto &c = colors(option.palette);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    paintRow(*painter, option.rect, option.state & QStyle::State_Selected, option.state & QStyle::State_MouseOver,
             option.palette);
    const auto place = [&option](const QRect &box) { return QStyle::visualRect(option.direction, option.rect, box); };
    const auto &box = option.rect;
    const QRect mark(box.x() + kSpace12, box.y() + (box.height() - kIconTool) / 2, kIconTool, kIconTool);
    paintIcon(*painter, place(mark), index.data(SearchResults::IconRole).toString(), c.text2, option.direction);

    const int upper = lineHeight(Text::Base);
    const int lower = lineHeight(Text::Meta);
    const int start = kSpace12 + kIconTool + kSpace12;
    QRect line(box.x() + start, box.y() + (box.height() - upper - lower) / 2, box.width() - start - kSpace12, upper);
    const auto align = QStyle::visualAlignment(option.direction, Qt::AlignLeft | Qt::AlignVCenter);
    const auto write = [&](Text text, const QColor &color, const QString &words) {
        painter->setFont(ui::font(text));
        painter->setPen(color);
        painter->drawText(place(line), align, painter->fontMetrics().elidedText(words, Qt::ElideRight, line.width()));
    };
    write(Text::BaseMedium, c.text, index.data().toString());
    line = QRect(line.x(), line.bottom() + 1, line.width(), lower);
    write(Text::Meta, c.text2, index.data(SearchResults::DetailRole).toString());
    painter->restore();
}

QSize SearchDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    return {0, lineHeight(Text::Base) + lineHeight(Text::Meta) + kSpace12};
}

} // namespace counterbell::ui
