// SPDX-License-Identifier: Apache-2.0
#include "ui/inbox/template_preview.h"

#include "ui/inbox/bubble_layout.h"
#include "ui/inbox/emoji_font.h"
#include "ui/theme/colors.h"
#include "ui/theme/fonts.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/accessible.h"

#include <QPainter>

namespace counterbell::ui
{

TemplatePreview::TemplatePreview(QWidget *parent) : QWidget(parent)
{
    setAccessibleRole(this, QAccessible::StaticText);
    auto policy = QSizePolicy(QSizePolicy::Expanding, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

void TemplatePreview::setText(const FilledTemplate &filled)
{
    m_filled = filled;
    setAccessibleName(filled.text);
    updateGeometry();
    update();
}

std::shared_ptr<QTextLayout> TemplatePreview::lines(int width, int &height) const
{
    auto layout = std::make_shared<QTextLayout>(laidOutText(m_filled.text), ui::font(Text::Base));
    QTextOption option(Qt::AlignLeft | Qt::AlignAbsolute);
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    option.setTextDirection(m_filled.text.isRightToLeft() ? Qt::RightToLeft : Qt::LeftToRight);
    if (m_filled.text.isRightToLeft())
        option.setAlignment(Qt::AlignRight | Qt::AlignAbsolute);
    layout->setTextOption(option);
    auto formats = emojiFormats(m_filled.text);
    for (const auto &value : m_filled.values) {
        QTextCharFormat format;
        format.setForeground(colors(palette()).accentT);
        format.setFontWeight(QFont::DemiBold);
        formats.append({value.start, value.length, format});
    }
    layout->setFormats(formats);
    const int line = lineHeight(Text::Base);
    height = 0;
    layout->beginLayout();
    for (auto l = layout->createLine(); l.isValid(); l = layout->createLine()) {
        l.setLineWidth(std::max(40, width - 2 * kSpace12));
        l.setPosition({0, height + (line - l.height()) / 2});
        height += line;
    }
    layout->endLayout();
    return layout;
}

QSize TemplatePreview::sizeHint() const
{
    const int wide = width() > 100 ? width() : 360;
    return {wide, heightForWidth(wide)};
}

int TemplatePreview::heightForWidth(int width) const
{
    int height = 0;
    (void)lines(width, height);
    return height + 2 * kSpace8;
}

void TemplatePreview::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const auto &c = colors(palette());
    painter.setPen(Qt::NoPen);
    painter.setBrush(c.bubOut);
    int height = 0;
    const auto layout = lines(width(), height);
    const QRect bubble(0, 0, width(), height + 2 * kSpace8);
    painter.drawRoundedRect(bubble, kBubbleRadius, kBubbleRadius);
    // The tail: the bottom corner at the end side.
    const bool isLeft = layoutDirection() == Qt::RightToLeft;
    const QRect corner(isLeft ? 0 : width() - kBubbleRadius, bubble.bottom() + 1 - kBubbleRadius, kBubbleRadius,
                       kBubbleRadius);
    painter.drawRoundedRect(corner, kBubbleTail, kBubbleTail);
    painter.setPen(c.text);
    layout->draw(&painter, QPointF(kSpace12, kSpace8));
}

} // namespace counterbell::ui
