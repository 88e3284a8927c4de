// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/job.h"

#include <QObject>

class QMenu;

namespace counterbell::ui
{

class JobActions;
class TeamList;

/// The menus of a card or row; they do everything that can be done to a job without the pointer.
class JobMenus : public QObject
{
    Q_OBJECT

public:
    JobMenus(JobActions &actions, TeamList &team, QWidget *owner);

    void showAssign(const Job &job, const QPoint &global);
    void showAll(const Job &job, const QPoint &global);
    /// "Nobody" and every member, the present one checked.
    void addMembers(QMenu &menu, const Job &job);

Q_SIGNALS:
    void openPressed(const counterbell::JobId &id);
    void conversationPressed(const counterbell::Job &job);
    void sendLogPressed(const counterbell::Job &job);

private:
    void popUp(QMenu *menu, const QPoint &global);

    JobActions &m_actions;
    TeamList &m_team;
    QWidget *m_owner;
};

} // namespace counterbell::ui
