// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>

class QWidget;

namespace counterbell::ui
{

/// Calls `apply` now, and again whenever the size of letters changes (Settings, Appearance): for fonts and heights that
/// were set once. Lives as long as `owner`, whose own font must not be one of those.
void followScale(QWidget *owner, std::function<void()> apply);

} // namespace counterbell::ui
