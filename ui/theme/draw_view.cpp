// SPDX-License-Identifier: Apache-2.0
#include "ui/theme/draw_view.h"

#include "ui/theme/colors.h"
#include "ui/theme/draw.h"
#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"

#include <QFontMetrics>
#include <QPainter>
#include <QStyleOption>
#include <QTableView>

#include <algorithm>

namespace counterbell::ui::draw
{

using namespace Qt::StringLiterals;

QRect scrollBarPart(const QStyleOptionSlider &option, QStyle::SubControl part, int slider, int start)
{
    const bool isFlat = option.orientation == Qt::Horizontal;
    const int length = isFlat ? option.rect.width() : option.rect.height();
    const auto along = [&](int from, int to) {
        const QRect rect = isFlat ? QRect(option.rect.x() + from, option.rect.y(), to - from, option.rect.height())
                                  : QRect(option.rect.x(), option.rect.y() + from, option.rect.width(), to - from);
        return isFlat ? mirrored(option, option.rect, rect) : rect;
    };
    switch (part) {
    case QStyle::SC_ScrollBarGroove:
        return option.rect;
    case QStyle::SC_ScrollBarSlider:
        return along(start, start + slider);
    case QStyle::SC_ScrollBarSubPage:
        return along(0, start);
    case QStyle::SC_ScrollBarAddPage:
        return along(start + slider, length);
    default:
        return {}; // no arrows
    }
}

void scrollBar(QPainter &painter, const QStyleOptionSlider &option, const QRect &slider)
{
    if (option.maximum <= option.minimum)
        return;
    const auto &c = colors(option.palette);
    const bool isLive = option.state & (QStyle::State_MouseOver | QStyle::State_Sunken);
    const QRect handle = slider.adjusted(2, 2, -2, -2);
    box(painter, handle, {isLive ? c.control : c.line2, {}, 0, std::min(handle.width(), handle.height()) / 2.0});
}

void headerSection(QPainter &painter, const QStyleOption &option)
{
    const auto &c = colors(option.palette);
    painter.fillRect(option.rect, c.pane);
    painter.fillRect(QRect(option.rect.x(), option.rect.bottom(), option.rect.width(), 1), c.line2);
}

void headerLabel(QPainter &painter, const QStyleOptionHeader &option)
{
    const auto &c = colors(option.palette);
    // Qt calls the first section the last one where sections run from right to left.
    const auto first =
        option.direction == Qt::RightToLeft ? QStyleOptionHeader::End : QStyleOptionHeader::Beginning;
    const bool isFirst = option.position == first || option.position == QStyleOptionHeader::OnlyOneSection;
    QRect label = option.rect.adjusted(isFirst ? kSpace24 : kSpace8, 0, -kSpace8, 0);
    label = mirrored(option, option.rect, label);
    painter.save();
    const auto letters = font(Text::MetaMedium);
    painter.setFont(letters);
    painter.setPen(c.text2);
    painter.setLayoutDirection(option.direction);
    const bool isSorted = option.sortIndicator != QStyleOptionHeader::None;
    const int room = label.width() - (isSorted ? kIconChip + 4 : 0);
    const auto text = QFontMetrics(letters).elidedText(option.text, Qt::ElideRight, room);
    painter.drawText(label, (option.textAlignment & Qt::AlignHorizontal_Mask) | Qt::AlignVCenter | Qt::TextSingleLine,
                     text);
    painter.restore();
    if (isSorted) {
        const int x = QFontMetrics(letters).horizontalAdvance(text) + 4;
        paintIcon(painter, square(option, label, x, kIconChip),
                  option.sortIndicator == QStyleOptionHeader::SortDown ? u"chevron-up"_s : u"chevron-down"_s, c.text3,
                  option.direction);
    }
}

void itemPanel(QPainter &painter, const QStyleOptionViewItem &option, const QWidget *view)
{
    const auto &c = colors(option.palette);
    const bool isEnabled = option.state & QStyle::State_Enabled;
    if (option.backgroundBrush.style() != Qt::NoBrush)
        painter.fillRect(option.rect, option.backgroundBrush);
    if (view && view->window()->inherits("QComboBoxPrivateContainer")) {
        if (option.state & (QStyle::State_Selected | QStyle::State_MouseOver))
            box(painter, option.rect.adjusted(4, 0, -4, 0),
                {schemeOf(option.palette) == Scheme::Dark ? c.pressed : c.hover, {}, 0, kChipRadius});
        return;
    }
    if (option.state & QStyle::State_Selected)
        painter.fillRect(option.rect, c.sel);
    else if (isEnabled && (option.state & QStyle::State_MouseOver))
        painter.fillRect(option.rect, c.hover);
    if (qobject_cast<const QTableView *>(view))
        painter.fillRect(QRect(option.rect.x(), option.rect.bottom(), option.rect.width(), 1), c.line);
}

void toolTip(QPainter &painter, const QStyleOption &option)
{
    box(painter, option.rect, {colors(option.palette).toast, {}, 0, kChipRadius});
}

void progress(QPainter &painter, const QStyleOptionProgressBar &option)
{
    const auto &c = colors(option.palette);
    const int height = std::min(option.rect.height(), 6);
    const QRect track(option.rect.x(), option.rect.center().y() - height / 2, option.rect.width(), height);
    box(painter, track, {c.neutralSoft, {}, 0, height / 2.0});
    const auto span = std::max<qint64>(1, qint64(option.maximum) - option.minimum);
    const auto done = std::clamp<qint64>(qint64(option.progress) - option.minimum, 0, span);
    const int width = static_cast<int>(track.width() * done / span);
    if (width > 0)
        // From the left under every locale, like waveforms (DESIGN-SYSTEM 9).
        box(painter, QRect(track.topLeft(), QSize(std::max(width, height), height)),
            {c.checkedFill, {}, 0, height / 2.0});
}

} // namespace counterbell::ui::draw
