// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/theme/fonts.h"

#include <functional>

class QWidget;

namespace counterbell::ui
{

// Letters may change their size while the window is open (Settings, Appearance). What a widget is asked for, as a size
// hint or while it paints, follows by itself; what it was told once is told again by these.

/// Calls `apply` now, and again whenever the application's letters change their size, as long as `widget` lives.
void whenScaled(QWidget *widget, std::function<void()> apply);
/// `set` with `scaled(pixels)`: keepScaled(head, &QWidget::setFixedHeight, kHeaderHeight).
void keepScaled(QWidget *widget, void (QWidget::*set)(int), int pixels);
void keepFont(QWidget *widget, Text text);

} // namespace counterbell::ui
