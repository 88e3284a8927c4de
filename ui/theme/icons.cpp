// SPDX-License-Identifier: Apache-2.0
#include "ui/theme/icons.h"

#include "ui/theme/colors.h"

#include <QFile>
#include <QGuiApplication>
#include <QIconEngine>
#include <QPainter>
#include <QPalette>
#include <QPixmapCache>
#include <QSvgRenderer>

#include <algorithm>
#include <array>
#include <cmath>

namespace counterbell::ui
{

using namespace Qt::StringLiterals;

namespace
{

QString path(const QString &name)
{
    return ":/icons/"_L1 + name + ".svg"_L1;
}

QByteArray source(const QString &name, const QColor &color, double stroke)
{
    QFile file(path(name));
    if (!file.open(QIODevice::ReadOnly))
        return {};
    auto svg = file.readAll();
    svg.replace("currentColor", color.name().toLatin1());
    // The root's own stroke comes first; strokes within belong to the drawing (pause, play).
    const QByteArray usual = R"(stroke-width="1.75")";
    if (const auto at = svg.indexOf(usual); at >= 0)
        svg.replace(at, usual.size(), R"(stroke-width=")" + QByteArray::number(stroke) + '"');
    return svg;
}

QPixmap rendered(const QString &name, int size, const QColor &color, double ratio, bool isMirrored, double stroke)
{
    const int side = static_cast<int>(std::ceil(size * ratio));
    QPixmap pixmap(side, side);
    pixmap.fill(Qt::transparent);
    QSvgRenderer renderer(source(name, color, stroke));
    if (renderer.isValid()) {
        QPainter painter(&pixmap);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setOpacity(color.alphaF());
        if (isMirrored) {
            painter.translate(side, 0);
            painter.scale(-1, 1);
        }
        renderer.render(&painter, QRectF(0, 0, side, side));
    }
    pixmap.setDevicePixelRatio(ratio);
    return pixmap;
}

/// Tinted by the application's palette when painted, so one QIcon serves both schemes.
class TintedIcon : public QIconEngine
{
public:
    explicit TintedIcon(QString name) : m_name(std::move(name)) {}

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State state) override
    {
        paintIcon(*painter, rect, m_name, color(mode, state), QGuiApplication::layoutDirection());
    }

    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override
    {
        return scaledPixmap(size, mode, state, 1);
    }

    /// `size` is in device pixels here.
    QPixmap scaledPixmap(const QSize &size, QIcon::Mode mode, QIcon::State state, qreal scale) override
    {
        const int side = std::min(size.width(), size.height());
        const bool isMirrored = QGuiApplication::isRightToLeft() && isMirroredIcon(m_name);
        const auto logical = static_cast<int>(std::lround(side / scale));
        auto pixmap = iconPixmap(m_name, std::max(1, logical), color(mode, state), scale, isMirrored);
        return pixmap;
    }

    QString iconName() override { return m_name; }
    bool isNull() override { return false; }
    QString key() const override { return u"counterbell"_s; }
    QIconEngine *clone() const override { return new TintedIcon(m_name); }

private:
    static QColor color(QIcon::Mode mode, QIcon::State state)
    {
        const auto &c = colors(QGuiApplication::palette());
        if (mode == QIcon::Disabled)
            return c.textd;
        return state == QIcon::On ? c.accentT : c.text2;
    }

    QString m_name;
};

} // namespace

bool isMirroredIcon(const QString &name)
{
    constexpr auto mirrored = std::to_array<QLatin1StringView>(
        {"chevron-next"_L1, "chevron-back"_L1, "arrow-next"_L1, "arrow-back"_L1, "send"_L1, "undo"_L1, "external"_L1,
         "take-over"_L1, "release"_L1, "list"_L1, "send-log"_L1, "channel-whatsapp"_L1, "channel-sms"_L1});
    return std::ranges::find(mirrored, name) != mirrored.end();
}

QPixmap iconPixmap(const QString &name, int size, const QColor &color, double ratio, bool isMirrored, double stroke)
{
    const double width = stroke > 0 ? stroke : size <= 16 ? 2 : 1.75;
    const QString key = u"cb/%1/%2/%3/%4/%5/%6"_s.arg(name)
                            .arg(size)
                            .arg(color.rgba(), 0, 16)
                            .arg(ratio)
                            .arg(isMirrored ? 1 : 0)
                            .arg(width);
    QPixmap pixmap;
    if (!QPixmapCache::find(key, &pixmap)) {
        pixmap = rendered(name, size, color, ratio, isMirrored, width);
        QPixmapCache::insert(key, pixmap);
    }
    return pixmap;
}

void paintIcon(QPainter &painter, const QRect &rect, const QString &name, const QColor &color,
               Qt::LayoutDirection direction, double stroke)
{
    const int side = std::min(rect.width(), rect.height());
    if (side <= 0 || name.isEmpty())
        return;
    const bool isMirrored = direction == Qt::RightToLeft && isMirroredIcon(name);
    const auto pixmap = iconPixmap(name, side, color, painter.device()->devicePixelRatioF(), isMirrored, stroke);
    painter.drawPixmap(rect.x() + (rect.width() - side) / 2, rect.y() + (rect.height() - side) / 2, pixmap);
}

QIcon icon(const QString &name)
{
    return QFile::exists(path(name)) ? QIcon(new TintedIcon(name)) : QIcon();
}

} // namespace counterbell::ui
