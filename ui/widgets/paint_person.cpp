// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/paint.h"

#include "ui/theme/colors.h"
#include "ui/theme/fonts.h"
#include "ui/theme/metrics.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace counterbell::ui
{

using namespace Qt::StringLiterals;

namespace
{

/// The first letter with the marks that belong to it; empty for a word without letters.
QString firstLetter(const QString &word)
{
    const auto points = word.toUcs4();
    for (qsizetype at = 0; at < points.size(); ++at) {
        if (!QChar::isLetter(points[at]))
            continue;
        auto end = at + 1;
        while (end < points.size() && QChar::isMark(points[end]))
            ++end;
        return QString::fromUcs4(reinterpret_cast<const char32_t *>(points.data()) + at, end - at).toUpper();
    }
    return {};
}

bool isJoined(const QString &letter)
{
    const auto points = letter.toUcs4();
    const auto script = points.isEmpty() ? QChar::Script_Unknown : QChar::script(points.first());
    return script == QChar::Script_Arabic || script == QChar::Script_Syriac || script == QChar::Script_Mongolian;
}

} // namespace

QString initials(const QString &name)
{
    QStringList letters;
    for (const auto &word : name.split(u' ', Qt::SkipEmptyParts)) {
        if (const auto letter = firstLetter(word); !letter.isEmpty())
            letters << letter;
    }
    if (letters.isEmpty())
        return u"#"_s;
    if (letters.size() == 1 || isJoined(letters.first()))
        return letters.first();
    return letters.first() + letters.last();
}

void paintAvatar(QPainter &painter, const QRect &rect, const QString &id, const QString &name, const QPalette &palette)
{
    const auto &c = colors(palette);
    const int side = std::min(rect.width(), rect.height());
    const QRectF disc(rect.x() + (rect.width() - side) / 2.0, rect.y() + (rect.height() - side) / 2.0, side, side);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    if (id.isEmpty()) {
        QPen pen(c.control, 1);
        pen.setDashPattern({3, 2});
        painter.setPen(pen);
        painter.setBrush(Qt::NoBrush);
        painter.drawEllipse(disc.adjusted(0.5, 0.5, -0.5, -0.5));
    } else {
        const auto tint = avatarTint(id, schemeOf(palette));
        painter.setPen(Qt::NoPen);
        painter.setBrush(tint.fill);
        painter.drawEllipse(disc);
        auto letters = font(Text::BaseStrong);
        // 15 of 40, 13 of 36 and 10 of 24 (DESIGN-SYSTEM 4).
        letters.setPixelSize(std::max(8, static_cast<int>(std::lround(side * (side >= 40   ? 0.375
                                                                              : side >= 32 ? 0.36
                                                                                           : 0.42)))));
        painter.setFont(letters);
        painter.setPen(tint.text);
        painter.drawText(disc, Qt::AlignCenter | Qt::TextSingleLine, initials(name));
    }
    painter.restore();
}

void paintRow(QPainter &painter, const QRect &rect, bool isSelected, bool isHovered, const QPalette &palette)
{
    if (!isSelected && !isHovered)
        return;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(isSelected ? colors(palette).sel : colors(palette).hover);
    painter.drawRoundedRect(rect, kCardRadius, kCardRadius);
    painter.restore();
}

void paintRowFocus(QPainter &painter, const QRect &rect, const QPalette &palette)
{
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(colors(palette).accentT, kFocusRing));
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(QRectF(rect).adjusted(1, 1, -1, -1), kCardRadius - 1, kCardRadius - 1);
    painter.restore();
}

} // namespace counterbell::ui
