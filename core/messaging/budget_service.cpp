// SPDX-License-Identifier: Apache-2.0
#include "core/messaging/budget_service.h"

#include "core/messaging/budget_repository.h"

namespace counterbell::messaging
{

using namespace Qt::StringLiterals;

namespace
{

std::optional<QString> wrongArgument(const SetBudget &b)
{
    if (b.provider != u"twilio"_s)
        return u"provider"_s;
    if (b.maxMessages.value_or(0) < 0)
        return u"maxMessages"_s;
    if (b.maxCost && b.maxCost->micros < 0)
        return u"maxCost"_s;
    if (b.alertThreshold && (*b.alertThreshold < 0 || *b.alertThreshold > 1))
        return u"alertThreshold"_s;
    return std::nullopt;
}

} // namespace

QCoro::Task<Result<Budgets>> BudgetService::list()
{
    auto answer =
        m_store.read([](store::Connection &db) -> Result<Budgets> { return Budgets{BudgetRepository().all(db)}; });
    co_return co_await std::move(answer);
}

QCoro::Task<Result<Budgets>> BudgetService::set(SetBudget request)
{
    if (const auto wrong = wrongArgument(request))
        co_return counterbell::refuse(Reason::InvalidArgument, {{u"argument"_s, *wrong}});
    const auto now = m_clock.now();
    auto answer = m_store.write([=](store::Tx &tx) -> Result<Budgets> {
        BudgetRepository().set(tx, request, now);
        return Budgets{BudgetRepository().all(tx)};
    });
    co_return co_await std::move(answer);
}

} // namespace counterbell::messaging
