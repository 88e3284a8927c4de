// SPDX-License-Identifier: Apache-2.0
#include "ui/settings/settings_nav.h"

#include "ui/settings/settings_parts.h"
#include "ui/theme/colors.h"
#include "ui/theme/draw.h"
#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/theme/scaling.h"

#include <QButtonGroup>
#include <QKeyEvent>
#include <QPainter>
#include <QStyle>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace counterbell::ui
{

namespace
{

constexpr int kIconGap = 10;

} // namespace

SettingsNavItem::SettingsNavItem(const QString &iconName, const QString &text, QWidget *parent)
    : QAbstractButton(parent), m_icon(iconName)
{
    setText(text);
    setAccessibleName(text);
    setCheckable(true);
    setAutoExclusive(true); // a screen reader hears one of several
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    setProperty("ringRadius", kButtonRadius);
}

void SettingsNavItem::setUnsaved(bool isUnsaved)
{
    m_isUnsaved = isUnsaved;
    //: %1 is a section of the settings
    setAccessibleName(isUnsaved ? tr("%1, not saved").arg(text()) : text());
    update();
}

QSize SettingsNavItem::sizeHint() const
{
    return {scaled(kSettingsNav) - 2 * kSpace12, scaled(kControlHeight)};
}

void SettingsNavItem::paintEvent(QPaintEvent *)
{
    const auto &c = colors(palette());
    QPainter painter(this);
    if (isChecked() || underMouse())
        draw::box(painter, rect(), {isChecked() ? c.sel : c.hover, {}, 0, kButtonRadius});
    const auto place = [&](int x, int width) {
        return QStyle::visualRect(layoutDirection(), rect(), QRect(x, 0, width, height()));
    };
    const auto ink = isChecked() ? c.accentT : c.text2;
    auto mark = place(kSpace8, kIconButton);
    mark = QRect(mark.x(), (height() - kIconButton) / 2, kIconButton, kIconButton);
    paintIcon(painter, mark, m_icon, ink, layoutDirection());
    painter.setPen(ink);
    painter.setFont(ui::font(isChecked() ? Text::BaseStrong : Text::BaseMedium));
    painter.setLayoutDirection(layoutDirection());
    const int start = kSpace8 + kIconButton + kIconGap;
    painter.drawText(place(start, width() - start - kSpace16), Qt::AlignLeading | Qt::AlignVCenter, text());
    if (!m_isUnsaved)
        return;
    const auto at = place(width() - kSpace8 - kDot, kDot);
    draw::box(painter, QRect(at.x(), (height() - kDot) / 2, kDot, kDot), {c.accentT, {}, 0, kDot / 2.0});
}

void SettingsNavItem::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Up || event->key() == Qt::Key_Down)
        event->ignore(); // the list's
    else
        QAbstractButton::keyPressEvent(event);
}

SettingsNav::SettingsNav(QWidget *parent)
    : QWidget(parent), m_column(new QVBoxLayout(this)), m_items(new QButtonGroup(this))
{
    keepScaled(this, &QWidget::setFixedWidth, kSettingsNav);
    setAccessibleName(tr("Sections of the settings"));
    m_column->setContentsMargins(kSpace12, 0, kSpace12 + 1, kSpace12);
    m_column->setSpacing(2);
    auto *title = settingsLabel(tr("Settings"), u"title"_s);
    title->setContentsMargins(kSpace8, 0, kSpace8, 0);
    keepScaled(title, &QWidget::setFixedHeight, kHeaderHeight);
    m_column->addWidget(title);
    m_column->addStretch(1);
    m_items->setExclusive(true);
    connect(m_items, &QButtonGroup::idToggled, this, [this](int index, bool isOn) {
        if (isOn)
            Q_EMIT currentChanged(index);
    });
}

void SettingsNav::addGroup(const QString &title)
{
    auto *label = settingsLabel(title, u"group"_s);
    label->setContentsMargins(kSpace8, kSpace8, kSpace8, 0);
    whenScaled(label, [label] { label->setFixedHeight(scaled(kSpace32) - 2); });
    m_column->insertWidget(m_column->count() - 1, label);
}

SettingsNavItem *SettingsNav::addItem(const QString &iconName, const QString &text)
{
    auto *item = new SettingsNavItem(iconName, text);
    m_items->addButton(item, int(m_items->buttons().size()));
    m_column->insertWidget(m_column->count() - 1, item);
    return item;
}

void SettingsNav::setCurrent(int index)
{
    if (auto *item = m_items->button(index))
        item->setChecked(true);
}

int SettingsNav::current() const
{
    return m_items->checkedId();
}

void SettingsNav::paintEvent(QPaintEvent *)
{
    const auto &c = colors(palette());
    QPainter painter(this);
    painter.fillRect(rect(), c.pane);
    const int edge = layoutDirection() == Qt::RightToLeft ? 0 : width() - 1;
    painter.fillRect(QRect(edge, 0, 1, height()), c.line);
}

void SettingsNav::keyPressEvent(QKeyEvent *event)
{
    const int step = event->key() == Qt::Key_Down ? 1 : event->key() == Qt::Key_Up ? -1 : 0;
    const int next = current() + step;
    if (step == 0 || next < 0 || next >= m_items->buttons().size())
        return QWidget::keyPressEvent(event);
    setCurrent(next);
    m_items->button(next)->setFocus(Qt::TabFocusReason);
}

} // namespace counterbell::ui
