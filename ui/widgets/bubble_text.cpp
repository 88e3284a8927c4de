// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/bubble_text.h"

#include "ui/theme/colors.h"
#include "ui/theme/fonts.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/accessible.h"

#include <QEvent>
#include <QPainter>
#include <QPainterPath>
#include <QTextLayout>

namespace counterbell::ui
{

BubbleText::BubbleText(Side side, QWidget *parent) : QWidget(parent), m_side(side)
{
    setAccessibleRole(this, QAccessible::StaticText);
    QSizePolicy policy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

void BubbleText::setText(const QString &text, const std::vector<Mark> &marks)
{
    m_text = text;
    m_marks = marks;
    setAccessibleName(text);
    updateGeometry();
    update();
}

int BubbleText::heightForWidth(int width) const
{
    return lay(width - 2 * kSpace12, nullptr) + 2 * kSpace8;
}

QSize BubbleText::sizeHint() const
{
    return {kBubbleMax, heightForWidth(width() > 0 ? width() : kBubbleMax)};
}

QSize BubbleText::minimumSizeHint() const
{
    return {scaled(120), scaled(kSpace16) + 2 * kSpace8};
}

int BubbleText::lay(int width, QPainter *painter) const
{
    auto text = m_text;
    text.replace(QChar::LineFeed, QChar::LineSeparator);
    QTextLayout layout(text, ui::font(Text::Base));
    QTextOption option(Qt::AlignLeading);
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    // The text's first strong letter decides (DESIGN-SYSTEM 9); it still stands at its side.
    option.setTextDirection(text.isRightToLeft() ? Qt::RightToLeft : Qt::LeftToRight);
    option.setAlignment(layoutDirection() == Qt::RightToLeft ? Qt::AlignRight | Qt::AlignAbsolute
                                                             : Qt::AlignLeft | Qt::AlignAbsolute);
    layout.setTextOption(option);
    QList<QTextLayout::FormatRange> formats;
    for (const auto &mark : m_marks) {
        QTextCharFormat format;
        format.setFontWeight(QFont::DemiBold);
        format.setForeground(colors(palette()).accentT);
        formats.push_back({mark.start, mark.length, format});
    }
    layout.setFormats(formats);
    const int step = lineHeight(Text::Base);
    int height = 0;
    layout.beginLayout();
    for (auto line = layout.createLine(); line.isValid(); line = layout.createLine()) {
        line.setLineWidth(std::max(width, 1));
        line.setPosition(QPointF(0, height + (step - line.height()) / 2));
        height += step;
    }
    layout.endLayout();
    if (painter)
        layout.draw(painter, QPointF(kSpace12, kSpace8));
    return std::max(height, step);
}

void BubbleText::paintEvent(QPaintEvent *)
{
    const auto &c = colors(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF bubble(rect());
    QPainterPath shape;
    shape.addRoundedRect(bubble, kBubbleRadius, kBubbleRadius);
    const bool isTailLeft = (m_side == Side::In) == (layoutDirection() == Qt::LeftToRight);
    const QRectF corner(isTailLeft ? bubble.left() : bubble.right() - kBubbleRadius, bubble.bottom() - kBubbleRadius,
                        kBubbleRadius, kBubbleRadius);
    QPainterPath tail;
    tail.addRoundedRect(corner, kBubbleTail, kBubbleTail);
    painter.fillPath(shape.united(tail), m_side == Side::In ? c.base : c.bubOut);
    painter.setPen(c.text);
    lay(width() - 2 * kSpace12, &painter);
}

void BubbleText::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::FontChange || event->type() == QEvent::ApplicationFontChange)
        updateGeometry();
    QWidget::changeEvent(event);
}

} // namespace counterbell::ui
