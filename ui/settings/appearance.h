// SPDX-License-Identifier: Apache-2.0
#pragma once

class QSettings;

namespace counterbell::ui
{

class Theme;

/// Dresses the console as this computer's user chose, "appearance/mode" and "appearance/textPercent"; at the start and
/// after a change.
void applyAppearance(Theme &theme, const QSettings &settings);

} // namespace counterbell::ui
