// SPDX-License-Identifier: Apache-2.0
#include "ui/theme/draw.h"

#include "ui/theme/icons.h"

#include <QPainter>
#include <QStyle>
#include <QStyleOption>
#include <QWidget>

#include <algorithm>

namespace counterbell::ui::draw
{

void box(QPainter &painter, const QRect &rect, const Box &look)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    QRectF shape(rect);
    painter.setPen(Qt::NoPen);
    if (look.border.isValid() && look.borderWidth > 0) {
        // Border and fill as two filled shapes: a stroke over a fill lets the fill shine through at the corners.
        painter.setBrush(look.border);
        if (look.fill.alpha() == 255) {
            painter.drawRoundedRect(shape, look.radius, look.radius);
            const double width = look.borderWidth;
            shape.adjust(width, width, -width, -width);
            painter.setBrush(look.fill);
            painter.drawRoundedRect(shape, std::max(0.0, look.radius - width), std::max(0.0, look.radius - width));
        } else {
            const double half = look.borderWidth / 2.0;
            painter.setBrush(look.fill);
            painter.setPen(QPen(look.border, look.borderWidth));
            painter.drawRoundedRect(shape.adjusted(half, half, -half, -half), look.radius - half, look.radius - half);
        }
    } else {
        painter.setBrush(look.fill);
        painter.drawRoundedRect(shape, look.radius, look.radius);
    }
    painter.restore();
}

void tinted(QPainter &painter, const QRect &rect, const QIcon &icon, const QColor &color, const QStyleOption &option)
{
    if (const auto name = icon.name(); !counterbell::ui::icon(name).isNull())
        paintIcon(painter, rect, name, color, option.direction);
    else
        icon.paint(&painter, rect, Qt::AlignCenter,
                   option.state & QStyle::State_Enabled ? QIcon::Normal : QIcon::Disabled);
}

bool flag(const QWidget *widget, const char *property)
{
    return widget && widget->property(property).toBool();
}

QRect mirrored(const QStyleOption &option, const QRect &within, const QRect &rect)
{
    return QStyle::visualRect(option.direction, within, rect);
}

QRect square(const QStyleOption &option, const QRect &within, int x, int size)
{
    return mirrored(option, within, QRect(within.x() + x, within.y() + (within.height() - size) / 2, size, size));
}

} // namespace counterbell::ui::draw
