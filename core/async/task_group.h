// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include <qcorotask.h>

#include <chrono>
#include <memory>

namespace counterbell
{

/// Coroutines that nobody awaits. An exception in such a one would vanish silently, and destroying what it uses
/// while it is suspended is a use after free; so they start here, where each is caught, logged and counted, and
/// the program drains the group before it destroys anything (STYLE 2.8). Belongs to the main thread.
class TaskGroup
{
public:
    TaskGroup();
    ~TaskGroup();
    Q_DISABLE_COPY_MOVE(TaskGroup)

    /// Keeps `task` running on its own; `name` is for the log.
    void spawn(QString name, QCoro::Task<void> task);

    /// How many are under way.
    [[nodiscard]] int running() const;

    /// Waits until none is under way, or until `patience` is over; tells whether none is.
    [[nodiscard]] QCoro::Task<bool> drain(std::chrono::milliseconds patience);

private:
    class State;
    std::shared_ptr<State> m_state;
};

} // namespace counterbell
