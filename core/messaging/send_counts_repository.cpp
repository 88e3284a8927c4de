// SPDX-License-Identifier: Apache-2.0
#include "core/messaging/send_counts_repository.h"

namespace counterbell::messaging
{

using namespace Qt::StringLiterals;
using store::Query;

namespace
{

/// Beyond so many rows their cost isn't summed up: it is in the rows, not in the index.
constexpr int kMostSummed = 20'000;

SendCount &countOf(SendCounts &counts, SendGroup group)
{
    switch (group) {
    case SendGroup::Delivered:
        return counts.delivered;
    case SendGroup::Waiting:
        return counts.waiting;
    case SendGroup::Failed:
        return counts.failed;
    case SendGroup::NeverAttempted:
        break;
    }
    return counts.neverAttempted;
}

/// What is added to a query of one status, and its values.
struct Conditions {
    QString stretch, fits = u"1 = 1"_s;
    QVariantList stretchValues, fitsValues;
};

Conditions conditionsOf(const SendFilter &filter)
{
    Conditions c;
    if (filter.from) {
        c.stretch += u" AND s.at >= ?"_s;
        c.stretchValues << store::toSql(*filter.from);
    }
    if (filter.to) {
        c.stretch += u" AND s.at < ?"_s;
        c.stretchValues << store::toSql(*filter.to);
    }
    if (filter.channel) {
        c.fits += u" AND s.channel = ?"_s;
        c.fitsValues << store::toSql(*filter.channel);
    }
    if (filter.category) {
        c.fits += u" AND s.category = ?"_s;
        c.fitsValues << store::toSql(*filter.category);
    }
    return c;
}

struct Counted {
    int lookedAt = 0;
    int fitting = 0;
};

Counted count(store::Connection &db, DeliveryStatus status, const Conditions &c)
{
    Query row(db, u"SELECT COUNT(*), COALESCE(SUM(fits), 0) FROM (SELECT CASE WHEN "_s + c.fits +
                      u" THEN 1 ELSE 0 END AS fits FROM sends s WHERE s.status = ?"_s + c.stretch +
                      u" ORDER BY s.at DESC, s.id DESC LIMIT ?) looked"_s);
    row.runWith(c.fitsValues + QVariantList{store::toSql(status)} + c.stretchValues +
                QVariantList{c.fitsValues.isEmpty() ? kMostCounted + 1 : kMostLookedAt});
    return row.next() ? Counted{int(row.integer(0)), int(row.integer(1))} : Counted{};
}

void addTo(std::vector<Money> &sums, const Money &cost)
{
    const auto known = std::ranges::find(sums, cost.currency, &Money::currency);
    if (known == sums.end())
        sums.push_back(cost);
    else
        known->micros += cost.micros;
}

void addCosts(store::Connection &db, DeliveryStatus status, const Conditions &c, std::vector<Money> &sums)
{
    Query rows(db, u"SELECT s.cost_currency, SUM(s.cost_micros) FROM sends s WHERE s.status = ?"_s + c.stretch +
                       u" AND "_s + c.fits + u" AND s.cost_micros IS NOT NULL GROUP BY s.cost_currency"_s);
    rows.runWith(QVariantList{store::toSql(status)} + c.stretchValues + c.fitsValues);
    while (rows.next())
        addTo(sums, {rows.integer(1), rows.text(0)});
}

void setCosts(SendCounts &counts, std::vector<Money> sums)
{
    std::ranges::sort(sums, {}, &Money::currency);
    counts.cost = sums.size() == 1 ? std::optional(sums.front()) : std::nullopt;
    counts.costs = std::move(sums);
}

void cut(SendCount &count)
{
    if (count.count > kMostCounted)
        count = {kMostCounted, true};
}

} // namespace

bool needsWalk(const SendFilter &filter)
{
    return (filter.text && !filter.text->trimmed().isEmpty()) || filter.contactId || filter.jobId ||
           filter.conversationId;
}

SendCounts countByIndex(store::Connection &db, const SendFilter &filter)
{
    const auto conditions = conditionsOf(filter);
    SendCounts counts;
    int lookedAt = 0;
    std::vector<DeliveryStatus> statuses;
    for (const auto &[status, word] : WireNames<DeliveryStatus>::values) {
        const auto group = groupOf(status);
        if (!group || (filter.status && *filter.status != status))
            continue;
        const auto found = count(db, status, conditions);
        auto &part = countOf(counts, *group);
        part.count += found.fitting;
        part.more = part.more || found.lookedAt >= (conditions.fitsValues.isEmpty() ? kMostCounted + 1 : kMostLookedAt);
        lookedAt += found.lookedAt;
        if (found.fitting > 0)
            statuses.push_back(status);
    }
    for (auto *part : {&counts.delivered, &counts.waiting, &counts.failed, &counts.neverAttempted}) {
        cut(*part);
        counts.all.count += part->count;
        counts.all.more = counts.all.more || part->more;
    }
    cut(counts.all);
    if (!counts.all.more && lookedAt <= kMostSummed) {
        std::vector<Money> sums;
        for (const auto status : statuses)
            addCosts(db, status, conditions, sums);
        setCosts(counts, std::move(sums));
    }
    return counts;
}

void SendTally::add(const Send &send)
{
    const auto group = groupOf(send.status);
    if (!group)
        return;
    ++m_counts.all.count;
    ++countOf(m_counts, *group).count;
    if (send.cost)
        addTo(m_counts.costs, *send.cost);
}

SendCounts SendTally::counts(bool isWhole) const
{
    auto counts = m_counts;
    if (!isWhole) {
        for (auto *part : {&counts.all, &counts.delivered, &counts.waiting, &counts.failed, &counts.neverAttempted})
            part->more = true;
    }
    setCosts(counts, isWhole ? std::move(counts.costs) : std::vector<Money>());
    return counts;
}

} // namespace counterbell::messaging
