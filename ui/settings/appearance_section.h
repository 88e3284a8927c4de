// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/settings/settings_section.h"

class QSettings;

namespace counterbell::ui
{

class SegmentControl;
class Theme;

/// Light or dark, and how large the letters are: at once, on this computer.
class AppearanceSection : public SettingsSection
{
    Q_OBJECT

public:
    AppearanceSection(CoreClient &client, Theme &theme, QSettings &settings, QWidget *parent = nullptr);

    QString title() const override;
    QString iconName() const override;

private:
    Theme &m_theme;
    QSettings &m_settings;
    SegmentControl *m_mode, *m_size;
};

} // namespace counterbell::ui
