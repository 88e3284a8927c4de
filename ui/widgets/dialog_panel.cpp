// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/dialog_panel.h"

#include "ui/theme/colors.h"
#include "ui/theme/draw.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/accessible.h"

#include <QMouseEvent>
#include <QPainter>

namespace counterbell::ui
{

DialogPanel::DialogPanel(QWidget *parent) : QWidget(parent)
{
    useAccessibleRoles();
}

void DialogPanel::paintEvent(QPaintEvent *)
{
    const auto &c = colors(palette());
    QPainter painter(this);
    draw::box(painter, rect(), {c.raised, c.line2, 1, kBubbleRadius});
}

void DialogPanel::mousePressEvent(QMouseEvent *event)
{
    event->accept(); // not the scrim's
}

} // namespace counterbell::ui
