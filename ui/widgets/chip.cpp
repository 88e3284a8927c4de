// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/chip.h"

#include "ui/widgets/accessible.h"

#include <QEvent>
#include <QPainter>

namespace counterbell::ui
{

Chip::Chip(ChipLook look, const QString &text, QWidget *parent) : QWidget(parent)
{
    useAccessibleRoles();
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setLook(look, text);
}

void Chip::setLook(ChipLook look, const QString &text)
{
    m_look = look;
    m_text = text.isEmpty() ? chipText(look) : text;
    setAccessibleName(m_text);
    updateGeometry();
    update();
}

QSize Chip::sizeHint() const
{
    return chipSize(m_look, m_text);
}

void Chip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintChip(painter, rect(), m_look, m_text, palette(), layoutDirection());
}

void Chip::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::FontChange || event->type() == QEvent::ApplicationFontChange)
        updateGeometry();
    QWidget::changeEvent(event);
}

} // namespace counterbell::ui
