// SPDX-License-Identifier: Apache-2.0
#include "ui/settings/appearance.h"

#include "ui/theme/theme.h"

#include <QSettings>

using namespace Qt::StringLiterals;

namespace counterbell::ui
{

void applyAppearance(Theme &theme, const QSettings &settings)
{
    const auto mode = settings.value(u"appearance/mode"_s).toString();
    theme.setMode(mode == u"light"_s  ? Theme::Mode::Light
                  : mode == u"dark"_s ? Theme::Mode::Dark
                                      : Theme::Mode::System);
    theme.setTextScale(std::clamp(settings.value(u"appearance/textPercent"_s, 100).toInt(), 100, 150) / 100.0);
}

} // namespace counterbell::ui
