// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/avatar.h"

#include "ui/theme/colors.h"
#include "ui/theme/fonts.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/accessible.h"
#include "ui/widgets/paint.h"

#include <QEvent>
#include <QPainter>
#include <QStyle>

namespace counterbell::ui
{

Avatar::Avatar(int size, QWidget *parent) : QWidget(parent), m_size(size)
{
    useAccessibleRoles();
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void Avatar::setPerson(const QString &id, const QString &name)
{
    m_id = id;
    m_name = name;
    setAccessibleName(name);
    update();
}

void Avatar::setChannel(std::optional<Channel> channel)
{
    m_channel = channel;
    updateGeometry();
    update();
}

void Avatar::setGround(const QColor &ground)
{
    m_ground = ground;
    update();
}

QSize Avatar::sizeHint() const
{
    // The badge reaches beyond the disc at the bottom end.
    const int beyond = m_channel ? kChannelOverlap : 0;
    return {scaled(m_size) + beyond, scaled(m_size) + beyond};
}

void Avatar::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange || event->type() == QEvent::ApplicationFontChange)
        updateGeometry();
}

void Avatar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const QRect disc = QStyle::visualRect(layoutDirection(), rect(), QRect(0, 0, scaled(m_size), scaled(m_size)));
    paintAvatar(painter, disc, m_id, m_name, palette());
    if (m_channel)
        paintChannelBadge(painter, channelBadgeRect(disc, layoutDirection()), *m_channel,
                          m_ground.isValid() ? m_ground : colors(palette()).pane, layoutDirection());
}

} // namespace counterbell::ui
