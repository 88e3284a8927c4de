// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/job.h"

#include <QAbstractTableModel>

namespace counterbell::ui
{

/// Jobs as rows, sorted by a column. Rows of jobs that stay keep their persistent indexes.
class JobsTableModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column {
        Ticket,
        Customer,
        Piece,
        Status,
        Due,
        Assignee,
        Notice,
        Columns,
    };

    using QAbstractTableModel::QAbstractTableModel;

    void setJobs(std::vector<Job> jobs, Timestamp now);
    void tick(Timestamp now);
    [[nodiscard]] const Job *at(const QModelIndex &index) const;
    [[nodiscard]] QModelIndex find(JobId id, int column = Ticket) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    void sort(int column, Qt::SortOrder order) override;

private:
    [[nodiscard]] QString text(const Job &job, int column) const;
    void order(std::vector<Job> jobs);

    std::vector<Job> m_jobs;
    Timestamp m_now;
    int m_column = -1; ///< as given
    Qt::SortOrder m_order = Qt::AscendingOrder;
};

} // namespace counterbell::ui
