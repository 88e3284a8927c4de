// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QSize>

class QPainter;
class QStyleOption;
class QStyleOptionMenuItem;
class QWidget;

namespace counterbell::ui::draw
{

void menuPanel(QPainter &painter, const QStyleOption &option);
[[nodiscard]] QSize menuItemSize(const QStyleOptionMenuItem &option);
/// A text "Send SMS\topted out" has the part behind the tab at its end: a shortcut, or why the item is disabled.
/// An action whose property `kind` is "danger" is written in danger's colour.
void menuItem(QPainter &painter, const QStyleOptionMenuItem &option, const QWidget *menu);

} // namespace counterbell::ui::draw
