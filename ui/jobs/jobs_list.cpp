// SPDX-License-Identifier: Apache-2.0
#include "ui/jobs/jobs_list.h"

#include "ui/client/core_client.h"
#include "ui/jobs/job_actions.h"
#include "ui/jobs/job_words.h"
#include "ui/jobs/jobs_store.h"
#include "ui/jobs/jobs_table_model.h"
#include "ui/theme/fonts.h"
#include "ui/theme/metrics.h"
#include "ui/theme/scaling.h"

#include <QContextMenuEvent>
#include <QHeaderView>
#include <QPushButton>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace counterbell::ui
{

namespace
{

/// What comes next for the piece, as on its card.
struct Step {
    QString text, name;
    JobStatus to;
    bool isUndo = false;
};

std::optional<Step> stepOf(const Job &job, Timestamp now)
{
    if (secondsHeld(job, now))
        return Step{JobsList::tr("Undo"), JobsList::tr("Undo: %1 is not ready").arg(job.ticket), job.status, true};
    if (job.status == JobStatus::Ready)
        return Step{JobsList::tr("Collected"), JobsList::tr("Mark %1 collected").arg(job.ticket), JobStatus::Collected};
    if (job.status == JobStatus::Collected)
        return std::nullopt;
    return Step{JobsList::tr("Mark ready"), JobsList::tr("Mark %1 ready").arg(job.ticket), JobStatus::Ready};
}

constexpr int kWidths[] = {120, 160, 0, 128, 144, 144, 304};

} // namespace

JobsList::JobsList(CoreClient &client, JobsStore &store, JobActions &actions, QWidget *parent)
    : QTableView(parent),
      m_client(client),
      m_store(store),
      m_actions(actions),
      m_model(new JobsTableModel(this)),
      m_step(new QPushButton(viewport()))
{
    setObjectName(u"jobsList"_s);
    setAccessibleName(tr("Jobs"));
    setModel(m_model);
    setFrameShape(QFrame::NoFrame);
    setShowGrid(false);
    setWordWrap(false);
    setSelectionBehavior(SelectRows);
    setSelectionMode(SingleSelection);
    setEditTriggers(NoEditTriggers);
    setTabKeyNavigation(false);
    setHorizontalScrollMode(ScrollPerPixel);
    setVerticalScrollMode(ScrollPerPixel);
    verticalHeader()->hide();
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setSectionResizeMode(JobsTableModel::Piece, QHeaderView::Stretch);
    whenScaled(this, [this] {
        verticalHeader()->setDefaultSectionSize(scaled(kTableRow));
        horizontalHeader()->setFixedHeight(scaled(kTableHeader));
        for (int column = 0; column < JobsTableModel::Columns; ++column) {
            if (kWidths[column] > 0)
                setColumnWidth(column, scaled(kWidths[column]));
        }
    });
    horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder);
    setSortingEnabled(true);
    m_step->setObjectName(u"rowStep"_s);
    m_step->setProperty("kind", u"ghost"_s);
    m_step->hide();
    connect(m_step, &QPushButton::clicked, this, &JobsList::press);
    connect(&store, &JobsStore::changed, this, &JobsList::refresh);
    connect(selectionModel(), &QItemSelectionModel::currentChanged, this, &JobsList::place);
    connect(m_model, &QAbstractItemModel::layoutChanged, this, &JobsList::place);
    connect(this, &QTableView::doubleClicked, this, [this](const QModelIndex &index) {
        if (const auto *job = m_model->at(index))
            Q_EMIT jobOpened(job->id);
    });
    m_tick.setInterval(std::chrono::seconds(1));
    connect(&m_tick, &QTimer::timeout, this, [this] {
        if (isVisible()) {
            m_model->tick(m_client.now());
            place();
        }
    });
    m_tick.start();
    refresh();
}

void JobsList::refresh()
{
    const auto chosen = current();
    m_model->setJobs(m_store.all(), m_client.now());
    if (chosen && !current())
        setCurrentIndex(m_model->find(chosen->id));
    place();
}

std::optional<Job> JobsList::current() const
{
    const auto *job = m_model->at(currentIndex());
    return job ? std::optional(*job) : std::nullopt;
}

bool JobsList::reveal(JobId id)
{
    const auto index = m_model->find(id);
    if (index.isValid()) {
        setCurrentIndex(index);
        setFocus(Qt::OtherFocusReason);
    }
    return index.isValid();
}

void JobsList::moveCurrent(int by)
{
    const auto job = current();
    if (!job)
        return;
    const auto at = std::ranges::find(lanes(), job->status) - lanes().begin() + by;
    if (at >= 0 && at < std::ssize(lanes()))
        m_actions.move(*job, lanes()[size_t(at)]);
}

void JobsList::press()
{
    const auto job = current();
    const auto step = job ? stepOf(*job, m_client.now()) : std::nullopt;
    if (!step)
        return;
    if (step->isUndo)
        m_actions.undo(job->id);
    else
        m_actions.move(*job, step->to);
}

void JobsList::place()
{
    const auto job = current();
    const auto step = job ? stepOf(*job, m_client.now()) : std::nullopt;
    m_step->setVisible(step.has_value());
    if (!step)
        return;
    m_step->setText(step->text);
    m_step->setAccessibleName(step->name);
    const auto cell = visualRect(m_model->index(currentIndex().row(), JobsTableModel::Notice));
    const QRect button(cell.right() + 1 - m_step->sizeHint().width() - kSpace8, cell.y(), m_step->sizeHint().width(),
                       cell.height());
    m_step->setGeometry(QStyle::visualRect(layoutDirection(), cell, button));
}

void JobsList::keyPressEvent(QKeyEvent *event)
{
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (const auto job = current(); isEnter && job) {
        Q_EMIT jobOpened(job->id);
        return;
    }
    QTableView::keyPressEvent(event);
}

void JobsList::contextMenuEvent(QContextMenuEvent *event)
{
    const bool isByMouse = event->reason() == QContextMenuEvent::Mouse;
    const auto index = isByMouse ? indexAt(viewport()->mapFromGlobal(event->globalPos())) : currentIndex();
    if (const auto *job = m_model->at(index)) {
        const auto below = viewport()->mapToGlobal(visualRect(index).bottomLeft());
        Q_EMIT menuRequested(*job, isByMouse ? event->globalPos() : below);
    }
}

void JobsList::resizeEvent(QResizeEvent *event)
{
    QTableView::resizeEvent(event);
    place();
}

void JobsList::scrollContentsBy(int dx, int dy)
{
    QTableView::scrollContentsBy(dx, dy);
    place();
}

} // namespace counterbell::ui
