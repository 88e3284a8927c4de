// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace counterbell::ui
{

/// Makes this folder's widgets known to screen readers by their roles. Every widget's constructor that needs it calls
/// it; Qt keeps one factory however often it is given.
void useAccessibleRoles();

} // namespace counterbell::ui
