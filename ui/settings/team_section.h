// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/settings/settings_section.h"

class QPushButton;

namespace counterbell::ui
{

class Prompts;
class SettingsCard;

/// The shop's people: names, roles, numbers, sign-in names and PINs.
class TeamSection : public SettingsSection
{
    Q_OBJECT

public:
    TeamSection(CoreClient &client, Prompts &prompts, QWidget *parent = nullptr);

    QString title() const override;
    QString iconName() const override;
    void opened() override;

private:
    void fetch();
    void write();
    QWidget *rowOf(const Member &member);
    void openMember(const std::optional<Member> &member);
    void askForPin(const Member &member);
    void setPin(const Member &member, const QString &pin);
    void flip(const Member &member, bool isOn);
    [[nodiscard]] bool isMe(const Member &member) const;

    CoreClient &m_client;
    Prompts &m_prompts;
    std::vector<Member> m_members;
    SettingsCard *m_card;
    QPushButton *m_add;
};

} // namespace counterbell::ui
