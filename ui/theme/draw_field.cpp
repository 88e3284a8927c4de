// SPDX-License-Identifier: Apache-2.0
#include "ui/theme/draw_field.h"

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

namespace counterbell::ui::draw
{

using namespace Qt::StringLiterals;

namespace
{

constexpr int kPadding = 11;   // with the border
constexpr int kEditMargin = 2; // QLineEdit's own, beside its text
constexpr int kMark = kIconInline;
constexpr int kMarkGap = 8;
constexpr int kSpinButtons = 24;

/// The line within a spin box or an editable combo, whose frame is theirs.
bool isBare(const QStyleOption &option)
{
    const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(&option);
    return frame && frame->lineWidth <= 0;
}

bool hasMark(const QWidget *widget)
{
    return flag(widget, "error") || flag(widget, "locked");
}

} // namespace

void fieldFrame(QPainter &painter, const QStyleOption &option, const QWidget *widget)
{
    if (isBare(option))
        return;
    const auto &c = colors(option.palette);
    const bool isEnabled = option.state & QStyle::State_Enabled;
    const bool isWrong = flag(widget, "error");
    Box look{isEnabled ? c.base : c.disabled, flag(widget, "soft") ? c.line2 : c.control, 1, kButtonRadius};
    if (!isEnabled)
        look.border = c.line2;
    else if (isWrong || (option.state & QStyle::State_HasFocus))
        look = {c.base, isWrong ? c.dangerT : c.accentT, 2, kButtonRadius};
    box(painter, option.rect, look);
    if (hasMark(widget)) {
        const auto place = square(option, option.rect, option.rect.width() - kPadding - kMark, kMark);
        paintIcon(painter, place, isWrong ? u"failed"_s : u"lock"_s, isWrong ? c.dangerT : c.text3, option.direction,
                  1.75);
    }
}

QRect fieldContents(const QStyleOption &option, const QWidget *widget)
{
    if (isBare(option))
        return option.rect;
    const int side = kPadding - kEditMargin;
    return mirrored(option, option.rect,
                    option.rect.adjusted(side, 1, hasMark(widget) ? -side - kMark - kMarkGap : -side, -1));
}

int fieldHeight(const QWidget *widget)
{
    return scaled(flag(widget, "large") ? kLargeControl : kControlHeight);
}

QSize comboSize(const QStyleOptionComboBox &option, const QSize &contents, const QWidget *widget)
{
    int text = contents.width();
    // Qt measures with the widget's weight; ours is medium.
    text = std::max(text, QFontMetrics(font(Text::BaseMedium)).horizontalAdvance(option.currentText) +
                              (option.currentIcon.isNull() ? 0 : option.iconSize.width() + 8));
    return {12 + text + 4 + kMark + 9, fieldHeight(widget)};
}

QRect comboPart(const QStyleOptionComboBox &option, QStyle::SubControl part)
{
    const int arrow = 9 + kMark;
    switch (part) {
    case QStyle::SC_ComboBoxArrow:
        return mirrored(option, option.rect, option.rect.adjusted(option.rect.width() - arrow, 0, 0, 0));
    case QStyle::SC_ComboBoxEditField:
        return mirrored(option, option.rect,
                        option.rect.adjusted(option.editable ? kPadding - kEditMargin : 12, 1, -arrow - 4, -1));
    default:
        return option.rect;
    }
}

void comboFrame(QPainter &painter, const QStyleOptionComboBox &option, const QWidget *widget)
{
    const auto &c = colors(option.palette);
    const bool isEnabled = option.state & QStyle::State_Enabled;
    const bool isHovered = option.state & QStyle::State_MouseOver;
    const bool isFocused = (option.state & QStyle::State_HasFocus) &&
                           (option.editable || (option.state & QStyle::State_KeyboardFocusChange));
    Box look{isEnabled ? (isHovered && !option.editable ? c.hover : c.base) : c.disabled,
             isEnabled ? (option.editable ? c.control : c.line2) : c.line, 1, kButtonRadius};
    if (flag(widget, "error") && isEnabled)
        look = {c.base, c.dangerT, 2, kButtonRadius};
    else if (isFocused && isEnabled)
        look = {look.fill, c.accentT, 2, kButtonRadius};
    box(painter, option.rect, look);
    const bool isLocked = flag(widget, "locked");
    paintIcon(painter, square(option, option.rect, option.rect.width() - 9 - kMark, kMark),
              isLocked ? u"lock"_s : u"chevron-down"_s, isEnabled || isLocked ? c.text3 : c.textd, option.direction);
}

void comboLabel(QPainter &painter, const QStyleOptionComboBox &option, const QWidget *widget)
{
    if (option.editable)
        return;
    const auto &c = colors(option.palette);
    const bool isEnabled = option.state & QStyle::State_Enabled;
    QRect label = comboPart(option, QStyle::SC_ComboBoxEditField);
    if (!option.currentIcon.isNull()) {
        const int side = option.iconSize.width();
        tinted(painter, square(option, label, 0, side), option.currentIcon, isEnabled ? c.text2 : c.textd, option);
        label = mirrored(option, label, label.adjusted(side + 8, 0, 0, 0));
    }
    painter.save();
    painter.setFont(font(Text::BaseMedium));
    painter.setPen(isEnabled ? c.text : flag(widget, "locked") ? c.text3 : c.textd);
    painter.setLayoutDirection(option.direction);
    painter.drawText(label, Qt::AlignLeading | Qt::AlignVCenter | Qt::TextSingleLine,
                     painter.fontMetrics().elidedText(option.currentText, Qt::ElideRight, label.width()));
    painter.restore();
}

QRect spinPart(const QStyleOptionSpinBox &option, QStyle::SubControl part)
{
    const bool hasButtons = option.buttonSymbols != QAbstractSpinBox::NoButtons;
    const auto &r = option.rect;
    const QRect buttons = r.adjusted(r.width() - kSpinButtons, 1, -1, -1);
    switch (part) {
    case QStyle::SC_SpinBoxUp:
        return hasButtons ? mirrored(option, r, buttons.adjusted(0, 0, 0, -buttons.height() / 2)) : QRect();
    case QStyle::SC_SpinBoxDown:
        return hasButtons ? mirrored(option, r, buttons.adjusted(0, buttons.height() / 2, 0, 0)) : QRect();
    case QStyle::SC_SpinBoxEditField:
        return mirrored(option, r, r.adjusted(kPadding - kEditMargin, 1, hasButtons ? -kSpinButtons : -kPadding, -1));
    default:
        return r;
    }
}

void spin(QPainter &painter, const QStyleOptionSpinBox &option, const QWidget *widget)
{
    fieldFrame(painter, option, widget);
    if (option.buttonSymbols == QAbstractSpinBox::NoButtons)
        return;
    const auto &c = colors(option.palette);
    const auto chevron = [&](QStyle::SubControl part, const QString &name, QAbstractSpinBox::StepEnabledFlag step) {
        const auto place = spinPart(option, part);
        const bool isLive = (option.state & QStyle::State_Enabled) && (option.stepEnabled & step);
        const bool isDown = (option.activeSubControls & part) && (option.state & QStyle::State_Sunken);
        const QRect icon(place.center().x() - 6, place.center().y() - 6, 13, 13);
        paintIcon(painter, icon, name, isLive ? (isDown ? c.text : c.text3) : c.textd, option.direction);
    };
    chevron(QStyle::SC_SpinBoxUp, u"chevron-up"_s, QAbstractSpinBox::StepUpEnabled);
    chevron(QStyle::SC_SpinBoxDown, u"chevron-down"_s, QAbstractSpinBox::StepDownEnabled);
}

} // namespace counterbell::ui::draw
