// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

class QFont;
class QPainter;
class QRect;

namespace counterbell::ui
{

// Digits of one width (DESIGN-SYSTEM 2), by hand: fonts are asked for theirs only from Qt 6.7 on. For counts, times,
// money: short texts of one line, written left to right.

[[nodiscard]] int tabularWidth(const QFont &font, const QString &text);
/// In the painter's font and pen, at the rectangle's left, centre or right, and centred in its height.
void paintTabular(QPainter &painter, const QRect &rect, Qt::Alignment alignment, const QString &text);

} // namespace counterbell::ui
