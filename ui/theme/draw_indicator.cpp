// SPDX-License-Identifier: Apache-2.0
#include "ui/theme/draw_indicator.h"

#include "ui/theme/colors.h"
#include "ui/theme/draw.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"

#include <QPainter>
#include <QStyleOption>

namespace counterbell::ui::draw
{

using namespace Qt::StringLiterals;

void checkIndicator(QPainter &painter, const QStyleOption &option)
{
    const auto &c = colors(option.palette);
    const bool isEnabled = option.state & QStyle::State_Enabled;
    const bool isMarked = option.state & (QStyle::State_On | QStyle::State_NoChange);
    const bool isHovered = option.state & QStyle::State_MouseOver;
    if (!isMarked) {
        box(painter, option.rect,
            {isEnabled ? (isHovered ? c.hover : c.base) : c.disabled, isEnabled ? c.control : c.line2, 1, kChipRadius});
        return;
    }
    const auto fill = isEnabled ? c.checkedFill : c.accentLine;
    box(painter, option.rect, {fill, {}, 0, kChipRadius});
    const QRect mark = option.rect.adjusted(2, 2, -2, -2);
    const QColor ink = isEnabled ? QColor(Qt::white) : c.base;
    if (option.state & QStyle::State_NoChange) {
        painter.fillRect(QRect(mark.x() + 2, option.rect.center().y(), mark.width() - 4, 2), ink);
        return;
    }
    paintIcon(painter, mark, u"check"_s, ink, Qt::LeftToRight, 2.75);
}

void radioIndicator(QPainter &painter, const QStyleOption &option)
{
    const auto &c = colors(option.palette);
    const bool isEnabled = option.state & QStyle::State_Enabled;
    const QRectF disc(option.rect);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    if (option.state & QStyle::State_On) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(isEnabled ? c.checkedFill : c.accentLine);
        painter.drawEllipse(disc);
        painter.setBrush(isEnabled ? QColor(Qt::white) : c.base);
        painter.drawEllipse(disc.adjusted(5, 5, -5, -5));
    } else {
        painter.setPen(QPen(isEnabled ? c.control : c.line2, 1));
        painter.setBrush(isEnabled ? c.base : c.disabled);
        painter.drawEllipse(disc.adjusted(0.5, 0.5, -0.5, -0.5));
    }
    painter.restore();
}

} // namespace counterbell::ui::draw
