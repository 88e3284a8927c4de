// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/money.h"

namespace counterbell
{

/// How often a budget starts again.
enum class BudgetPeriod {
    Daily,
    Weekly,
    Monthly,
};

} // namespace counterbell

COUNTERBELL_WIRE_NAMES(counterbell::BudgetPeriod, {counterbell::BudgetPeriod::Daily, QLatin1StringView("daily")},
                       {counterbell::BudgetPeriod::Weekly, QLatin1StringView("weekly")},
                       {counterbell::BudgetPeriod::Monthly, QLatin1StringView("monthly")})

namespace counterbell
{

/// A cap per provider (FEATURES PQ-40..43). A hard stop refuses what would go over it.
struct Budget {
    QString provider;
    BudgetPeriod period = BudgetPeriod::Monthly;
    std::optional<qint64> maxMessages;
    std::optional<Money> maxCost;
    bool hardStop = true;
    double alertThreshold = 0.8;
    qint64 usedMessages = 0;
    std::optional<Money> usedCost;
    Timestamp resetsAt;

    bool operator==(const Budget &) const = default;
    static constexpr auto fields()
    {
        return std::tuple{
            field("provider", &Budget::provider),         field("period", &Budget::period),
            field("maxMessages", &Budget::maxMessages),   field("maxCost", &Budget::maxCost),
            field("hardStop", &Budget::hardStop),         field("alertThreshold", &Budget::alertThreshold),
            field("usedMessages", &Budget::usedMessages), field("usedCost", &Budget::usedCost),
            field("resetsAt", &Budget::resetsAt)};
    }
};

/// budgets.list
struct Budgets {
    std::vector<Budget> items;

    bool operator==(const Budgets &) const = default;
    static constexpr auto fields() { return std::tuple{field("items", &Budgets::items)}; }
};

/// budgets.set; without maxMessages and maxCost there is no cap.
struct SetBudget {
    QString provider;
    BudgetPeriod period = BudgetPeriod::Monthly;
    std::optional<qint64> maxMessages;
    std::optional<Money> maxCost;
    std::optional<bool> hardStop;
    std::optional<double> alertThreshold;

    bool operator==(const SetBudget &) const = default;
    static constexpr auto fields()
    {
        return std::tuple{
            field("provider", &SetBudget::provider),       field("period", &SetBudget::period),
            field("maxMessages", &SetBudget::maxMessages), field("maxCost", &SetBudget::maxCost),
            field("hardStop", &SetBudget::hardStop),       field("alertThreshold", &SetBudget::alertThreshold)};
    }
};

} // namespace counterbell
