// SPDX-License-Identifier: Apache-2.0
#pragma once

class QWidget;

namespace counterbell::ui
{

/// F6 and Shift+F6: gives the focus to the next or previous pane of `window`. A pane is a visible widget with the
/// dynamic property `pane` set to true; panes go in the order in which Tab reaches them. The focus returns to what had
/// it in that pane last.
void focusNextPane(QWidget *window, bool isForward);

} // namespace counterbell::ui
