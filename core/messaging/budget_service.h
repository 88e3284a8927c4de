// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/budget.h"
#include "core/api/result.h"
#include "core/store/store.h"

#include <qcorotask.h>

namespace counterbell::messaging
{

/// Caps per provider (FEATURES PQ-40..43).
class BudgetService
{
public:
    BudgetService(store::Store &store, const Clock &clock) : m_store(store), m_clock(clock) {}

    [[nodiscard]] QCoro::Task<Result<Budgets>> list();
    /// `invalidArgument` for an unknown provider, a negative cap or a threshold outside 0 to 1.
    [[nodiscard]] QCoro::Task<Result<Budgets>> set(SetBudget request);

private:
    store::Store &m_store;
    const Clock &m_clock;
};

} // namespace counterbell::messaging
