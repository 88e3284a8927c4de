// SPDX-License-Identifier: Apache-2.0
#include "core/reports/report_repository.h"

namespace counterbell::reports
{

using namespace Qt::StringLiterals;
using store::Query;

namespace
{

constexpr int kLongest = 50;

/// Reads a page whose first columns are `at` and `id`. Rows that don't fit the channel are read and left out, so that
/// a page ends after kPage rows whatever it holds.
template <class Fact, class Read>
FactPage<Fact> pageOf(store::Connection &db, const QString &sql, const store::TimeCursor &after, Timestamp to,
                      Read read)
{
    FactPage<Fact> page;
    const auto rows = db.query(sql, after.at, after.id, to, ReportRepository::kPage);
    int count = 0;
    store::TimeCursor last;
    for (; rows->next(); ++count) {
        last = {rows->time(0), rows->integer(1)};
        if (std::optional<Fact> fact = read(*rows))
            page.items.push_back(std::move(*fact));
    }
    if (count == ReportRepository::kPage)
        page.next = last;
    return page;
}

} // namespace

FactPage<SendFact> ReportRepository::sends(store::Connection &db, const store::TimeCursor &after, Timestamp to,
                                           std::optional<Channel> channel) const
{
    return pageOf<SendFact>(
        db,
        u"SELECT at, id, category, channel, status, reason, error_code, cost_micros, cost_currency FROM sends "
        "WHERE (at, id) > (?, ?) AND at < ? ORDER BY at, id LIMIT ?"_s,
        after, to, [&](const Query &row) -> std::optional<SendFact> {
            SendFact send{row.time(0),
                          row.word(2, SendCategory::Reply),
                          row.word(3, Channel::Sms),
                          row.word(4, DeliveryStatus::Queued),
                          row.maybe(5, &Query::text),
                          {},
                          {}};
            if (channel && send.channel != channel)
                return std::nullopt;
            if (!row.isNull(6))
                send.errorCode = int(row.integer(6));
            if (!row.isNull(7))
                send.cost = Money{row.integer(7), row.text(8)};
            return send;
        });
}

FactPage<MessageFact> ReportRepository::messages(store::Connection &db, const store::TimeCursor &after, Timestamp to,
                                                 std::optional<Channel> channel) const
{
    return pageOf<MessageFact>(
        db,
        u"SELECT m.at, m.id, m.conversation_id, m.channel, m.direction, m.author_kind, m.status, m.event, "
        "c.contact_id FROM messages m JOIN conversations c ON c.id = m.conversation_id "
        "WHERE (m.at, m.id) > (?, ?) AND m.at < ? ORDER BY m.at, m.id LIMIT ?"_s,
        after, to, [&](const Query &row) -> std::optional<MessageFact> {
            MessageFact message{row.id<ConversationId>(2),       row.time(0),
                                row.word(3, Channel::Sms),       {},
                                row.word(5, AuthorKind::System), row.word(6, DeliveryStatus::Queued),
                                row.text(7) == u"taken_over"_s};
            if (row.isNull(8) || (channel && message.channel != channel))
                return std::nullopt;
            if (!row.isNull(4))
                message.direction = row.word(4, Direction::Outbound);
            return message;
        });
}

Uncollected ReportRepository::uncollected(store::Connection &db, Timestamp now) const
{
    constexpr std::chrono::hours kDay{24};
    Uncollected jobs;
    const auto counts = db.query(
        u"SELECT COUNT(*) FILTER (WHERE since > ?), COUNT(*) FILTER (WHERE since <= ? AND since > ?), "
        "COUNT(*) FILTER (WHERE since <= ? AND since > ?), COUNT(*) FILTER (WHERE since <= ?) "
        "FROM (SELECT COALESCE(ready_at, updated_at) AS since FROM jobs WHERE status = 'ready') ready"_s,
        now - kDay, now - kDay, now - 3 * kDay, now - 3 * kDay, now - 7 * kDay, now - 7 * kDay);
    if (counts->next()) {
        jobs.underOneDay = int(counts->integer(0));
        jobs.upToThreeDays = int(counts->integer(1));
        jobs.upToSevenDays = int(counts->integer(2));
        jobs.overSevenDays = int(counts->integer(3));
    }
    const auto rows = db.query(u"SELECT j.id, j.ticket, j.contact_id, k.name, COALESCE(j.ready_at, j.updated_at) "
                               "FROM jobs j LEFT JOIN contacts k ON k.id = j.contact_id WHERE j.status = 'ready' "
                               "ORDER BY COALESCE(j.ready_at, j.updated_at), j.id LIMIT ?"_s,
                               kLongest);
    while (rows->next())
        jobs.longest.push_back(
            {rows->id<JobId>(0), rows->text(1), rows->maybeId<ContactId>(2), rows->text(3), rows->time(4)});
    return jobs;
}

} // namespace counterbell::reports
