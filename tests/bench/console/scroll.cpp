// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/console/desk.h"
#include "tests/bench/console/scenarios.h"
#include "tests/bench/console/stopwatch.h"
#include "ui/inbox/conversation_list.h"
#include "ui/inbox/thread_view.h"

#include <QApplication>
#include <QDeadlineTimer>
#include <QJsonArray>
#include <QScrollBar>
#include <QTimer>
#include <QWheelEvent>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace counterbell::bench
{

namespace
{

constexpr auto kFrame = 16ms;
constexpr int kHeld = 300;
constexpr int kStep = 60; ///< pixels a frame: a brisk turn of the wheel

/// Turns the wheel once a frame and notes of each frame: until it was painted, and what the GUI thread computed in it:
/// scrolling, painting, and whatever events came from the core.
class Ride
{
public:
    explicit Ride(QAbstractScrollArea &view) : m_view(view), m_paint(view.viewport()) {}

    /// Scrolls by kStep × direction() until time is up.
    QJsonObject run(std::chrono::seconds length, const std::function<int()> &direction)
    {
        const QDeadlineTimer end(length);
        QTimer frames;
        frames.setTimerType(Qt::PreciseTimer);
        QObject::connect(&frames, &QTimer::timeout, &frames, [&] {
            noteLast();
            begin(direction());
        });
        frames.start(kFrame);
        waitUntil("the end of the ride", [&] { return end.hasExpired(); });
        frames.stop();
        return {{u"paintedNs"_s, m_painted}, {u"computedNs"_s, m_computed}};
    }

private:
    void begin(int direction)
    {
        m_paint.reset();
        m_from = nowNs();
        m_fromComputed = threadNs();
        const auto middle = QPointF(m_view.viewport()->rect().center());
        QWheelEvent turn(middle, m_view.viewport()->mapToGlobal(middle), QPoint(0, -direction * kStep),
                         QPoint(0, -direction * kStep), Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase, false);
        QApplication::sendEvent(m_view.viewport(), &turn);
    }

    void noteLast()
    {
        if (m_from == 0 || !m_paint.isPainted())
            return; // the first, or at an end: nothing moved
        m_painted << m_paint.paintedAtNs() - m_from;
        m_computed << qint64(threadNs()) - m_fromComputed;
    }

    QAbstractScrollArea &m_view;
    PaintWatch m_paint;
    qint64 m_from = 0, m_fromComputed = 0;
    QJsonArray m_painted, m_computed;
};

/// To and fro between some screens above the end and the end.
std::function<int()> toAndFro(const QScrollBar &bar)
{
    return [&bar, direction = -1]() mutable {
        const int room = bar.maximum() - bar.value();
        if (room > 4'000 || bar.value() == 0)
            direction = 1;
        else if (room == 0)
            direction = -1;
        return direction;
    };
}

/// Until so many messages are held, the newest among them; then back to the end.
void loadUpTo(ui::ThreadView &thread, int rows)
{
    waitUntil("older messages", [&] {
        thread.verticalScrollBar()->setValue(0);
        return thread.model().count() >= rows;
    });
    thread.scrollToEnd();
}

/// Counts the changes that the rows of a model announce.
class Changes
{
public:
    explicit Changes(const QAbstractItemModel &model)
    {
        QObject::connect(&model, &QAbstractItemModel::dataChanged, &m_context, [this] { ++m_count; });
    }
    [[nodiscard]] int take() { return std::exchange(m_count, 0); }

private:
    QObject m_context;
    int m_count = 0;
};

} // namespace

QJsonObject measureFrames(const Course &course)
{
    const std::chrono::seconds length(course.seconds);
    Desk desk(course.core);
    (void)desk.signIn();
    (void)desk.open(course.longest, std::min(50, course.longestRows));
    // Whatever changes in the next seconds is in rows that are held.
    loadUpTo(desk.thread(), std::min(kHeld, course.longestRows));
    auto &bar = *desk.thread().verticalScrollBar();
    Changes changes(desk.thread().model());

    const auto still = Ride(desk.thread()).run(length, toAndFro(bar));
    announce("changes");
    (void)changes.take();
    auto changing = Ride(desk.thread()).run(length, toAndFro(bar));
    changing.insert(u"changes"_s, changes.take());
    auto upwards = Ride(desk.thread()).run(length, [] { return -1; });
    upwards.insert(u"changes"_s, changes.take());

    desk.list().setView(ConversationView::All);
    waitUntil("the list of all", [&] { return desk.rows().model()->rowCount() > 0; });
    Changes rowChanges(*desk.rows().model());
    auto list = Ride(desk.rows()).run(length, [] { return 1; });
    list.insert(u"changes"_s, rowChanges.take());
    announce("done");
    return {{u"still"_s, still}, {u"changing"_s, changing}, {u"upwards"_s, upwards}, {u"list"_s, list}};
}

} // namespace counterbell::bench
