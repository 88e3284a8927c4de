// SPDX-License-Identifier: Apache-2.0
#include "ui/jobs/job_menus.h"

#include "ui/jobs/job_actions.h"
#include "ui/jobs/job_words.h"
#include "ui/jobs/team_list.h"
#include "ui/theme/icons.h"
#include "ui/widgets/menu.h"

using namespace Qt::StringLiterals;

namespace counterbell::ui
{

JobMenus::JobMenus(JobActions &actions, TeamList &team, QWidget *owner)
    : QObject(owner), m_actions(actions), m_team(team), m_owner(owner)
{
}

void JobMenus::popUp(QMenu *menu, const QPoint &global)
{
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->popup(global);
}

void JobMenus::addMembers(QMenu &menu, const Job &job)
{
    const auto add = [&](const QString &name, std::optional<MemberId> member) {
        auto *item = menu.addAction(name);
        item->setCheckable(true);
        item->setChecked(job.assigneeId == member);
        connect(item, &QAction::triggered, &m_actions, [this, job, member] { m_actions.assign(job, member); });
    };
    add(tr("Nobody"), std::nullopt);
    for (const auto &member : m_team.members())
        add(member.name, member.id);
}

void JobMenus::showAssign(const Job &job, const QPoint &global)
{
    auto *menu = new MenuWithReasons(m_owner);
    menu->setObjectName(u"assignMenu"_s);
    addMembers(*menu, job);
    popUp(menu, global);
}

void JobMenus::showAll(const Job &job, const QPoint &global)
{
    auto *menu = new MenuWithReasons(m_owner);
    menu->setObjectName(u"jobMenu"_s);
    menu->addItem(u"edit"_s, tr("Open details"), QKeySequence(Qt::Key_Return),
                  [this, id = job.id] { Q_EMIT openPressed(id); });
    if (secondsHeld(job, job.notification ? job.notification->at : Timestamp())) {
        menu->addItem(u"undo"_s, tr("Undo"), [this, id = job.id] { m_actions.undo(id); });
        menu->addItem(u"send"_s, tr("Send the message now"), [this, job] { m_actions.sendNow(job); });
        menu->addItem(u"edit"_s, tr("Edit the message…"), [this, job] { m_actions.edit(job); });
    }
    auto *move = menu->addMenu(icon(u"columns"_s), tr("Move to"));
    for (const auto status : lanes()) {
        auto *item = move->addAction(statusName(status));
        item->setEnabled(status != job.status);
        connect(item, &QAction::triggered, &m_actions, [this, job, status] { m_actions.move(job, status); });
    }
    auto *assign = menu->addMenu(icon(u"assign"_s), tr("Assign"));
    addMembers(*assign, job);
    menu->addItem(u"urgent"_s, job.urgent ? tr("Not urgent any more") : tr("Flag as urgent…"),
                  [this, job] { m_actions.setUrgent(job, !job.urgent); });
    menu->addSeparator();
    const auto nobody = job.contactId ? QString() : tr("no customer");
    menu->refuse(menu->addItem(u"phone"_s, tr("Call the customer"), [this, job] { m_actions.call(job); }), nobody);
    menu->refuse(
        menu->addItem(u"inbox"_s, tr("Open the conversation"), [this, job] { Q_EMIT conversationPressed(job); }),
        nobody);
    menu->addItem(u"send-log"_s, tr("Messages about this job"), [this, job] { Q_EMIT sendLogPressed(job); });
    menu->addSeparator();
    menu->addDanger(u"not-sent"_s, tr("Cancel the job"), [this, job] { m_actions.move(job, JobStatus::Cancelled); });
    popUp(menu, global);
}

} // namespace counterbell::ui
