// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QIcon>
#include <QPixmap>
#include <QString>

class QColor;
class QPainter;
class QRect;

namespace counterbell::ui
{

/// An icon of resources/icons by its name without ".svg", for buttons and menus. It has no colour of its own: the
/// style tints it with the colour of the text beside it. An unknown name gives a null icon.
[[nodiscard]] QIcon icon(const QString &name);

/// Paints the icon as large as fits, centred; mirrored under right-to-left where DESIGN-SYSTEM 3 says so.
/// The stroke is 2 at 16 px and below and 1.75 above, unless `stroke` says otherwise (in units of the 24 grid).
void paintIcon(QPainter &painter, const QRect &rect, const QString &name, const QColor &color,
               Qt::LayoutDirection direction, double stroke = 0);

/// The same as a pixmap of `size` logical px at `ratio` device pixels each; cached.
[[nodiscard]] QPixmap iconPixmap(const QString &name, int size, const QColor &color, double ratio, bool isMirrored,
                                 double stroke = 0);

[[nodiscard]] bool isMirroredIcon(const QString &name);

} // namespace counterbell::ui
