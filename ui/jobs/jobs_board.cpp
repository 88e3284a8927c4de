// SPDX-License-Identifier: Apache-2.0
#include "ui/jobs/jobs_board.h"

#include "ui/client/core_client.h"
#include "ui/jobs/job_actions.h"
#include "ui/jobs/job_card.h"
#include "ui/jobs/job_lane.h"
#include "ui/jobs/jobs_store.h"
#include "ui/theme/colors.h"
#include "ui/theme/metrics.h"

#include <QApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace counterbell::ui
{

namespace
{

constexpr std::chrono::seconds kTick{1};
constexpr std::chrono::seconds kNews{12};
/// The ghost hangs below the pointer, so that what it is dropped on stays visible.
constexpr QPoint kGhostOffset(8, 8);

bool holdsFocus(const QWidget *widget)
{
    const auto *focus = QApplication::focusWidget();
    return focus && (focus == widget || widget->isAncestorOf(focus));
}

} // namespace

JobsBoard::JobsBoard(CoreClient &client, JobsStore &store, JobActions &actions, QWidget *parent)
    : QWidget(parent), m_client(client), m_store(store), m_actions(actions), m_ghost(new QLabel(this))
{
    setObjectName(u"jobsBoard"_s);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(kSpace16, 1, kSpace16, 0);
    row->setSpacing(0);
    for (const auto status : lanes()) {
        auto *lane = new JobLane(status);
        connect(lane, &JobLane::addPressed, this, &JobsBoard::newJobPressed);
        connect(lane, &JobLane::cardMade, this, &JobsBoard::listenTo);
        m_lanes.push_back(lane);
        row->addWidget(lane, 1);
    }
    m_ghost->setAttribute(Qt::WA_TransparentForMouseEvents);
    m_ghost->hide();
    connect(&store, &JobsStore::changed, this, &JobsBoard::refresh);
    connect(&actions, &JobActions::moved, this, &JobsBoard::markMoved);
    m_tick.setInterval(kTick);
    connect(&m_tick, &QTimer::timeout, this, &JobsBoard::tick);
    m_tick.start();
    m_forget.setSingleShot(true);
    m_forget.setInterval(kNews);
    connect(&m_forget, &QTimer::timeout, this, [this] {
        if (auto *old = m_moved ? card(*m_moved) : nullptr)
            old->setJustChanged(false);
        m_moved.reset();
    });
    refresh({});
}

void JobsBoard::listenTo(JobCard *card)
{
    connect(card, &JobCard::opened, this, [this](const Job &job) { Q_EMIT jobOpened(job.id); });
    connect(card, &JobCard::readyPressed, &m_actions, &JobActions::markReady);
    connect(card, &JobCard::collectedPressed, &m_actions, &JobActions::markCollected);
    connect(card, &JobCard::callPressed, &m_actions, &JobActions::call);
    connect(card, &JobCard::undoPressed, &m_actions, [this](const Job &job) { m_actions.undo(job.id); });
    connect(card, &JobCard::assignPressed, this, &JobsBoard::assignPressed);
    connect(card, &JobCard::menuRequested, this, &JobsBoard::menuRequested);
    connect(card, &JobCard::stepped, this, [this, card](int key) { step(card, key); });
    connect(card, &JobCard::focused, this, [this, card](JobId id) {
        m_focused = id;
        for (auto *lane : m_lanes) {
            if (lane->status() == card->job().status)
                lane->setTabStop(card);
        }
    });
    connect(card, &JobCard::dragMoved, this, [this, card](const QPoint &at) { dragOver(card, at); });
    connect(card, &JobCard::dragCancelled, this, &JobsBoard::endDrag);
    connect(card, &JobCard::dropped, this, [this, job = QPointer(card)](const QPoint &at) {
        endDrag();
        if (auto *lane = laneAt(at))
            m_actions.move(job->job(), lane->status());
    });
    card->setJustChanged(m_moved == card->job().id);
}

void JobsBoard::refresh(const std::set<JobStatus> &lanes)
{
    const auto now = m_client.now();
    const auto id = m_focused;
    const auto *focused = id ? card(*id) : nullptr;
    const bool hadFocus = focused && holdsFocus(focused);
    for (auto *lane : m_lanes) {
        if (lanes.empty() || lanes.contains(lane->status()))
            lane->setJobs(m_store.lane(lane->status()), now);
    }
    // A card that goes hands the focus to just anybody; it belongs to the job's new card.
    m_focused = id;
    auto *after = id ? card(*id) : nullptr;
    if (hadFocus && after && after != focused)
        focus(after);
}

void JobsBoard::tick()
{
    if (!isVisible())
        return;
    for (auto *lane : m_lanes)
        lane->tick(m_client.now());
}

void JobsBoard::markMoved(JobId id)
{
    if (auto *old = m_moved ? card(*m_moved) : nullptr)
        old->setJustChanged(false);
    m_moved = id;
    if (auto *moved = card(id)) {
        moved->setJustChanged(true);
        for (auto *lane : m_lanes) {
            if (lane->card(id))
                lane->reveal(moved);
        }
    }
    m_forget.start();
}

JobCard *JobsBoard::card(JobId id) const
{
    for (const auto *lane : m_lanes) {
        if (auto *found = lane->card(id))
            return found;
    }
    return nullptr;
}

std::optional<Job> JobsBoard::current() const
{
    const auto *focused = m_focused ? card(*m_focused) : nullptr;
    return focused && holdsFocus(focused) ? std::optional(focused->job()) : std::nullopt;
}

void JobsBoard::focusCards()
{
    if (auto *last = m_focused ? card(*m_focused) : nullptr)
        return focus(last);
    for (const auto *lane : m_lanes) {
        if (!lane->cards().empty())
            return focus(lane->cards().front());
    }
}

bool JobsBoard::reveal(JobId id)
{
    for (auto *lane : m_lanes) {
        lane->makeRoomFor(id);
        if (auto *found = lane->card(id)) {
            focus(found);
            return true;
        }
    }
    return false;
}

void JobsBoard::focus(JobCard *card)
{
    card->setFocus(Qt::TabFocusReason);
    for (auto *lane : m_lanes) {
        if (lane->card(card->job().id) == card)
            lane->reveal(card);
    }
}

void JobsBoard::moveCurrent(int by)
{
    const auto job = current();
    if (!job)
        return;
    const auto at = std::ranges::find(lanes(), job->status) - lanes().begin() + by;
    if (at >= 0 && at < std::ssize(lanes()))
        m_actions.move(*job, lanes()[size_t(at)]);
}

void JobsBoard::step(JobCard *from, int key)
{
    const auto of = std::ranges::find(m_lanes, from->job().status, &JobLane::status);
    if (of == m_lanes.end())
        return;
    const auto &cards = (*of)->cards();
    const auto at = std::ranges::find(cards, from) - cards.begin();
    if (key == Qt::Key_Home || key == Qt::Key_End)
        return focus(key == Qt::Key_Home ? cards.front() : cards.back());
    if (key == Qt::Key_Up || key == Qt::Key_Down) {
        const auto next = at + (key == Qt::Key_Down ? 1 : -1);
        if (next >= 0 && next < std::ssize(cards))
            focus(cards[size_t(next)]);
        return;
    }
    const bool isForward = (key == Qt::Key_Right) == (layoutDirection() == Qt::LeftToRight);
    for (auto lane = of - m_lanes.begin() + (isForward ? 1 : -1); lane >= 0 && lane < std::ssize(m_lanes);
         lane += isForward ? 1 : -1) {
        const auto &others = m_lanes[size_t(lane)]->cards();
        if (!others.empty())
            return focus(others[std::min(size_t(at), others.size() - 1)]);
    }
}

JobLane *JobsBoard::laneAt(const QPoint &global) const
{
    const auto found = std::ranges::find_if(m_lanes, [&](const JobLane *lane) { return lane->holdsGlobal(global); });
    return found == m_lanes.end() ? nullptr : *found;
}

void JobsBoard::dragOver(JobCard *card, const QPoint &global)
{
    if (m_ghost->isHidden()) {
        m_ghost->setPixmap(card->grab());
        m_ghost->adjustSize();
        m_ghost->show();
        m_ghost->raise();
    }
    m_ghost->move(mapFromGlobal(global) + kGhostOffset);
    const auto *over = laneAt(global);
    for (auto *lane : m_lanes) {
        const bool isTarget = lane == over && lane->status() != card->job().status;
        lane->showMarker(isTarget ? std::optional(m_store.landing(card->job(), lane->status())) : std::nullopt);
    }
}

void JobsBoard::endDrag()
{
    m_ghost->hide();
    for (auto *lane : m_lanes)
        lane->showMarker(std::nullopt);
}

void JobsBoard::paintEvent(QPaintEvent *)
{
    const auto &c = colors(palette());
    QPainter painter(this);
    painter.fillRect(rect(), c.window);
    painter.fillRect(QRect(0, 0, width(), 1), c.line);
}

} // namespace counterbell::ui
