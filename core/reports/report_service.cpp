// SPDX-License-Identifier: Apache-2.0
#include "core/reports/report_service.h"

#include "core/reports/report_repository.h"
#include "core/workspace/workspace_settings.h"

namespace counterbell::reports
{

using namespace Qt::StringLiterals;

namespace
{

constexpr std::chrono::hours kUsual{14 * 24};
constexpr std::chrono::hours kLongest{366 * 24};

tl::unexpected<Error> refused(const QString &problem)
{
    return refuse(Reason::InvalidArgument, {{u"argument"_s, u"to"_s}, {u"problem"_s, problem}});
}

QTimeZone zoneOf(const Workspace &workspace)
{
    const QTimeZone zone(workspace.timezone.toLatin1());
    return zone.isValid() ? zone : QTimeZone::utc();
}

} // namespace

QCoro::Task<Result<ReportSummary>> ReportService::summary(ReportRequest request)
{
    const auto now = m_clock.now();
    const auto to = request.to.value_or(now);
    const auto from = request.from.value_or(to - kUsual);
    if (to <= from)
        co_return refused(u"order"_s);
    if (to - from > kLongest)
        co_return refused(u"tooLong"_s);
    struct Known {
        QTimeZone zone;
        Uncollected jobs;
    };
    auto reading = m_store.read([now](store::Connection &db) -> Result<Known> {
        return Known{zoneOf(workspace::readWorkspace(db)), ReportRepository().uncollected(db, now)};
    });
    const auto known = co_await std::move(reading);
    if (!known)
        co_return tl::unexpected(known.error());
    ReportTally tally(known->zone);
    std::optional<store::TimeCursor> after = store::TimeCursor{from, 0};
    while (after) {
        auto page = m_store.read([=](store::Connection &db) -> Result<FactPage<SendFact>> {
            return ReportRepository().sends(db, *after, to, request.channel);
        });
        const auto sends = co_await std::move(page);
        if (!sends)
            co_return tl::unexpected(sends.error());
        for (const auto &send : sends->items)
            tally.add(send);
        after = sends->next;
    }
    after = store::TimeCursor{from, 0};
    while (after) {
        auto page = m_store.read([=](store::Connection &db) -> Result<FactPage<MessageFact>> {
            return ReportRepository().messages(db, *after, to, request.channel);
        });
        const auto messages = co_await std::move(page);
        if (!messages)
            co_return tl::unexpected(messages.error());
        for (const auto &message : messages->items)
            tally.add(message);
        after = messages->next;
    }
    auto summary = tally.summary();
    summary.from = from;
    summary.to = to;
    summary.uncollected = known->jobs;
    co_return summary;
}

} // namespace counterbell::reports
