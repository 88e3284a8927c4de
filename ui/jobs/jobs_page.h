// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/client/core_client.h"
#include "ui/shell/page.h"

#include <QPointer>

class QStackedWidget;

namespace counterbell::ui
{

class EmptyState;
class JobActions;
class JobDetail;
class JobMenus;
class JobsBar;
class JobsBoard;
class JobsList;
class JobsStore;
class NewJobDialog;
class Prompts;
class Shortcuts;
class TeamList;

/// Jobs: the board and the list of what is in the shop, new jobs, and a job's details (mockups 05 and 06).
class JobsPage : public Page
{
    Q_OBJECT

public:
    JobsPage(CoreClient &client, Prompts &prompts);
    ~JobsPage() override;

    [[nodiscard]] QString title() const override;
    [[nodiscard]] QString iconName() const override;
    void shown() override;
    void showJob(const counterbell::JobId &id) override;
    void startNew(const counterbell::ContactId &customer) override;
    [[nodiscard]] QVariantMap kept() const override;
    void restore(const QVariantMap &kept) override;
    /// Mark ready and the lanes' keys; undo, search and Ctrl+N are the window's.
    void bindKeys(Shortcuts &shortcuts);
    /// The same as the page's own, for whoever else acts on jobs.
    [[nodiscard]] JobActions &actions() { return *m_actions; }

private:
    void build();
    void refresh();
    void openDetail(const Job &job);
    void openConversationOf(const Job &job);
    void openMessagesOf(const Job &job);
    [[nodiscard]] std::optional<Job> current() const;
    void fail(const Error &error);

    CoreClient &m_client;
    Prompts &m_prompts;
    JobsStore *m_store;
    JobActions *m_actions;
    TeamList *m_team;
    JobMenus *m_menus;
    JobsBar *m_bar;
    QStackedWidget *m_views;
    QWidget *m_loading;
    JobsBoard *m_board;
    JobsList *m_list;
    EmptyState *m_empty, *m_nothing, *m_broken;
    QPointer<JobDetail> m_detail;
    QPointer<NewJobDialog> m_newJob;
    bool m_isList = false;
};

} // namespace counterbell::ui
