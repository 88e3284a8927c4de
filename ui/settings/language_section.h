// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/settings/settings_section.h"

namespace counterbell::ui
{

/// The console's own language. English is the one there is.
class LanguageSection : public SettingsSection
{
    Q_OBJECT

public:
    explicit LanguageSection(CoreClient &client, QWidget *parent = nullptr);

    QString title() const override;
    QString iconName() const override;
};

} // namespace counterbell::ui
