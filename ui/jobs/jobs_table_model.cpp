// SPDX-License-Identifier: Apache-2.0
#include "ui/jobs/jobs_table_model.h"

#include "ui/client/format.h"
#include "ui/jobs/job_words.h"
#include "ui/theme/colors.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"

#include <QGuiApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace counterbell::ui
{

namespace
{

/// Less-than of one column; ties keep the order as given.
bool comesBefore(const Job &a, const Job &b, int column)
{
    const auto names = [](const QString &x, const QString &y) { return x.localeAwareCompare(y) < 0; };
    switch (column) {
    case JobsTableModel::Ticket:
        return a.ticket < b.ticket;
    case JobsTableModel::Customer:
        return names(a.contactName.value_or(QString()), b.contactName.value_or(QString()));
    case JobsTableModel::Piece:
        return names(a.description, b.description);
    case JobsTableModel::Status:
        return a.status < b.status;
    case JobsTableModel::Due:
        return a.dueAt.value_or(Timestamp::max()) < b.dueAt.value_or(Timestamp::max());
    case JobsTableModel::Assignee:
        return names(a.assigneeName.value_or(QString()), b.assigneeName.value_or(QString()));
    case JobsTableModel::Notice:
        return (a.notification ? a.notification->at : Timestamp()) <
               (b.notification ? b.notification->at : Timestamp());
    default:
        return false;
    }
}

QColor colorOf(const Job &job, int column, Timestamp now)
{
    const auto &c = colors(QGuiApplication::palette());
    if (column == JobsTableModel::Due && isLate(job, now))
        return c.attnT;
    if (column != JobsTableModel::Notice)
        return column == JobsTableModel::Ticket || column == JobsTableModel::Piece ? c.text2 : c.text;
    const auto line = noticeLine(job, now);
    if (isUncollected(job, now))
        return c.attnT;
    if (!line || line->tone == NoticeLine::Tone::Quiet)
        return c.text2;
    return line->tone == NoticeLine::Tone::Counting ? c.accentT : c.dangerT;
}

QVariant mark(const Job &job)
{
    const auto &c = colors(QGuiApplication::palette());
    const auto ratio = qGuiApp->devicePixelRatio();
    return iconPixmap(job.urgent ? u"urgent"_s : kindIcon(job.kind), kIconInline, job.urgent ? c.attnT : c.text3, ratio,
                      false);
}

} // namespace

void JobsTableModel::setJobs(std::vector<Job> jobs, Timestamp now)
{
    m_now = now;
    order(std::move(jobs));
}

void JobsTableModel::order(std::vector<Job> jobs)
{
    if (m_column >= 0) {
        std::ranges::stable_sort(jobs, [this](const Job &a, const Job &b) {
            return m_order == Qt::AscendingOrder ? comesBefore(a, b, m_column) : comesBefore(b, a, m_column);
        });
    }
    const auto ids = [](const std::vector<Job> &list) {
        std::vector<JobId> found;
        std::ranges::transform(list, std::back_inserter(found), &Job::id);
        return found;
    };
    const auto before = ids(m_jobs), after = ids(jobs);
    if (before == after) {
        m_jobs = std::move(jobs);
        if (!m_jobs.empty())
            Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, Columns - 1));
        return;
    }
    if (before.size() == after.size() && std::ranges::is_permutation(before, after)) {
        Q_EMIT layoutAboutToBeChanged();
        const auto from = persistentIndexList();
        m_jobs = std::move(jobs);
        QModelIndexList to;
        for (const auto &index : from)
            to << find(before[size_t(index.row())], index.column());
        changePersistentIndexList(from, to);
        Q_EMIT layoutChanged();
        return;
    }
    beginResetModel();
    m_jobs = std::move(jobs);
    endResetModel();
}

void JobsTableModel::tick(Timestamp now)
{
    m_now = now;
    if (!m_jobs.empty())
        Q_EMIT dataChanged(index(0, Notice), index(rowCount() - 1, Notice), {Qt::DisplayRole});
}

const Job *JobsTableModel::at(const QModelIndex &index) const
{
    return index.isValid() && index.row() < rowCount() ? &m_jobs[size_t(index.row())] : nullptr;
}

QModelIndex JobsTableModel::find(JobId id, int column) const
{
    const auto found = std::ranges::find(m_jobs, id, &Job::id);
    return found == m_jobs.end() ? QModelIndex() : index(int(found - m_jobs.begin()), column);
}

int JobsTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_jobs.size());
}

int JobsTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(Columns);
}

QString JobsTableModel::text(const Job &job, int column) const
{
    switch (column) {
    case Ticket:
        return leftToRight(job.ticket);
    case Customer:
        return isolated(customerName(job));
    case Piece:
        return isolated(job.description.simplified());
    case Status:
        return statusName(job.status);
    case Due:
        return dueText(job, m_now);
    case Assignee:
        return job.assigneeName ? isolated(*job.assigneeName) : tr("Nobody");
    case Notice:
        break;
    default:
        return {};
    }
    if (isUncollected(job, m_now))
        return uncollectedText(job, m_now);
    const auto line = noticeLine(job, m_now);
    return line ? line->text : QString();
}

QVariant JobsTableModel::data(const QModelIndex &index, int role) const
{
    const auto *job = at(index);
    if (!job)
        return {};
    switch (role) {
    case Qt::DisplayRole:
        return text(*job, index.column());
    case Qt::AccessibleTextRole:
        return index.column() == Ticket ? jobSentence(*job, m_now) : text(*job, index.column());
    case Qt::ForegroundRole:
        return colorOf(*job, index.column(), m_now);
    case Qt::DecorationRole:
        return index.column() == Ticket ? mark(*job) : QVariant();
    case Qt::ToolTipRole:
        return index.column() == Piece ? QVariant(job->description) : QVariant();
    default:
        return {};
    }
}

QVariant JobsTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return int(Qt::AlignLeading | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Ticket:
        return tr("Ticket");
    case Customer:
        return tr("Customer");
    case Piece:
        return tr("Piece");
    case Status:
        return tr("Status");
    case Due:
        return tr("Due");
    case Assignee:
        return tr("Assignee");
    case Notice:
        return tr("Customer told");
    default:
        return {};
    }
}

void JobsTableModel::sort(int column, Qt::SortOrder order)
{
    m_column = column;
    m_order = order;
    this->order(m_jobs);
}

} // namespace counterbell::ui
