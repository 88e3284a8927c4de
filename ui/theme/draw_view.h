// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QRect>
#include <QStyle>

class QPainter;
class QStyleOption;
class QStyleOptionHeader;
class QStyleOptionProgressBar;
class QStyleOptionSlider;
class QStyleOptionViewItem;
class QWidget;

namespace counterbell::ui::draw
{

inline constexpr int kScrollBar = 10;

[[nodiscard]] QRect scrollBarPart(const QStyleOptionSlider &option, QStyle::SubControl part, int slider, int start);
void scrollBar(QPainter &painter, const QStyleOptionSlider &option, const QRect &slider);

void headerSection(QPainter &painter, const QStyleOption &option);
void headerLabel(QPainter &painter, const QStyleOptionHeader &option);
void itemPanel(QPainter &painter, const QStyleOptionViewItem &option, const QWidget *view);
void toolTip(QPainter &painter, const QStyleOption &option);
void progress(QPainter &painter, const QStyleOptionProgressBar &option);

} // namespace counterbell::ui::draw
