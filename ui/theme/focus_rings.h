// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/theme/focus_ring.h"

#include <QObject>
#include <QPointer>

class QWidget;

namespace counterbell::ui
{

/// Gives the control that was reached by keyboard its ring, application-wide (installed on the application).
/// Buttons of every kind have one, and any widget with the property `focusRing` set to true. It also keeps
/// QStyle::State_KeyboardFocusChange true for what delegates paint, and false after a click.
class FocusRings : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;
    ~FocusRings() override;

    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void take(QWidget *focused, Qt::FocusReason reason);
    void setByKeyboard(QObject *watched, bool isByKeyboard);

    QPointer<FocusRing> m_ring;
    bool m_isByKeyboard = false;
};

} // namespace counterbell::ui
