// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QSize>

class QPainter;
class QStyleOptionButton;
class QStyleOptionToolButton;
class QWidget;

namespace counterbell::ui::draw
{

[[nodiscard]] QSize pushButtonSize(const QStyleOptionButton &option, const QWidget *widget);
void pushButton(QPainter &painter, const QStyleOptionButton &option, const QWidget *widget);

[[nodiscard]] QSize toolButtonSize(const QStyleOptionToolButton &option, const QWidget *widget);
void toolButton(QPainter &painter, const QStyleOptionToolButton &option, const QWidget *widget);

} // namespace counterbell::ui::draw
