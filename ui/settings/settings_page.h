// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/client/core_client.h"
#include "ui/shell/page.h"

class QLabel;
class QSettings;
class QStackedWidget;

namespace counterbell::ui
{

class Prompts;
class SettingsNav;
class SettingsSection;
class Shortcuts;
class Theme;

/// Settings: the list, and the section that is chosen (mockups 08, 08b, 09).
class SettingsPage : public Page
{
    Q_OBJECT

public:
    struct Parts {
        CoreClient &client;
        Prompts &prompts;
        Theme &theme;
        Shortcuts &shortcuts;
        QSettings &settings; ///< this computer's: looks and keys
    };
    explicit SettingsPage(const Parts &parts, QWidget *parent = nullptr);

    QString title() const override;
    QString iconName() const override;
    void shown() override;
    /// By its object name: "notifications", "team", "shop", "quickReplies", "consentWords", "agent", "appearance",
    /// "language", "shortcuts".
    void showSection(const QString &name);

private:
    void add(const QString &name, SettingsSection *section);
    void open(int index);
    [[nodiscard]] SettingsSection *current() const;

    CoreClient &m_client;
    SettingsNav *m_nav;
    QLabel *m_title;
    QStackedWidget *m_sections;
    bool m_wasShown = false;
};

} // namespace counterbell::ui
