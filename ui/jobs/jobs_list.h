// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/job.h"

#include <QTableView>
#include <QTimer>

#include <optional>

class QPushButton;

namespace counterbell::ui
{

class CoreClient;
class JobActions;
class JobsStore;
class JobsTableModel;

/// The jobs as a table. The chosen row has its next step as a button at its end; all else is in the row's menu.
class JobsList : public QTableView
{
    Q_OBJECT

public:
    JobsList(CoreClient &client, JobsStore &store, JobActions &actions, QWidget *parent = nullptr);

    [[nodiscard]] std::optional<Job> current() const;
    bool reveal(JobId id);
    void moveCurrent(int by);

Q_SIGNALS:
    void jobOpened(const counterbell::JobId &id);
    void menuRequested(const counterbell::Job &job, const QPoint &global);

protected:
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void scrollContentsBy(int dx, int dy) override;

private:
    void refresh();
    void place();
    void press();

    CoreClient &m_client;
    JobsStore &m_store;
    JobActions &m_actions;
    JobsTableModel *m_model;
    QPushButton *m_step;
    QTimer m_tick;
};

} // namespace counterbell::ui
