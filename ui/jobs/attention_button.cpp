// SPDX-License-Identifier: Apache-2.0
#include "ui/jobs/attention_button.h"

#include "ui/theme/colors.h"
#include "ui/theme/draw.h"
#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"

#include <QPainter>
#include <QStyle>

using namespace Qt::StringLiterals;

namespace counterbell::ui
{

namespace
{

constexpr int kGap = 6;
constexpr int kBefore = kSpace8 + kIconInline + kGap;

} // namespace

AttentionButton::AttentionButton(QWidget *parent) : QPushButton(parent)
{
    setCheckable(true);
}

QSize AttentionButton::sizeHint() const
{
    const QFontMetrics letters(ui::font(Text::BaseMedium));
    return {kBefore + letters.horizontalAdvance(text()) + 2 + kSpace8, scaled(kControlHeight)};
}

QSize AttentionButton::minimumSizeHint() const
{
    return {kBefore + kSpace48, scaled(kControlHeight)};
}

void AttentionButton::paintEvent(QPaintEvent *)
{
    const auto &c = colors(palette());
    QPainter painter(this);
    if (isChecked())
        draw::box(painter, rect(), {c.attnSoft, c.attnLine, 1, kButtonRadius});
    else if (underMouse())
        draw::box(painter, rect(), {c.hover, QColor(), 0, kButtonRadius});
    const auto placed = [this](const QRect &at) { return QStyle::visualRect(layoutDirection(), rect(), at); };
    paintIcon(painter, placed({kSpace8, (height() - kIconInline) / 2, kIconInline, kIconInline}), u"attention"_s,
              c.attnT, layoutDirection());
    const auto letters = ui::font(Text::BaseMedium);
    painter.setFont(letters);
    painter.setPen(c.attnT);
    const QRect room(kBefore, 0, width() - kBefore - kSpace8, height());
    painter.setLayoutDirection(layoutDirection()); // its own is the application's
    painter.drawText(placed(room), Qt::AlignLeading | Qt::AlignVCenter,
                     QFontMetrics(letters).elidedText(text(), Qt::ElideRight, room.width()));
}

} // namespace counterbell::ui
