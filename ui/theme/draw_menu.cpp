// SPDX-License-Identifier: Apache-2.0
#include "ui/theme/draw_menu.h"

#include "ui/theme/colors.h"
#include "ui/theme/draw.h"
#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"

#include <QFontMetrics>
#include <QMenu>
#include <QPainter>
#include <QStyleOption>

namespace counterbell::ui::draw
{

using namespace Qt::StringLiterals;

namespace
{

constexpr int kPadding = 8;
constexpr int kEndGap = 24;
constexpr int kMnemonic = Qt::TextSingleLine | Qt::TextHideMnemonic;

bool hasIconColumn(const QStyleOptionMenuItem &option)
{
    return option.maxIconWidth > 0 || option.menuHasCheckableItems || !option.icon.isNull();
}

} // namespace

void menuPanel(QPainter &painter, const QStyleOption &option)
{
    const auto &c = colors(option.palette);
    box(painter, option.rect, {c.raised, c.line2, 1, kCardRadius});
}

QSize menuItemSize(const QStyleOptionMenuItem &option)
{
    if (option.menuItemType == QStyleOptionMenuItem::Separator)
        return {kSpace48, 9};
    const auto parts = option.text.split(u'\t');
    int width = 2 * kPadding + QFontMetrics(font(Text::Base)).size(kMnemonic, parts.first()).width();
    if (hasIconColumn(option))
        width += kIconButton + kPadding;
    if (parts.size() > 1)
        width += kEndGap; // QMenu adds the widest shortcut itself
    if (option.menuItemType == QStyleOptionMenuItem::SubMenu)
        width += kEndGap;
    return {width, scaled(kMenuItem)};
}

void menuItem(QPainter &painter, const QStyleOptionMenuItem &option, const QWidget *widget)
{
    const auto &c = colors(option.palette);
    const auto &r = option.rect;
    if (option.menuItemType == QStyleOptionMenuItem::Separator) {
        painter.fillRect(QRect(r.x() + kPadding, r.center().y(), r.width() - 2 * kPadding, 1), c.line);
        return;
    }
    const bool isEnabled = option.state & QStyle::State_Enabled;
    if (isEnabled && (option.state & QStyle::State_Selected))
        box(painter, r, {schemeOf(option.palette) == Scheme::Dark ? c.pressed : c.hover, {}, 0, kChipRadius});
    const auto *menu = qobject_cast<const QMenu *>(widget);
    const auto *action = menu ? menu->actionAt(r.center()) : nullptr;
    const bool isDanger = action && action->property("kind").toString() == "danger"_L1;
    const QColor ink = !isEnabled ? c.textd : isDanger ? c.dangerT : c.text;
    const QColor mark = !isEnabled ? c.textd : isDanger ? c.dangerT : c.text2;

    int x = kPadding;
    if (hasIconColumn(option)) {
        const auto place = square(option, r, x, kIconButton);
        if (option.checkType != QStyleOptionMenuItem::NotCheckable && option.icon.isNull()) {
            if (option.checked)
                paintIcon(painter, place, u"check"_s, isEnabled ? c.accentT : c.textd, option.direction);
        } else if (!option.icon.isNull()) {
            tinted(painter, place, option.icon, mark, option);
        }
        x += kIconButton + kPadding;
    }
    const auto parts = option.text.split(u'\t');
    const QRect label = mirrored(option, r, r.adjusted(x, 0, -kPadding, 0));
    painter.save();
    painter.setLayoutDirection(option.direction);
    painter.setFont(font(Text::Base));
    painter.setPen(ink);
    painter.drawText(label, Qt::AlignLeading | Qt::AlignVCenter | kMnemonic, parts.first());
    if (parts.size() > 1) {
        painter.setFont(font(Text::Meta));
        painter.setPen(c.text3); // a reason stays readable though its item is not for use
        painter.drawText(label, Qt::AlignTrailing | Qt::AlignVCenter | Qt::TextSingleLine, parts.last());
    }
    painter.restore();
    if (option.menuItemType == QStyleOptionMenuItem::SubMenu)
        paintIcon(painter, square(option, r, r.width() - kPadding - kIconInline, kIconInline), u"chevron-next"_s,
                  isEnabled ? c.text3 : c.textd, option.direction);
}

} // namespace counterbell::ui::draw
