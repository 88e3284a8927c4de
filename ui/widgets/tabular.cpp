// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/tabular.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace counterbell::ui
{

namespace
{

double widestDigit(const QFontMetricsF &metrics)
{
    double widest = 0;
    for (char16_t digit = u'0'; digit <= u'9'; ++digit)
        widest = std::max(widest, metrics.horizontalAdvance(QChar(digit)));
    return widest;
}

/// Calls `use(x, piece)` for every digit, centred in its cell, and for every run between digits; the whole width.
template <class Use>
double walk(const QFontMetricsF &metrics, const QString &text, Use use)
{
    const double cell = widestDigit(metrics);
    double x = 0;
    for (qsizetype at = 0; at < text.size();) {
        const bool isDigit = text[at] >= u'0' && text[at] <= u'9';
        auto end = at + 1;
        while (!isDigit && end < text.size() && !(text[end] >= u'0' && text[end] <= u'9'))
            ++end;
        const auto piece = text.mid(at, end - at);
        const double width = metrics.horizontalAdvance(piece);
        use(isDigit ? x + (cell - width) / 2 : x, piece);
        x += isDigit ? cell : width;
        at = end;
    }
    return x;
}

} // namespace

int tabularWidth(const QFont &font, const QString &text)
{
    return static_cast<int>(std::ceil(walk(QFontMetricsF(font), text, [](double, const QString &) {})));
}

void paintTabular(QPainter &painter, const QRect &rect, Qt::Alignment alignment, const QString &text)
{
    const QFontMetricsF metrics(painter.font());
    const double width = walk(metrics, text, [](double, const QString &) {});
    double left = rect.x();
    if (alignment & Qt::AlignHCenter)
        left += (rect.width() - width) / 2;
    else if (alignment & Qt::AlignRight)
        left += rect.width() - width;
    // As drawText centres: by the rounded height of a line.
    const double ascent = std::round(metrics.ascent());
    const double baseline =
        rect.y() + std::floor((rect.height() - ascent - std::round(metrics.descent())) / 2) + ascent;
    walk(metrics, text, [&](double x, const QString &piece) { painter.drawText(QPointF(left + x, baseline), piece); });
}

} // namespace counterbell::ui
