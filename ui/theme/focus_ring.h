// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QPointer>
#include <QWidget>

namespace counterbell::ui
{

/// The 2 px ring, 2 px outside a control (DESIGN-SYSTEM 5). A widget of its own above the control's window, since a
/// style can't paint outside a control; it follows the control and is clipped where a scroll area clips it.
/// The control's property `ringRadius` says its corner radius (6 where absent), `ringInset` how much lower its drawn
/// shape is than itself, above and below.
class FocusRing : public QWidget
{
    Q_OBJECT

public:
    explicit FocusRing(QWidget *control);

protected:
    void paintEvent(QPaintEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void follow();

    QPointer<QWidget> m_control;
};

} // namespace counterbell::ui
