// SPDX-License-Identifier: Apache-2.0
#include "ui/theme/scaling.h"

#include <QEvent>
#include <QWidget>

namespace counterbell::ui
{

namespace
{

class Scaling : public QObject
{
public:
    Scaling(QWidget *widget, std::function<void()> apply) : QObject(widget), m_apply(std::move(apply))
    {
        widget->installEventFilter(this);
        m_apply();
    }

    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (event->type() == QEvent::ApplicationFontChange)
            m_apply();
        return QObject::eventFilter(watched, event);
    }

private:
    std::function<void()> m_apply;
};

} // namespace

void whenScaled(QWidget *widget, std::function<void()> apply)
{
    new Scaling(widget, std::move(apply));
}

void keepScaled(QWidget *widget, void (QWidget::*set)(int), int pixels)
{
    whenScaled(widget, [widget, set, pixels] { (widget->*set)(scaled(pixels)); });
}

void keepFont(QWidget *widget, Text text)
{
    whenScaled(widget, [widget, text] { widget->setFont(font(text)); });
}

} // namespace counterbell::ui
