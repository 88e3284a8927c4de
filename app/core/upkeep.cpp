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
    struct Due {
        bool templates = false;
        bool changes = false;
    };
    auto reading = m_store.read([now](store::Connection &db) -> Result<Due> {
        return Due{store::isTaskDue(db, kTemplates, now), inbox::ConversationRepository().isSnoozeOver(db, now) ||
                                                              messaging::BudgetRepository().isResetDue(db, now)};
    });
    const auto due = (co_await std::move(reading)).value_or(Due{});
    if (due.changes) {
        auto writing = m_store.write([now](store::Tx &tx) -> Result<> {
            messaging::BudgetRepository().resetDue(tx, now);
            inbox::ConversationRepository().wakeSnoozed(tx, now);
            return {};
        });
        (void)co_await std::move(writing);
    }
    // A core that starts looks at once: its health and its consoles would wait an hour for what the last one saw.
    if ((due.templates || !m_hasLookedAtTemplates) && m_isRunning) {
        m_hasLookedAtTemplates = true;
        const auto synced = co_await m_templates.sync();
        const auto next = m_clock.now() + (synced ? std::chrono::seconds(kTemplateInterval) : kTemplateRetry);
        auto writing = m_store.write([next](store::Tx &tx) -> Result<> {
            store::scheduleTask(tx, kTemplates, next);
            return {};
        });
        (void)co_await std::move(writing);
    }
    m_isBusy = false;
}

} // namespace counterbell
