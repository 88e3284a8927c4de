// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/job.h"

#include <QWidget>

class QLabel;
class QPushButton;
class QScrollArea;
class QVBoxLayout;

namespace counterbell::ui
{

class JobCard;

/// A column of the board: name, count, and cards that scroll. Cards are made for the first hundred jobs only, and the
/// rest by asking for more, so that a full lane stays as fast as a short one.
class JobLane : public QWidget
{
    Q_OBJECT

public:
    explicit JobLane(JobStatus status, QWidget *parent = nullptr);

    [[nodiscard]] JobStatus status() const { return m_status; }
    /// In order. Cards of jobs that stay are kept, with focus and place.
    void setJobs(std::vector<Job> jobs, Timestamp now);
    /// From the top.
    [[nodiscard]] const std::vector<JobCard *> &cards() const { return m_cards; }
    [[nodiscard]] JobCard *card(JobId id) const;
    void tick(Timestamp now);
    /// Where a dragged card would land; absent: nothing is dragged here.
    void showMarker(std::optional<int> index);
    [[nodiscard]] bool holdsGlobal(const QPoint &global) const;
    void reveal(JobCard *card);
    /// Makes cards until the job has one.
    void makeRoomFor(JobId id);
    void setTabStop(JobCard *card);

Q_SIGNALS:
    void addPressed();
    /// A new card, for the board to listen to.
    void cardMade(counterbell::ui::JobCard *card);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void fill(Timestamp now);
    void place();

    JobStatus m_status;
    std::vector<Job> m_jobs;
    std::vector<JobCard *> m_cards;
    Timestamp m_now;
    size_t m_shown;
    std::optional<int> m_markerAt;
    QLabel *m_name, *m_count;
    QScrollArea *m_area;
    QWidget *m_content;
    QVBoxLayout *m_column;
    QPushButton *m_more;
    QWidget *m_marker;
};

} // namespace counterbell::ui
