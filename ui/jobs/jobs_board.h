// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/job.h"

#include <QPointer>
#include <QTimer>
#include <QWidget>

#include <map>
#include <set>

class QLabel;

namespace counterbell::ui
{

class CoreClient;
class JobActions;
class JobCard;
class JobLane;
class JobsStore;

/// The five lanes. It shows what the store has, moves the focus, and turns buttons, keys and drags into JobActions.
class JobsBoard : public QWidget
{
    Q_OBJECT

public:
    JobsBoard(CoreClient &client, JobsStore &store, JobActions &actions, QWidget *parent = nullptr);

    /// The job under the keyboard; absent when no card has the focus.
    [[nodiscard]] std::optional<Job> current() const;
    /// To the first card, or where the focus was last.
    void focusCards();
    /// Shows and focuses the job's card; false where it has none.
    bool reveal(JobId id);
    /// By `by` lanes, where there is such a lane.
    void moveCurrent(int by);

Q_SIGNALS:
    void newJobPressed();
    void jobOpened(const counterbell::JobId &id);
    void assignPressed(const counterbell::Job &job, const QPoint &global);
    void menuRequested(const counterbell::Job &job, const QPoint &global);

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void listenTo(JobCard *card);
    void refresh(const std::set<JobStatus> &lanes);
    void tick();
    void markMoved(JobId id);
    void step(JobCard *from, int key);
    void focus(JobCard *card);
    void dragOver(JobCard *card, const QPoint &global);
    void endDrag();
    [[nodiscard]] JobLane *laneAt(const QPoint &global) const;
    [[nodiscard]] JobCard *card(JobId id) const;

    CoreClient &m_client;
    JobsStore &m_store;
    JobActions &m_actions;
    std::vector<JobLane *> m_lanes;
    QLabel *m_ghost;
    QTimer m_tick;
    QTimer m_forget; ///< when what was moved just now is no longer news
    std::optional<JobId> m_moved;
    std::optional<JobId> m_focused;
};

} // namespace counterbell::ui
