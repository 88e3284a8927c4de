// SPDX-License-Identifier: Apache-2.0
#include "ui/theme/focus_rings.h"

#include <QAbstractButton>
#include <QFocusEvent>
#include <QKeyEvent>

namespace counterbell::ui
{

namespace
{

bool isModifier(int key)
{
    return key == Qt::Key_Shift || key == Qt::Key_Control || key == Qt::Key_Alt || key == Qt::Key_Meta ||
           key == Qt::Key_AltGr;
}

} // namespace

FocusRings::~FocusRings()
{
    delete m_ring;
}

bool FocusRings::eventFilter(QObject *watched, QEvent *event)
{
    switch (event->type()) {
    case QEvent::KeyPress:
        if (!isModifier(static_cast<QKeyEvent *>(event)->key()))
            setByKeyboard(watched, true);
        break;
    case QEvent::MouseButtonPress:
    case QEvent::TouchBegin:
        setByKeyboard(watched, false);
        break;
    case QEvent::FocusIn:
        if (watched->isWidgetType())
            take(static_cast<QWidget *>(watched), static_cast<QFocusEvent *>(event)->reason());
        break;
    case QEvent::FocusOut:
        delete m_ring;
        break;
    default:
        break;
    }
    return false;
}

void FocusRings::setByKeyboard(QObject *watched, bool isByKeyboard)
{
    m_isByKeyboard = isByKeyboard;
    if (!watched->isWidgetType())
        return;
    auto *window = static_cast<QWidget *>(watched)->window();
    if (window->testAttribute(Qt::WA_KeyboardFocusChange) != isByKeyboard)
        window->setAttribute(Qt::WA_KeyboardFocusChange, isByKeyboard);
    if (!isByKeyboard)
        delete m_ring;
}

void FocusRings::take(QWidget *focused, Qt::FocusReason reason)
{
    delete m_ring;
    const bool isTabbed =
        reason == Qt::TabFocusReason || reason == Qt::BacktabFocusReason || reason == Qt::ShortcutFocusReason;
    if (reason == Qt::MouseFocusReason || !(isTabbed || m_isByKeyboard))
        return;
    focused->window()->setAttribute(Qt::WA_KeyboardFocusChange);
    if (qobject_cast<QAbstractButton *>(focused) || focused->property("focusRing").toBool())
        m_ring = new FocusRing(focused);
}

} // namespace counterbell::ui
