// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QColor>
#include <QRect>
#include <Qt>

class QIcon;
class QPainter;
class QStyleOption;
class QWidget;

namespace counterbell::ui::draw
{

// Shared by the files that draw one kind of control each.

struct Box {
    QColor fill;
    QColor border; // invalid: none
    int borderWidth = 1;
    double radius = 6;
};
/// A rounded rectangle whose border lies within `rect`.
void box(QPainter &painter, const QRect &rect, const Box &box);

/// In `color` where the icon is one of ours, else as it is.
void tinted(QPainter &painter, const QRect &rect, const QIcon &icon, const QColor &color, const QStyleOption &option);

[[nodiscard]] bool flag(const QWidget *widget, const char *property);
/// `size` square, centred in height at `x` of `within`; mirrored by the option's direction.
[[nodiscard]] QRect square(const QStyleOption &option, const QRect &within, int x, int size);
[[nodiscard]] QRect mirrored(const QStyleOption &option, const QRect &within, const QRect &rect);

} // namespace counterbell::ui::draw
