// SPDX-License-Identifier: Apache-2.0
#include "app/core/upkeep.h"

#include "core/inbox/conversation_repository.h"
#include "core/messaging/budget_repository.h"
#include "core/store/task_repository.h"

namespace counterbell
{

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace
{

constexpr auto kInterval = 5s;
constexpr auto kTemplateInterval = 1h;
constexpr auto kTemplateRetry = 30s;
const auto kTemplates = u"templates"_s;

} // namespace

Upkeep::Upkeep(store::Store &store, const Clock &clock, TaskGroup &tasks, messaging::TemplateService &templates)
    : m_store(store), m_clock(clock), m_tasks(tasks), m_templates(templates)
{
    m_timer.setInterval(kInterval);
    connect(&m_timer, &QTimer::timeout, this, &Upkeep::wake);
}

void Upkeep::start()
{
    m_isRunning = true;
    m_timer.start();
    wake();
}

void Upkeep::stop()
{
    m_isRunning = false;
    m_timer.stop();
}

void Upkeep::wake()
{
    if (m_isRunning && !std::exchange(m_isBusy, true))
        m_tasks.spawn(u"upkeep"_s, run());
}

QCoro::Task<> Upkeep::run()
{
    const auto now = m_clock.now();
    const auto areTemplatesDue = co_await m_store.read(
        [now](store::Connection &db) -> Result<bool> { return store::isTaskDue(db, kTemplates, now); });
    const auto hasChanges = co_await m_store.read([now](store::Connection &db) -> Result<bool> {
        return inbox::ConversationRepository().isSnoozeOver(db, now) ||
               messaging::BudgetRepository().isResetDue(db, now);
    });
    if (hasChanges.value_or(false)) {
        (void)co_await m_store.write([now](store::Tx &tx) -> Result<> {
            messaging::BudgetRepository().resetDue(tx, now);
            inbox::ConversationRepository().wakeSnoozed(tx, now);
            return {};
        });
    }
    if (areTemplatesDue.value_or(false) && m_isRunning) {
        const auto synced = co_await m_templates.sync();
        const auto next = m_clock.now() + (synced ? std::chrono::seconds(kTemplateInterval) : kTemplateRetry);
        (void)co_await m_store.write([next](store::Tx &tx) -> Result<> {
            store::scheduleTask(tx, kTemplates, next);
            return {};
        });
    }
    m_isBusy = false;
}

} // namespace counterbell
