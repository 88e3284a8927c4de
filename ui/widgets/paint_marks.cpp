// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/paint.h"

#include "ui/theme/colors.h"
#include "ui/theme/fonts.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"

#include <QFontMetrics>
#include <QPainter>
#include <QStyle>

#include <algorithm>
#include <cmath>

namespace counterbell::ui
{

using namespace Qt::StringLiterals;

void paintChannelBadge(QPainter &painter, const QRect &rect, Channel channel, const QColor &cutOut,
                       Qt::LayoutDirection direction)
{
    const auto &c = colors(Scheme::Light); // the badge's colours are the same in both schemes
    const bool isWhatsapp = channel == Channel::Whatsapp;
    // WhatsApp is a disc and SMS a rounded square: the shape tells them apart as well as the colour.
    const auto radius = [&](const QRectF &shape, double square) { return isWhatsapp ? shape.width() / 2 : square; };
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    QRectF shape(rect);
    if (cutOut.isValid()) {
        painter.setBrush(cutOut);
        painter.drawRoundedRect(shape, radius(shape, 7), radius(shape, 7));
        shape.adjust(2, 2, -2, -2);
    }
    painter.setBrush(isWhatsapp ? c.wa : c.sms);
    painter.drawRoundedRect(shape, radius(shape, 5), radius(shape, 5));
    const int glyph = static_cast<int>(std::lround(shape.width() * 11 / 16));
    QRect icon(0, 0, glyph, glyph);
    // Drawn at half pixels where the badge and its glyph differ by an odd number.
    painter.translate(shape.center() - QPointF(glyph / 2.0, glyph / 2.0));
    paintIcon(painter, icon, isWhatsapp ? u"channel-whatsapp"_s : u"channel-sms"_s, Qt::white, direction, 2.4);
    painter.restore();
}

QRect channelBadgeRect(const QRect &avatar, Qt::LayoutDirection direction)
{
    const QRect badge(avatar.x() + avatar.width() + kChannelOverlap - kChannelBadge,
                      avatar.y() + avatar.height() + kChannelOverlap - kChannelBadge, kChannelBadge, kChannelBadge);
    return QStyle::visualRect(direction, avatar, badge);
}

void paintWindowRing(QPainter &painter, const QRect &rect, double share, bool isBrass, const QPalette &palette)
{
    const auto &c = colors(palette);
    const double side = std::min(rect.width(), rect.height());
    // 2 px wide at 14, 2.25 at 16 and 20; the circle's middle line lies as far within.
    const double width = side < 16 ? 2 : 2.25;
    const double inset = width / 2 + 0.25;
    const auto circle = QRectF(rect.x() + (rect.width() - side) / 2, rect.y() + (rect.height() - side) / 2, side, side)
                            .adjusted(inset, inset, -inset, -inset);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(Qt::NoBrush);
    if (share < 0) {
        QPen pen(c.control, 1.5, Qt::CustomDashLine, Qt::FlatCap);
        pen.setDashPattern({2.2 / 1.5, 2.2 / 1.5});
        painter.setPen(pen);
        painter.drawEllipse(circle);
    } else {
        painter.setPen(QPen(c.line2, width, Qt::SolidLine, Qt::FlatCap));
        painter.drawEllipse(circle);
        painter.setPen(QPen(isBrass ? c.attn : c.accentT, width, Qt::SolidLine, Qt::FlatCap));
        constexpr int noon = 90 * 16;
        painter.drawArc(circle, noon, -static_cast<int>(std::lround(std::min(share, 1.0) * 360 * 16)));
    }
    painter.restore();
}

QString countText(int count)
{
    return count > 99 ? u"99+"_s : QString::number(count);
}

QSize countBadgeSize(int count)
{
    const int height = scaled(kCountBadge);
    return {std::max(height, QFontMetrics(font(Text::MetaStrong)).horizontalAdvance(countText(count)) + 10), height};
}

void paintCountBadge(QPainter &painter, const QRect &rect, int count, bool isBrass, const QPalette &palette)
{
    const auto &c = colors(palette);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(isBrass ? c.badgeAttn : c.accent);
    painter.drawRoundedRect(rect, rect.height() / 2.0, rect.height() / 2.0);
    painter.setFont(font(Text::MetaStrong));
    painter.setPen(c.onAccent);
    painter.drawText(rect, Qt::AlignCenter | Qt::TextSingleLine, countText(count));
    painter.restore();
}

QString tickIcon(DeliveryStatus status)
{
    switch (status) {
    case DeliveryStatus::Held:
    case DeliveryStatus::Queued:
    case DeliveryStatus::Sending:
    case DeliveryStatus::Uncertain:
    case DeliveryStatus::Accepted:
        return u"queued"_s;
    case DeliveryStatus::Sent:
        return u"tick-sent"_s;
    case DeliveryStatus::Delivered:
    case DeliveryStatus::Read:
        return u"tick-double"_s;
    case DeliveryStatus::Undelivered:
    case DeliveryStatus::Failed:
        return u"failed"_s;
    case DeliveryStatus::Cancelled:
    case DeliveryStatus::Refused:
        return u"not-sent"_s;
    case DeliveryStatus::Received:
        break;
    }
    return {};
}

void paintTick(QPainter &painter, const QRect &rect, DeliveryStatus status, const QColor &color,
               const QPalette &palette)
{
    const auto &c = colors(palette);
    auto ink = color.isValid() ? color : c.text3;
    if (status == DeliveryStatus::Read)
        ink = c.accentT;
    else if (status == DeliveryStatus::Failed || status == DeliveryStatus::Undelivered)
        ink = c.dangerT;
    paintIcon(painter, rect, tickIcon(status), ink, Qt::LeftToRight);
}

} // namespace counterbell::ui
