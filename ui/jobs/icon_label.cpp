// SPDX-License-Identifier: Apache-2.0
#include "ui/jobs/icon_label.h"

#include "ui/theme/colors.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"

#include <QPainter>

namespace counterbell::ui
{

IconLabel::IconLabel(const QString &iconName, QWidget *parent) : QWidget(parent), m_icon(iconName)
{
    setFixedSize(kIconButton, kIconButton);
}

void IconLabel::setIconName(const QString &iconName, bool isGood)
{
    m_icon = iconName;
    m_isGood = isGood;
    update();
}

void IconLabel::paintEvent(QPaintEvent *)
{
    const auto &c = colors(palette());
    QPainter painter(this);
    paintIcon(painter, rect(), m_icon, m_isGood ? c.ok : c.text3, layoutDirection());
}

} // namespace counterbell::ui
