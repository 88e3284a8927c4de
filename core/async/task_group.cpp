// SPDX-License-Identifier: Apache-2.0
#include "core/async/task_group.h"

#include "core/async/async_condition.h"

#include <QDeadlineTimer>
#include <QLoggingCategory>

#include <exception>
#include <utility>

Q_LOGGING_CATEGORY(lcAsync, "counterbell.async", QtInfoMsg)

namespace counterbell
{

/// Outlives the group as long as a coroutine still counts itself down in it.
class TaskGroup::State
{
public:
    int running = 0;
    AsyncCondition emptied;

    static QCoro::Task<void> watch(std::shared_ptr<State> state, QString name, QCoro::Task<void> task)
    {
        ++state->running;
        try {
            co_await std::move(task);
        } catch (const std::exception &e) {
            qCCritical(lcAsync, "%s ended with an exception: %s", qUtf8Printable(name), e.what());
        } catch (...) {
            qCCritical(lcAsync, "%s ended with an exception", qUtf8Printable(name));
        }
        if (--state->running == 0)
            state->emptied.notifyAll();
    }
};

TaskGroup::TaskGroup() : m_state(std::make_shared<State>()) {}

TaskGroup::~TaskGroup() = default;

void TaskGroup::spawn(QString name, QCoro::Task<void> task)
{
    State::watch(m_state, std::move(name), std::move(task));
}

int TaskGroup::running() const
{
    return m_state->running;
}

QCoro::Task<bool> TaskGroup::drain(std::chrono::milliseconds patience)
{
    const auto state = m_state;
    const QDeadlineTimer deadline(patience);
    while (state->running > 0 && !deadline.hasExpired()) {
        const std::chrono::milliseconds left(deadline.remainingTime());
        co_await state->emptied.wait(left);
    }
    co_return state->running == 0;
}

} // namespace counterbell
