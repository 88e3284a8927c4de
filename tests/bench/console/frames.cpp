// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/console/frames.h"

#include "tests/bench/console/stopwatch.h"

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QEvent>
#include <QTimer>

namespace counterbell::bench
{

void waitUntil(const char *what, const std::function<bool()> &isThere)
{
    const QDeadlineTimer deadline(60'000);
    while (!isThere()) {
        if (deadline.hasExpired())
            qFatal("waited a minute for %s", what);
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents | QEventLoop::AllEvents);
    }
}

PaintWatch::PaintWatch(QWidget *widget) : QObject(widget)
{
    widget->installEventFilter(this);
}

bool PaintWatch::eventFilter(QObject *, QEvent *event)
{
    if (event->type() == QEvent::Paint && !isPainted() && (!m_when || m_when()))
        QTimer::singleShot(0, this, [this, round = m_round] {
            if (round == m_round && !isPainted())
                m_paintedAtNs = nowNs();
        });
    return false;
}

} // namespace counterbell::bench
