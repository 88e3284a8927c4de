// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

class QWidget;

namespace counterbell::ui
{

/// Says `text` to a screen reader: shows a small widget of role Notification on `window` for a moment, since
/// announcement events are Qt 6.8's (DESIGN-SYSTEM 8).
void announce(QWidget *window, const QString &text);
/// Makes a widget one of role Notification with its accessible name as its words.
void makeNotification(QWidget *widget);

} // namespace counterbell::ui
