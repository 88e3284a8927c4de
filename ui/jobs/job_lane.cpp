// SPDX-License-Identifier: Apache-2.0
#include "ui/jobs/job_lane.h"

#include "ui/jobs/job_card.h"
#include "ui/theme/colors.h"
#include "ui/theme/fonts.h"
#include "ui/theme/metrics.h"
#include "ui/theme/scaling.h"
#include "ui/widgets/icon_button.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QVBoxLayout>

#include <algorithm>
#include <map>

using namespace Qt::StringLiterals;

namespace counterbell::ui
{

namespace
{

constexpr size_t kStep = 100;
constexpr int kMarker = 2;
/// Focus rings reach 4 px beyond a card.
constexpr int kRing = 4;

/// Where a dragged card would land.
class Marker : public QWidget
{
public:
    using QWidget::QWidget;

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.fillRect(rect(), colors(palette()).accentT);
    }
};

} // namespace

JobLane::JobLane(JobStatus status, QWidget *parent)
    : QWidget(parent),
      m_status(status),
      m_shown(kStep),
      m_name(new QLabel(statusName(status))),
      m_count(new QLabel),
      m_area(new QScrollArea),
      m_content(new QWidget),
      m_column(new QVBoxLayout(m_content)),
      m_more(new QPushButton),
      m_marker(new Marker(m_content))
{
    setObjectName(u"lane:"_s + wireName(status));
    setAccessibleName(statusName(status));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(kSpace8 - kRing, 0, 0, 0);
    column->setSpacing(0);
    auto *head = new QWidget;
    whenScaled(head, [head] { head->setFixedHeight(scaled(kLaneHeader) - kRing); });
    auto *row = new QHBoxLayout(head);
    row->setContentsMargins(kSpace4 + kRing, kRing, kSpace4 + kSpace8, 0);
    row->setSpacing(kSpace8);
    keepFont(m_name, Text::BaseStrong);
    m_count->setProperty("kind", u"meta"_s);
    m_count->setObjectName(u"count"_s);
    row->addWidget(m_name);
    row->addWidget(m_count);
    row->addStretch();
    if (status == JobStatus::Received) {
        auto *add = new IconButton(u"add"_s, tr("New job"), QKeySequence(Qt::CTRL | Qt::Key_N));
        add->setObjectName(u"add"_s);
        connect(add, &QToolButton::clicked, this, &JobLane::addPressed);
        row->addWidget(add);
    }
    column->addWidget(head);

    m_column->setContentsMargins(kRing, kRing, kSpace8, kSpace8);
    m_column->setSpacing(kSpace8);
    m_more->setObjectName(u"more"_s);
    connect(m_more, &QPushButton::clicked, this, [this] {
        m_shown += kStep;
        fill(m_now);
    });
    m_column->addWidget(m_more);
    m_column->addStretch();
    m_marker->hide();
    m_area->setWidget(m_content);
    m_area->setWidgetResizable(true);
    m_area->setFrameShape(QFrame::NoFrame);
    m_area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_area->setFocusPolicy(Qt::NoFocus);
    m_area->viewport()->setAutoFillBackground(false);
    m_content->setAutoFillBackground(false);
    m_content->installEventFilter(this);
    column->addWidget(m_area, 1);
}

JobCard *JobLane::card(JobId id) const
{
    const auto found = std::ranges::find(m_cards, id, [](const JobCard *card) { return card->job().id; });
    return found == m_cards.end() ? nullptr : *found;
}

void JobLane::setJobs(std::vector<Job> jobs, Timestamp now)
{
    m_jobs = std::move(jobs);
    const auto count = int(m_jobs.size());
    m_count->setText(m_status == JobStatus::Collected ? tr("%n today", nullptr, count) : QString::number(count));
    fill(now);
}

void JobLane::fill(Timestamp now)
{
    m_now = now;
    std::map<JobId, JobCard *> before;
    for (auto *card : m_cards)
        before[card->job().id] = card;
    std::vector<JobCard *> cards;
    const auto shown = std::min(m_shown, m_jobs.size());
    for (size_t i = 0; i < shown; ++i) {
        auto known = before.extract(m_jobs[i].id);
        if (!known.empty()) {
            if (known.mapped()->job() != m_jobs[i])
                known.mapped()->setJob(m_jobs[i], now);
            cards.push_back(known.mapped());
            continue;
        }
        cards.push_back(new JobCard(m_jobs[i], now, m_content));
        Q_EMIT cardMade(cards.back());
    }
    for (const auto &[id, card] : before) {
        m_column->removeWidget(card);
        card->hide();
        card->deleteLater();
    }
    for (size_t i = 0; i < cards.size(); ++i) {
        const auto *item = m_column->itemAt(int(i));
        if (!item || item->widget() != cards[i])
            m_column->insertWidget(int(i), cards[i]);
        cards[i]->show();
    }
    m_cards = std::move(cards);
    if (!m_cards.empty() &&
        std::ranges::none_of(m_cards, [](const JobCard *card) { return card->focusPolicy() == Qt::StrongFocus; }))
        m_cards.front()->setTabStop(true);
    m_more->setVisible(m_jobs.size() > m_cards.size());
    m_more->setText(tr("Show %n more", nullptr, int(std::min(kStep, m_jobs.size() - m_cards.size()))));
}

void JobLane::tick(Timestamp now)
{
    m_now = now;
    for (auto *card : m_cards)
        card->tick(now);
}

void JobLane::makeRoomFor(JobId id)
{
    const auto found = std::ranges::find(m_jobs, id, &Job::id);
    if (found == m_jobs.end() || size_t(found - m_jobs.begin()) < m_shown)
        return;
    m_shown = (size_t(found - m_jobs.begin()) / kStep + 1) * kStep;
    fill(m_now);
}

void JobLane::setTabStop(JobCard *card)
{
    for (auto *other : m_cards)
        other->setTabStop(other == card);
}

void JobLane::reveal(JobCard *card)
{
    m_content->layout()->activate();
    m_area->ensureWidgetVisible(card, 0, kSpace8);
}

bool JobLane::holdsGlobal(const QPoint &global) const
{
    return isVisible() && rect().contains(mapFromGlobal(global));
}

void JobLane::showMarker(std::optional<int> index)
{
    m_markerAt = index;
    place();
}

void JobLane::place()
{
    m_marker->setVisible(m_markerAt.has_value());
    if (!m_markerAt)
        return;
    const auto at = std::clamp(*m_markerAt, 0, int(m_cards.size()));
    int y = kRing - kMarker;
    if (at > 0)
        y = m_cards[size_t(at) - 1]->geometry().bottom() + 1 + (kSpace8 - kMarker) / 2;
    const auto inner = m_column->contentsRect();
    m_marker->setGeometry(inner.x(), y, inner.width(), kMarker);
    m_marker->raise();
}

bool JobLane::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_content && event->type() == QEvent::Resize)
        place();
    return QWidget::eventFilter(watched, event);
}

} // namespace counterbell::ui
