// SPDX-License-Identifier: Apache-2.0
#include "ui/shell/window/rail_button.h"

#include "ui/theme/colors.h"
#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/icon_button.h"
#include "ui/widgets/paint.h"

#include <QPainter>

namespace counterbell::ui
{

namespace
{
constexpr int kItemWidth = 68;
constexpr int kFoldedSize = 44;
constexpr int kIconGap = 4;
} // namespace

RailButton::RailButton(const QString &iconName, const QString &title, QWidget *parent)
    : QAbstractButton(parent), m_icon(iconName), m_title(title)
{
    setObjectName(QStringLiteral("rail.") + iconName);
    setCheckable(true);
    setAutoExclusive(true);
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    setProperty("ringRadius", kCardRadius);
    setText(title);
    nameIt();
}

void RailButton::setCount(int count)
{
    if (std::exchange(m_count, count) == count)
        return;
    nameIt();
    update();
}

void RailButton::setFolded(bool isFolded)
{
    m_isFolded = isFolded;
    updateGeometry();
    update();
}

void RailButton::setKey(const QKeySequence &key)
{
    m_key = key;
    nameIt();
}

void RailButton::nameIt()
{
    //: %1 a section of the window, %2 how many in it wait
    setAccessibleName(m_count > 0 ? tr("%1, %2").arg(m_title).arg(m_count) : m_title);
    setToolTip(toolTipText(m_title, m_key));
}

QSize RailButton::sizeHint() const
{
    if (m_isFolded)
        return {kFoldedSize, kFoldedSize};
    const auto label = QFontMetrics(ui::font(Text::MetaStrong)).horizontalAdvance(m_title);
    return {std::max(kItemWidth, label + kSpace8), scaled(kRailItem)};
}

void RailButton::paintEvent(QPaintEvent *)
{
    const auto &c = colors(palette());
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool isHovered = underMouse() && isEnabled();
    if (isChecked() || isHovered || isDown()) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(isChecked() ? c.sel : isDown() ? c.pressed : c.hover);
        painter.drawRoundedRect(rect(), kCardRadius, kCardRadius);
    }
    const auto color = isChecked() ? c.accentT : c.text2;
    const int text = lineHeight(Text::Meta);
    const int top = m_isFolded ? (height() - kIconRail) / 2 : (height() - kIconRail - kIconGap - text) / 2;
    const QRect mark((width() - kIconRail) / 2, top, kIconRail, kIconRail);
    paintIcon(painter, mark, m_icon, color, layoutDirection());
    if (!m_isFolded) {
        painter.setPen(color);
        painter.setFont(ui::font(isChecked() ? Text::MetaStrong : Text::MetaMedium));
        painter.drawText(QRect(0, mark.bottom() + 1 + kIconGap, width(), text), Qt::AlignCenter, m_title);
    }
    if (m_count > 0) {
        const auto size = countBadgeSize(m_count);
        QRect badge(QPoint(mark.right() + 1 - size.width() / 2, kIconGap), size);
        badge.moveRight(std::min(badge.right(), width() - 2));
        paintCountBadge(painter, QStyle::visualRect(layoutDirection(), rect(), badge), m_count, true, palette());
    }
}

} // namespace counterbell::ui
