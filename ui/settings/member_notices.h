// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/team.h"

#include <QWidget>

class QLabel;

namespace counterbell::ui
{

class SettingsCard;
class Switch;

/// "Owner", "Manager", "Agent", "Staff".
[[nodiscard]] QString roleName(Role role);

/// Everybody's own switch over all their work messages (FEATURES NX-05), as managers see it.
class MemberNotices : public QWidget
{
    Q_OBJECT

public:
    explicit MemberNotices(QWidget *parent = nullptr);

    void setMembers(const std::vector<Member> &members);

Q_SIGNALS:
    void flipped(const counterbell::Member &member, bool isOn);

private:
    SettingsCard *m_card;
};

/// The same for oneself, as staff and agents see it, with one's number.
class MyNotices : public QWidget
{
    Q_OBJECT

public:
    explicit MyNotices(QWidget *parent = nullptr);

    /// `numberNote`: who changes numbers.
    void setMember(const Member &member, const QString &numberNote);

Q_SIGNALS:
    void flipped(const counterbell::Member &member, bool isOn);

private:
    Member m_member;
    Switch *m_switch;
    QLabel *m_number, *m_numberNote;
    bool m_isWriting = false;
};

} // namespace counterbell::ui
