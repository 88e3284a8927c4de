// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/key_cap.h"

#include "ui/theme/draw.h"
#include "ui/theme/fonts.h"
#include "ui/theme/metrics.h"

#include <QFontMetrics>
#include <QPainter>

#include <algorithm>

namespace counterbell::ui
{

namespace
{

constexpr int kCapHeight = 18;
constexpr int kInset = 6; // with the border

} // namespace

QString keyText(const QKeySequence &shortcut)
{
    auto text = shortcut.toString(QKeySequence::NativeText);
    // "Ctrl++" keeps its plus.
    const bool endsInPlus = text.endsWith(u'+');
    if (endsInPlus)
        text.chop(1);
    text.replace(u'+', u' ');
    return endsInPlus ? text.trimmed() + QStringLiteral(" +") : text;
}

QSize keyCapSize(const QString &key)
{
    const int height = scaled(kCapHeight);
    return {std::max(height, QFontMetrics(font(Text::Meta)).horizontalAdvance(key) + 2 * kInset), height};
}

void paintKeyCap(QPainter &painter, const QRect &rect, const QString &key, const KeyCap &colors)
{
    draw::box(painter, rect, {colors.fill, colors.line, 1, kChipRadius});
    painter.save();
    painter.setFont(font(Text::Meta));
    painter.setPen(colors.text);
    painter.setLayoutDirection(Qt::LeftToRight); // key names never turn round
    painter.drawText(rect, Qt::AlignCenter | Qt::TextSingleLine, key);
    painter.restore();
}

} // namespace counterbell::ui
