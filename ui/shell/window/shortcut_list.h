// SPDX-License-Identifier: Apache-2.0
#pragma once

class QWidget;

namespace counterbell::ui
{

class Shortcuts;

/// F1: every key and what it does, over the window.
void showShortcutList(const Shortcuts &shortcuts, QWidget *over);

} // namespace counterbell::ui
