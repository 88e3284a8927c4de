// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/filter_chips.h"

#include "ui/theme/colors.h"
#include "ui/theme/draw.h"
#include "ui/theme/fonts.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/accessible.h"
#include "ui/widgets/tabular.h"

#include <QEvent>
#include <QFontMetrics>
#include <QKeyEvent>
#include <QLocale>
#include <QPainter>
#include <QStyle>

namespace counterbell::ui
{

using namespace Qt::StringLiterals;

namespace
{

constexpr int kInset = 9; // with the border
constexpr int kInsetCompact = 7;
constexpr int kGap = 4;

} // namespace

FilterChip::FilterChip(const QString &text, QWidget *parent) : QAbstractButton(parent)
{
    useAccessibleRoles();
    setText(text);
    setCheckable(true);
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setProperty("ringRadius", kFilterChipHeight / 2);
    setProperty("ringInset", (kControlHeight - kFilterChipHeight) / 2);
    rename();
}

void FilterChip::setCount(std::optional<int> count, bool hasMore)
{
    if (count == m_count && hasMore == m_hasMore)
        return;
    m_count = count;
    m_hasMore = hasMore;
    rename();
    updateGeometry();
    update();
}

void FilterChip::setBordered(bool isBordered)
{
    m_isBordered = isBordered;
    update();
}

void FilterChip::rename()
{
    setAccessibleName(m_count ? text() + u' ' + countWord() : text());
}

QString FilterChip::countWord() const
{
    const auto number = QLocale().toString(m_count.value_or(0));
    //: a number of rows at which counting stopped: "10,000+"
    return m_hasMore ? tr("%1+").arg(number) : number;
}

void FilterChip::setFit(Fit fit)
{
    if (fit == m_fit)
        return;
    m_fit = fit;
    updateGeometry();
    update();
}

int FilterChip::widthOf(Fit fit) const
{
    const auto letters = ui::font(isChecked() ? Text::MetaStrong : Text::MetaMedium);
    const int count = showsCount(fit) ? kGap + tabularWidth(letters, countWord()) : 0;
    const int inset = fit == Fit::Full ? kInset : kInsetCompact;
    return 2 * inset + QFontMetrics(letters).horizontalAdvance(text()) + count;
}

QSize FilterChip::sizeHint() const
{
    return {widthOf(m_fit), scaled(kControlHeight)};
}

void FilterChip::paintEvent(QPaintEvent *)
{
    const auto &c = colors(palette());
    const int height = scaled(kFilterChipHeight);
    const QRect chip(0, (this->height() - height) / 2, width(), height);
    QColor fill = m_isBordered ? c.base : QColor(Qt::transparent);
    QColor border = m_isBordered ? c.line2 : QColor();
    if (isChecked()) {
        fill = isDown() ? c.accentP : underMouse() && isEnabled() ? c.accentH : c.accent;
        border = QColor();
    } else if (isEnabled() && (isDown() || underMouse())) {
        fill = isDown() ? c.pressed : c.hover;
    }
    QPainter painter(this);
    draw::box(painter, chip, {fill, border, 1, height / 2.0});
    const auto letters = ui::font(isChecked() ? Text::MetaStrong : Text::MetaMedium);
    painter.setFont(letters);
    painter.setLayoutDirection(layoutDirection());
    const int textWidth = QFontMetrics(letters).horizontalAdvance(text());
    const int inset = m_fit == Fit::Full ? kInset : kInsetCompact;
    const auto at = [&](int x, int room) {
        return QStyle::visualRect(layoutDirection(), rect(), QRect(x, chip.y(), room, height));
    };
    const auto ink = [&](const QColor &rest) { return !isEnabled() ? c.textd : isChecked() ? c.onAccent : rest; };
    painter.setPen(ink(c.text2));
    painter.drawText(at(inset, textWidth + 1), Qt::AlignLeading | Qt::AlignVCenter | Qt::TextSingleLine, text());
    if (!showsCount(m_fit))
        return;
    const auto number = countWord();
    painter.setPen(ink(c.text3));
    paintTabular(painter, at(inset + textWidth + kGap, tabularWidth(letters, number)), Qt::AlignLeft, number);
}

void FilterChip::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::FontChange || event->type() == QEvent::ApplicationFontChange ||
        event->type() == QEvent::StyleChange)
        updateGeometry();
    QAbstractButton::changeEvent(event);
}

void FilterChip::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Right:
    case Qt::Key_Up:
    case Qt::Key_Down:
        event->ignore(); // the row's
        break;
    default:
        QAbstractButton::keyPressEvent(event);
    }
}

} // namespace counterbell::ui
