// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QRect>
#include <QSize>
#include <QStyle>

class QPainter;
class QStyleOption;
class QStyleOptionComboBox;
class QStyleOptionSpinBox;
class QWidget;

namespace counterbell::ui::draw
{

/// The frame of every field: 1 px control, 2 px when focused or wrong, flat when disabled. Its end carries the failed
/// icon (property `error`) or a lock (property `locked`).
void fieldFrame(QPainter &painter, const QStyleOption &option, const QWidget *widget);
/// What is left for the text.
[[nodiscard]] QRect fieldContents(const QStyleOption &option, const QWidget *widget);
[[nodiscard]] int fieldHeight(const QWidget *widget);

[[nodiscard]] QSize comboSize(const QStyleOptionComboBox &option, const QSize &contents, const QWidget *widget);
[[nodiscard]] QRect comboPart(const QStyleOptionComboBox &option, QStyle::SubControl part);
void comboFrame(QPainter &painter, const QStyleOptionComboBox &option, const QWidget *widget);
void comboLabel(QPainter &painter, const QStyleOptionComboBox &option, const QWidget *widget);

[[nodiscard]] QRect spinPart(const QStyleOptionSpinBox &option, QStyle::SubControl part);
void spin(QPainter &painter, const QStyleOptionSpinBox &option, const QWidget *widget);

} // namespace counterbell::ui::draw
