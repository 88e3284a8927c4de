// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/console/desk.h"
#include "tests/bench/console/scenarios.h"
#include "tests/bench/console/stopwatch.h"
#include "ui/inbox/conversation_list.h"
#include "ui/inbox/thread_view.h"

#include <QCoreApplication>
#include <QDeadlineTimer>
#include <QScrollBar>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace counterbell::bench
{

namespace
{

constexpr auto kPatience = 3s; ///< no more rows for so long: that was the end

/// Scrolls from end to end of what is loaded until so many rows have come, or no more do.
int scrollThrough(QAbstractScrollArea &view, const QAbstractItemModel &model, int rows, int from, bool isDown)
{
    int seen = from;
    QObject context;
    QObject::connect(&model, &QAbstractItemModel::rowsInserted, &context,
                     [&seen](const QModelIndex &, int first, int last) { seen += last - first + 1; });
    auto *bar = view.verticalScrollBar();
    QDeadlineTimer patience(kPatience);
    while (seen < rows && !patience.hasExpired()) {
        const int before = seen;
        // A page at a time, so that every row is laid out and painted on the way.
        bar->setValue(bar->value() + (isDown ? 1 : -1) * bar->pageStep());
        QCoreApplication::processEvents(QEventLoop::AllEvents, 20);
        if (seen != before)
            patience.setRemainingTime(kPatience);
    }
    return seen;
}

} // namespace

QJsonObject measureMemory(const Course &course)
{
    Desk desk(course.core);
    (void)desk.signIn();
    const auto atStart = qint64(pssKib());
    auto &list = *desk.rows().model();
    desk.list().setView(ConversationView::All);
    waitUntil("the list of all", [&] { return list.rowCount() > 0; });
    const int listed = scrollThrough(desk.rows(), list, course.rows, list.rowCount(), true);
    const auto afterList = qint64(pssKib());
    (void)desk.open(course.longest, std::min(50, course.longestRows));
    const auto &thread = desk.thread().model();
    const int read = scrollThrough(desk.thread(), thread, course.rows, thread.rowCount(), false);
    return {{u"startKib"_s, atStart},
            {u"listRows"_s, listed},
            {u"afterListKib"_s, afterList},
            {u"threadRows"_s, read},
            {u"afterThreadKib"_s, qint64(pssKib())},
            {u"rowsHeld"_s, list.rowCount() + thread.rowCount()}};
}

} // namespace counterbell::bench
