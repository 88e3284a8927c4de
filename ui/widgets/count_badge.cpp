// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/count_badge.h"

#include "ui/widgets/accessible.h"
#include "ui/widgets/paint.h"

#include <QPainter>

namespace counterbell::ui
{

CountBadge::CountBadge(bool isBrass, QWidget *parent) : QWidget(parent), m_isBrass(isBrass)
{
    useAccessibleRoles();
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setVisible(false);
}

void CountBadge::setCount(int count)
{
    m_count = count;
    setAccessibleName(QString::number(count));
    setVisible(count > 0);
    updateGeometry();
    update();
}

QSize CountBadge::sizeHint() const
{
    return countBadgeSize(m_count);
}

void CountBadge::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintCountBadge(painter, rect(), m_count, m_isBrass, palette());
}

} // namespace counterbell::ui
