// SPDX-License-Identifier: Apache-2.0
#include "ui/theme/focus_ring.h"

#include "ui/theme/colors.h"
#include "ui/theme/metrics.h"

#include <QAbstractScrollArea>
#include <QEvent>
#include <QPainter>

namespace counterbell::ui
{

namespace
{

constexpr int kReach = kFocusGap + kFocusRing;

} // namespace

FocusRing::FocusRing(QWidget *control) : QWidget(control->window()), m_control(control)
{
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setAttribute(Qt::WA_NoSystemBackground);
    setFocusPolicy(Qt::NoFocus);
    for (auto *widget = control; widget; widget = widget->isWindow() ? nullptr : widget->parentWidget())
        widget->installEventFilter(this);
    connect(control, &QObject::destroyed, this, &QObject::deleteLater);
    follow();
}

bool FocusRing::eventFilter(QObject *, QEvent *event)
{
    switch (event->type()) {
    case QEvent::Move:
    case QEvent::Resize:
    case QEvent::Show:
    case QEvent::Hide:
    case QEvent::ZOrderChange:
        follow();
        break;
    default:
        break;
    }
    return false;
}

void FocusRing::follow()
{
    if (!m_control)
        return;
    auto *window = parentWidget();
    const int across = kReach - m_control->property("ringInset").toInt();
    const auto around =
        QRect(m_control->mapTo(window, QPoint()), m_control->size()).adjusted(-kReach, -across, kReach, across);
    setGeometry(around);
    // Only scrolling hides a part of the ring; a tight layout doesn't.
    QRect shown = around;
    for (auto *widget = m_control->parentWidget(); widget && widget != window; widget = widget->parentWidget()) {
        const auto *area = qobject_cast<QAbstractScrollArea *>(widget->parentWidget());
        if (area && area->viewport() == widget)
            shown &= QRect(widget->mapTo(window, QPoint()), widget->size());
    }
    if (shown == around)
        clearMask();
    else
        setMask(shown.translated(-around.topLeft()));
    setVisible(m_control->isVisibleTo(window) && !shown.isEmpty());
    raise();
}

void FocusRing::paintEvent(QPaintEvent *)
{
    if (!m_control)
        return;
    const auto given = m_control->property("ringRadius");
    const int radius = given.isValid() ? given.toInt() : kButtonRadius;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(colors(m_control->palette()).accentT, kFocusRing));
    const double half = kFocusRing / 2.0;
    const double corner = radius + kFocusGap + half;
    painter.drawRoundedRect(QRectF(rect()).adjusted(half, half, -half, -half), corner, corner);
}

} // namespace counterbell::ui
