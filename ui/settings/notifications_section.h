// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/workspace.h"
#include "ui/settings/notice_samples.h"
#include "ui/settings/settings_section.h"

class QLabel;

namespace counterbell::ui
{

class MemberNotices;
class MyNotices;
class NoticePreview;
class NoticeRow;
class Prompts;

/// What Counterbell sends on its own (mockups 08, 08b; FEATURES NX-01 to NX-07): the four toggles, which act at once,
/// and everybody's own switch. Who may flip them is the core's to say.
class NotificationsSection : public SettingsSection
{
    Q_OBJECT

public:
    NotificationsSection(CoreClient &client, Prompts &prompts, QWidget *parent = nullptr);

    QString title() const override;
    QString iconName() const override;
    void opened() override;

private:
    void build();
    void fetch();
    void fetchTeam();
    void fetchCounts();
    void write();
    void writeTeam();
    void preview(NotificationCategory category);
    void flip(NotificationCategory category, bool isOn, bool isUndo = false);
    void flipMember(const Member &member, bool isOn, bool isUndo = false);
    void askForWording(const QString &wording, const QString &problem);
    void setWording(const QString &wording);
    void fail(const Error &error);

    CoreClient &m_client;
    Prompts &m_prompts;
    NotificationSettings m_settings;
    Workspace m_shop;
    std::vector<Member> m_members;
    NotificationCategory m_shown = NotificationCategory::JobReady;
    QLabel *m_about;
    std::vector<NoticeRow *> m_rows;
    MemberNotices *m_team;
    MyNotices *m_mine;
    NoticePreview *m_preview;
    bool m_isLoaded = false;
};

} // namespace counterbell::ui
