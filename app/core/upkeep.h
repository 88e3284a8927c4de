// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/async/task_group.h"
#include "core/messaging/template_service.h"
#include "core/store/store.h"

#include <QTimer>

namespace counterbell
{

/// Timed work of which there is one of a kind, as rows of `tasks` so that a restarted core goes on where it was:
/// budgets that start anew, snoozed conversations that wake, the look at templates at each start and hourly.
class Upkeep : public QObject
{
    Q_OBJECT

public:
    Upkeep(store::Store &store, const Clock &clock, TaskGroup &tasks, messaging::TemplateService &templates);

    void start();
    void stop();
    /// The clock moved: something may be due.
    void wake();

private:
    QCoro::Task<> run();

    store::Store &m_store;
    const Clock &m_clock;
    TaskGroup &m_tasks;
    messaging::TemplateService &m_templates;
    QTimer m_timer;
    bool m_isRunning = false;
    bool m_isBusy = false;
    bool m_hasLookedAtTemplates = false;
};

} // namespace counterbell
