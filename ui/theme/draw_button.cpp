// SPDX-License-Identifier: Apache-2.0
#include "ui/theme/draw_button.h"

#include "ui/theme/colors.h"
#include "ui/theme/draw.h"
#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"

#include <QFontMetrics>
#include <QPainter>
#include <QStyleOption>
#include <QWidget>

#include <algorithm>
#include <cmath>

namespace counterbell::ui::draw
{

using namespace Qt::StringLiterals;

namespace
{

/// Words without the mnemonic's mark, as wide as they are drawn.
int widthOf(const QFont &letters, QString text)
{
    text.replace(u"&&"_s, u"\x01"_s).remove(u'&').replace(u'\x01', u'&');
    return static_cast<int>(std::lround(QFontMetricsF(letters).horizontalAdvance(text)));
}

constexpr int kMnemonic = Qt::TextSingleLine | Qt::TextHideMnemonic;

struct Look {
    QColor fill, border, ink;
};

enum class Kind {
    Neutral,
    Primary,
    Accent,
    Danger,
    DangerOutline,
    Ghost,
    Link,
};

Kind kindOf(const QWidget *widget)
{
    const auto name = widget ? widget->property("kind").toString() : QString();
    if (name == "primary"_L1)
        return Kind::Primary;
    if (name == "accent"_L1)
        return Kind::Accent;
    if (name == "danger"_L1)
        return Kind::Danger;
    if (name == "dangerOutline"_L1)
        return Kind::DangerOutline;
    if (name == "ghost"_L1)
        return Kind::Ghost;
    return name == "link"_L1 ? Kind::Link : Kind::Neutral;
}

Look lookOf(Kind kind, const QStyleOption &option)
{
    const auto &c = colors(option.palette);
    const bool isDown = option.state & (QStyle::State_Sunken | QStyle::State_On);
    const bool isHovered = option.state & QStyle::State_MouseOver;
    const auto of = [&](const QColor &rest, const QColor &hover, const QColor &pressed) {
        return isDown ? pressed : isHovered ? hover : rest;
    };
    const QColor clear = Qt::transparent;
    if (!(option.state & QStyle::State_Enabled)) {
        const bool isFlat = kind == Kind::Ghost || kind == Kind::Link;
        return {isFlat ? clear : c.disabled, isFlat ? QColor() : c.line, c.textd};
    }
    switch (kind) {
    case Kind::Primary: {
        const auto fill = of(c.accent, c.accentH, c.accentP);
        return {fill, fill, c.onAccent};
    }
    case Kind::Danger: {
        const auto fill = of(c.danger, c.danger.darker(112), c.danger.darker(130));
        return {fill, fill, c.onAccent};
    }
    case Kind::Accent:
        return {of(clear, c.hover, c.pressed), c.accentT, c.accentT};
    case Kind::DangerOutline:
        return {of(clear, c.dangerSoft, c.dangerSoft), c.dangerT, c.dangerT};
    case Kind::Ghost:
        return {of(clear, c.hover, c.pressed), {}, c.text};
    case Kind::Link:
        return {clear, {}, of(c.accentT, c.accentT, c.text)};
    case Kind::Neutral:
        break;
    }
    return {of(c.base, c.hover, c.pressed), c.line2, c.text};
}

struct Measure {
    int height, padding, gap;
    QFont letters;
};

Measure measureOf(Kind kind, const QWidget *widget)
{
    const bool isLarge = flag(widget, "large");
    const bool isStrong = isLarge || (kind != Kind::Neutral && kind != Kind::Ghost);
    const auto letters = font(isStrong ? Text::BaseStrong : Text::BaseMedium);
    if (kind == Kind::Link)
        return {scaled(kControlHeight), 2, 6, letters};
    return {scaled(isLarge ? kLargeControl : kControlHeight), isLarge ? 17 : 13, isLarge ? 8 : 6, letters};
}

/// An icon stands 2 further out than text would.
constexpr int kIconOverhang = 2;
constexpr int kChevron = kIconInline;

} // namespace

QSize pushButtonSize(const QStyleOptionButton &option, const QWidget *widget)
{
    const auto measure = measureOf(kindOf(widget), widget);
    int width = 2 * measure.padding + widthOf(measure.letters, option.text);
    if (!option.icon.isNull())
        width += option.iconSize.width() - (option.text.isEmpty() ? 0 : kIconOverhang - measure.gap);
    if (option.features & QStyleOptionButton::HasMenu)
        width += measure.gap + kChevron - 4;
    return {std::max(width, measure.height), measure.height};
}

void pushButton(QPainter &painter, const QStyleOptionButton &option, const QWidget *widget)
{
    const auto kind = kindOf(widget);
    const auto look = lookOf(kind, option);
    const auto measure = measureOf(kind, widget);
    box(painter, option.rect, {look.fill, look.border, 1, kButtonRadius});

    const bool hasText = !option.text.isEmpty();
    const int side = option.icon.isNull() ? 0 : option.iconSize.width();
    const bool hasMenu = option.features & QStyleOptionButton::HasMenu;
    const int before = side == 0 ? 0 : hasText ? side - kIconOverhang + measure.gap : side;
    const int after = hasMenu ? measure.gap + kChevron : 0;
    const QFontMetrics letters(measure.letters);
    const int room = option.rect.width() - before - after - (kind == Kind::Link ? 0 : 8); // a link is its letters
    const int text = std::min(widthOf(measure.letters, option.text), room);
    int x = (option.rect.width() - before - text - after) / 2;
    if (side > 0)
        tinted(painter, square(option, option.rect, hasText ? x - kIconOverhang : x, side), option.icon, look.ink,
               option);
    x += before;
    painter.save();
    auto shown = measure.letters;
    shown.setUnderline(kind == Kind::Link && (option.state & QStyle::State_MouseOver) &&
                       (option.state & QStyle::State_Enabled));
    painter.setFont(shown);
    painter.setPen(look.ink);
    const QRect label(option.rect.x() + x, option.rect.y(), text + 1, option.rect.height());
    painter.drawText(mirrored(option, option.rect, label),
                     Qt::AlignLeft | Qt::AlignAbsolute | Qt::AlignVCenter | kMnemonic,
                     letters.elidedText(option.text, Qt::ElideRight, room + 1, Qt::TextShowMnemonic));
    painter.restore();
    if (hasMenu)
        paintIcon(painter, square(option, option.rect, x + text + measure.gap, kChevron), u"chevron-down"_s, look.ink,
                  option.direction);
}

namespace
{

bool showsText(const QStyleOptionToolButton &option)
{
    return option.toolButtonStyle != Qt::ToolButtonIconOnly && !option.text.isEmpty();
}

bool showsIcon(const QStyleOptionToolButton &option)
{
    return option.toolButtonStyle != Qt::ToolButtonTextOnly && !option.icon.isNull();
}

QFont toolLetters(Kind kind, const QWidget *widget)
{
    if (kind != Kind::Link)
        return font(Text::BaseMedium);
    return font(flag(widget, "small") ? Text::MetaMedium : Text::BaseStrong);
}

int toolPadding(Kind kind)
{
    return kind == Kind::Link ? 2 : 8;
}

} // namespace

QSize toolButtonSize(const QStyleOptionToolButton &option, const QWidget *widget)
{
    const auto kind = kindOf(widget);
    const int height =
        flag(widget, "small") ? scaled(kSpace24) : scaled(flag(widget, "large") ? kLargeControl : kControlHeight);
    if (!showsText(option))
        return {height, height};
    int width = 2 * toolPadding(kind) + widthOf(toolLetters(kind, widget), option.text);
    if (showsIcon(option))
        width += option.iconSize.width() + 6;
    if (option.features & QStyleOptionToolButton::HasMenu)
        width += kChevron + 4;
    return {width, height};
}

void toolButton(QPainter &painter, const QStyleOptionToolButton &option, const QWidget *widget)
{
    const auto &c = colors(option.palette);
    const auto kind = kindOf(widget);
    const bool isEnabled = option.state & QStyle::State_Enabled;
    const bool isOn = option.state & QStyle::State_On;
    const bool isDown = option.state & QStyle::State_Sunken;
    const bool isHovered = isEnabled && (option.state & QStyle::State_MouseOver);
    const bool hasBorder = widget && widget->property("kind").toString() == "bordered"_L1;

    QColor ink = !isEnabled ? c.textd : isOn || kind == Kind::Link ? c.accentT : showsText(option) ? c.text : c.text2;
    if (kind == Kind::DangerOutline && isEnabled)
        ink = c.dangerT;
    if (kind != Kind::Link) {
        QColor fill = hasBorder ? c.base : QColor(Qt::transparent);
        if (isOn)
            fill = c.sel;
        else if (isDown)
            fill = c.pressed;
        else if (isHovered)
            fill = c.hover;
        box(painter, option.rect, {fill, hasBorder ? c.line2 : QColor(), 1, kButtonRadius});
    }
    const int side = option.iconSize.width();
    if (!showsText(option)) {
        const QRect middle(option.rect.x() + (option.rect.width() - side) / 2,
                           option.rect.y() + (option.rect.height() - side) / 2, side, side);
        tinted(painter, middle, option.icon, ink, option);
        return;
    }
    int x = toolPadding(kind);
    if (showsIcon(option)) {
        tinted(painter, square(option, option.rect, x, side), option.icon, ink, option);
        x += side + 6;
    }
    const bool hasMenu = option.features & QStyleOptionToolButton::HasMenu;
    const int end = toolPadding(kind) + (hasMenu ? kChevron + 4 : 0);
    const QRect label = option.rect.adjusted(x, 0, -end, 0);
    painter.save();
    painter.setFont(toolLetters(kind, widget));
    if (kind == Kind::Link && isHovered) {
        auto underlined = painter.font();
        underlined.setUnderline(true);
        painter.setFont(underlined);
    }
    painter.setPen(ink);
    painter.setLayoutDirection(option.direction);
    painter.drawText(
        mirrored(option, option.rect, label), Qt::AlignLeading | Qt::AlignVCenter | kMnemonic,
        painter.fontMetrics().elidedText(option.text, Qt::ElideRight, label.width() + 1, Qt::TextShowMnemonic));
    painter.restore();
    if (hasMenu)
        paintIcon(painter, square(option, option.rect, option.rect.width() - 4 - kChevron, kChevron), u"chevron-down"_s,
                  isEnabled ? c.text3 : c.textd, option.direction);
}

} // namespace counterbell::ui::draw
