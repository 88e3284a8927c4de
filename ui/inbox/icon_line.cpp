// SPDX-License-Identifier: Apache-2.0
#include "ui/inbox/icon_line.h"

#include "ui/inbox/side_section.h"
#include "ui/theme/colors.h"
#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>

namespace counterbell::ui
{

using namespace Qt::StringLiterals;

IconLine::IconLine(const QString &iconName, const QString &text, Look look, QWidget *parent)
    : QWidget(parent), m_icon(iconName), m_look(look)
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(kSpace4);
    row->addSpacing(kIconInline);
    auto *label = textLabel(text, look == Look::Danger ? u"error"_s : u"small"_s);
    if (look == Look::Quiet)
        label->setFont(ui::font(Text::Meta));
    label->setForegroundRole(QPalette::WindowText);
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
