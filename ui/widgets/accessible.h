// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QAccessible>

class QWidget;

namespace counterbell::ui
{

/// Makes this folder's widgets known to screen readers by their roles. Every widget's constructor that needs it calls
/// it; Qt keeps one factory however often it is given.
void useAccessibleRoles();

/// The role of a painted widget that Qt would take for a nameless box. In its constructor, before its name: Qt asks
/// once.
void setAccessibleRole(QWidget *widget, QAccessible::Role role);

/// Makes `window` hide from screen readers what an open Dialog covers. In its constructor, as above.
void setModalHost(QWidget *window);

} // namespace counterbell::ui
