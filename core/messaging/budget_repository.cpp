// SPDX-License-Identifier: Apache-2.0
#include "core/messaging/budget_repository.h"

#include <QTimeZone>

namespace counterbell::messaging
{

using namespace Qt::StringLiterals;
using store::Query;

namespace
{

const auto kColumns =
    u"provider, period, max_messages, max_cost_micros, currency, hard_stop, alert_threshold_permille, "
    "used_messages, used_cost_micros, resets_at"_s;

Budget budgetOf(const Query &q)
{
    Budget b;
    b.provider = q.text(0);
    b.period = q.word(1, BudgetPeriod::Monthly);
    b.maxMessages = q.maybe(2, &Query::integer);
    if (!q.isNull(3))
        b.maxCost = Money{q.integer(3), q.text(4)};
    b.hardStop = q.boolean(5);
    b.alertThreshold = double(q.integer(6)) / 1000.0;
    b.usedMessages = q.integer(7);
    if (!q.text(4).isEmpty()) // a budget of messages alone has no currency
        b.usedCost = Money{q.integer(8), q.text(4)};
    b.resetsAt = q.time(9);
    return b;
}

void announce(store::Tx &tx, const QString &provider)
{
    tx.record(store::Topic::SettingsUpdated, {{u"group"_s, u"budgets"_s}, {u"provider"_s, provider}});
}

} // namespace

Timestamp periodEnd(BudgetPeriod period, Timestamp now)
{
    const auto date = QDateTime::fromMSecsSinceEpoch(toMillis(now), Qt::UTC).date();
    QDate next = date.addDays(1);
    if (period == BudgetPeriod::Weekly)
        next = date.addDays(8 - date.dayOfWeek());
    else if (period == BudgetPeriod::Monthly)
        next = QDate(date.year(), date.month(), 1).addMonths(1);
    return fromMillis(next.startOfDay(Qt::UTC).toMSecsSinceEpoch());
}

std::vector<Budget> BudgetRepository::all(store::Connection &db) const
{
    std::vector<Budget> budgets;
    const auto rows = db.query(u"SELECT "_s + kColumns + u" FROM budgets ORDER BY provider"_s);
    while (rows->next())
        budgets.push_back(budgetOf(*rows));
    return budgets;
}

std::optional<Budget> BudgetRepository::find(store::Connection &db, const QString &provider) const
{
    const auto row = db.query(u"SELECT "_s + kColumns + u" FROM budgets WHERE provider = ?"_s, provider);
    return row->next() ? std::optional(budgetOf(*row)) : std::nullopt;
}

void BudgetRepository::set(store::Tx &tx, const SetBudget &b, Timestamp now) const
{
    tx.execute(
        u"INSERT INTO budgets (provider, period, max_messages, max_cost_micros, currency, hard_stop, "
        "alert_threshold_permille, resets_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (provider) DO UPDATE SET "
        "period = excluded.period, max_messages = excluded.max_messages, max_cost_micros = excluded.max_cost_micros, "
        "currency = excluded.currency, hard_stop = excluded.hard_stop, alerted = 0, "
        "alert_threshold_permille = excluded.alert_threshold_permille, resets_at = excluded.resets_at"_s,
        b.provider, b.period, b.maxMessages, b.maxCost ? std::optional(b.maxCost->micros) : std::nullopt,
        b.maxCost ? b.maxCost->currency : QString(), b.hardStop.value_or(true),
        int(b.alertThreshold.value_or(0.8) * 1000), periodEnd(b.period, now));
    announce(tx, b.provider);
}

Money BudgetRepository::estimate(store::Connection &db, Channel channel, int segments) const
{
    const auto row = db.query(u"SELECT cost_micros, cost_currency, segments FROM sends WHERE channel = ? "
                              "AND cost_micros IS NOT NULL AND id > (SELECT COALESCE(MAX(id), 0) - 500 FROM sends) "
                              "ORDER BY id DESC LIMIT 1"_s,
                              channel);
    if (!row->next())
        return {};
    const auto perSegment = row->integer(0) / std::max<qint64>(1, row->integer(2));
    return Money{perSegment * std::max(1, segments), row->text(1)};
}

bool BudgetRepository::fits(store::Connection &db, const QString &provider, const Money &cost,
                            std::optional<qint64> reservedMicros) const
{
    const auto budget = find(db, provider);
    if (!budget || !budget->hardStop)
        return true;
    const bool hasMessages =
        !budget->maxMessages || budget->usedMessages + (reservedMicros ? 0 : 1) <= *budget->maxMessages;
    const bool hasMoney = !budget->maxCost || budget->usedCost->micros - reservedMicros.value_or(0) + cost.micros <=
                                                  budget->maxCost->micros;
    return hasMessages && hasMoney;
}

void BudgetRepository::reserve(store::Tx &tx, const QString &provider, const Money &cost) const
{
    tx.execute(u"UPDATE budgets SET used_messages = used_messages + 1, used_cost_micros = used_cost_micros + ? "
               "WHERE provider = ?"_s,
               cost.micros, provider);
    // One alert per period, on crossing the threshold (FEATURES PQ-42).
    const auto crossed = tx.execute(u"UPDATE budgets SET alerted = 1 WHERE provider = ? AND alerted = 0 AND "
                                    "(used_messages * 1000 >= max_messages * alert_threshold_permille "
                                    "OR used_cost_micros * 1000 >= max_cost_micros * alert_threshold_permille)"_s,
                                    provider);
    if (crossed > 0)
        announce(tx, provider);
}

void BudgetRepository::settle(store::Tx &tx, const QString &provider, qint64 reservedMicros, qint64 costMicros,
                              bool isCounted) const
{
    tx.execute(
        u"UPDATE budgets SET used_messages = CASE WHEN used_messages > ? THEN used_messages - ? ELSE 0 END, "
        "used_cost_micros = CASE WHEN used_cost_micros > ? THEN used_cost_micros - ? ELSE 0 END + ? WHERE provider = ?"_s,
        isCounted ? 0 : 1, isCounted ? 0 : 1, reservedMicros, reservedMicros, costMicros, provider);
}

bool BudgetRepository::isResetDue(store::Connection &db, Timestamp now) const
{
    return db.query(u"SELECT 1 FROM budgets WHERE resets_at <= ? LIMIT 1"_s, now)->next();
}

void BudgetRepository::resetDue(store::Tx &tx, Timestamp now) const
{
    for (const auto &budget : all(tx)) {
        if (budget.resetsAt > now)
            continue;
        tx.execute(
            u"UPDATE budgets SET used_messages = 0, used_cost_micros = 0, alerted = 0, resets_at = ? WHERE provider = ?"_s,
            periodEnd(budget.period, now), budget.provider);
        announce(tx, budget.provider);
    }
}

} // namespace counterbell::messaging
