// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/team.h"
#include "ui/jobs/jobs_store.h"

#include <QWidget>

class QCheckBox;
class QHBoxLayout;
class QLabel;
class QPushButton;

namespace counterbell::ui
{

class FilterChipRow;
class SearchField;
class SegmentControl;

/// Title, search, Board | List, New job; below it what narrows the list (mockup 05).
class JobsBar : public QWidget
{
    Q_OBJECT

public:
    explicit JobsBar(QWidget *parent = nullptr);

    [[nodiscard]] const JobsFilter &filter() const { return m_filter; }
    /// As if it had been chosen.
    void setFilter(const JobsFilter &filter) { choose(filter); }
    void setView(const QString &key); ///< not announced
    void setCounts(int open, int uncollected);
    void setTeam(const std::vector<Member> &team);
    /// Everything back to "all", and announced.
    void clear();
    void focusSearch();

Q_SIGNALS:
    void filterChanged(const counterbell::ui::JobsFilter &filter);
    void viewChosen(const QString &key); ///< board, list
    void newJobPressed();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    bool event(QEvent *event) override;

private:
    QWidget *makeHead();
    QWidget *makeFilters();
    void choose(const JobsFilter &filter);
    void write();
    /// Where there is no room beside the filters, the reminder stands beside the title: no chip is cut for it.
    void arrange();

    JobsFilter m_filter;
    std::vector<Member> m_team;
    QLabel *m_open;
    SearchField *m_search;
    SegmentControl *m_view;
    FilterChipRow *m_kinds;
    QPushButton *m_assignee, *m_due, *m_uncollected;
    QCheckBox *m_urgent, *m_notNotified;
    QHBoxLayout *m_headRow = nullptr, *m_filterRow = nullptr;
};

} // namespace counterbell::ui
