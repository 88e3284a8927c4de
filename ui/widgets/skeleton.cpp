// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/skeleton.h"

#include "ui/theme/colors.h"
#include "ui/theme/draw.h"
#include "ui/theme/metrics.h"

#include <QPainter>
#include <QStyle>

#include <array>

namespace counterbell::ui
{

namespace
{

constexpr std::chrono::milliseconds kDelay{200};

} // namespace

Skeleton::Skeleton(Shape shape, QWidget *parent) : QWidget(parent), m_shape(shape)
{
    m_delay.setSingleShot(true);
    m_delay.setInterval(kDelay);
    connect(&m_delay, &QTimer::timeout, this, [this] {
        m_isPainted = true;
        update();
    });
    setAccessibleName(tr("Loading"));
}

void Skeleton::showEvent(QShowEvent *)
{
    m_isPainted = false;
    m_delay.start();
}

void Skeleton::hideEvent(QHideEvent *)
{
    m_delay.stop();
    m_isPainted = false;
}

void Skeleton::paintEvent(QPaintEvent *)
{
    if (!m_isPainted)
        return;
    QPainter painter(this);
    const auto shade = colors(palette()).skel;
    const auto shape = [&](int x, int y, int width, int height, double radius) {
        draw::box(painter, QStyle::visualRect(layoutDirection(), rect(), QRect(x, y, width, height)),
                  {shade, {}, 0, radius});
    };
    constexpr std::array<int, 5> lengths{132, 96, 148, 112, 124};
    int index = 0;
    const auto length = [&](int room) {
        return std::min(room, lengths[static_cast<std::size_t>(index) % 5] * room / 160);
    };
    switch (m_shape) {
    case Shape::Conversations:
        for (int y = 0; y + kRowHeight <= height(); y += kRowHeight, ++index) {
            shape(kSpace16, y + 12, kAvatar, kAvatar, kAvatar / 2.0);
            const int start = kSpace16 + kAvatar + kSpace12;
            const int room = width() - start - kSpace16;
            shape(start, y + 16, length(room - kSpace48), 12, kChipRadius);
            shape(start + room - 32, y + 17, 32, 10, kChipRadius);
            shape(start, y + 40, length(room), 10, kChipRadius);
        }
        break;
    case Shape::Thread:
        for (int y = kSpace16; y + 60 <= height(); y += 76, ++index) {
            const int bubble = std::min(width() - 2 * kSpace16, index % 2 ? 360 : 296);
            shape(index % 2 ? width() - kSpace16 - bubble : kSpace16, y, bubble, index % 3 == 1 ? 40 : 60,
                  kBubbleRadius);
        }
        break;
    case Shape::Table:
        for (int y = 0; y + kTableRow <= height(); y += kTableRow, ++index) {
            shape(kSpace24, y + 11, 64, 10, kChipRadius);
            shape(kSpace24 + 96, y + 11, length(width() / 3), 10, kChipRadius);
            shape(width() - kSpace24 - 80, y + 11, 80, 10, kChipRadius);
        }
        break;
    case Shape::Cards:
        for (int y = 0; y + 104 <= height(); y += 112)
            shape(0, y, width(), 104, kCardRadius);
        break;
    }
}

} // namespace counterbell::ui
