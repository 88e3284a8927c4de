// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QDeadlineTimer>
#include <QEventLoop>
#include <QTimer>

#include <chrono>
#include <functional>

namespace counterbell::e2e
{

/// Runs the event loop until `done()` holds; it is asked again whenever something happened, and every 20 ms.
/// False when the time is over first.
template <typename Done>
[[nodiscard]] bool waitUntil(Done done, std::chrono::milliseconds patience)
{
    const QDeadlineTimer deadline(patience);
    QEventLoop loop;
    QTimer tick;
    QObject::connect(&tick, &QTimer::timeout, &loop, &QEventLoop::quit);
    tick.start(std::chrono::milliseconds(20));
    while (!done()) {
        if (deadline.hasExpired())
            return false;
        loop.processEvents(QEventLoop::WaitForMoreEvents);
    }
    return true;
}

} // namespace counterbell::e2e
