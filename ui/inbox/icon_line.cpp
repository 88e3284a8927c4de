// SPDX-License-Identifier: Apache-2.0
#include "ui/inbox/icon_line.h"

#include "ui/inbox/side_section.h"
#include "ui/theme/colors.h"
#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"

#include <QHBoxLayout>
#include <QPainter>

namespace counterbell::ui
{

using namespace Qt::StringLiterals;

IconLine::IconLine(const QString &iconName, const QString &text, Look look, QWidget *parent)
    : QWidget(parent), m_icon(iconName), m_look(look)
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addSpacing(kIconInline + kSpace4);
    auto *label = textLabel(text, Text::Meta, look == Look::Danger ? Tone::Danger : Tone::Text2);
    row->addWidget(label, 1);
}

void IconLine::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const auto &color = colors(palette());
    const QRect place =
        QStyle::visualRect(layoutDirection(), rect(), {0, 0, kIconInline, qMin(height(), lineHeight(Text::Meta))});
    paintIcon(painter, place, m_icon, m_look == Look::Danger ? color.dangerT : color.text2, layoutDirection(), 1.75);
}

} // namespace counterbell::ui
