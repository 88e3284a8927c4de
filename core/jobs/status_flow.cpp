// SPDX-License-Identifier: Apache-2.0
#include "core/jobs/status_flow.h"

#include "core/api/workspace.h"
#include "core/store/settings_repository.h"

namespace counterbell::jobs
{

using namespace Qt::StringLiterals;
using store::Tx;

namespace
{

QString causeOf(JobId job, qint64 entry)
{
    return u"job:%1:%2"_s.arg(job.value).arg(entry);
}

/// Since when the piece can be fetched: its last way into `ready`, as long as it was not sent back to work since.
std::optional<Timestamp> readySince(JobStatus status, const std::vector<StatusEntry> &newestFirst)
{
    if (status != JobStatus::Ready && status != JobStatus::Collected)
        return std::nullopt;
    for (const auto &entry : newestFirst) {
        if (entry.to == JobStatus::Ready)
            return entry.at;
    }
    return std::nullopt;
}

} // namespace

Result<Job> StatusFlow::change(Tx &tx, const SetJobStatus &request, const Member &actor, Timestamp now) const
{
    const auto seconds = request.holdSeconds.value_or(0);
    if (seconds < 0 || seconds > kLongestHoldSeconds)
        return refuse(Reason::InvalidArgument, {{u"argument"_s, u"holdSeconds"_s}});
    auto record = m_jobs.record(tx, request.jobId);
    if (!record)
        return refuse(Reason::NotFound, {{u"what"_s, u"job"_s}});
    if (record->job.status == request.status)
        return record->job;

    const auto entries = m_jobs.entries(tx, request.jobId);
    const bool isHeld = !entries.empty() && entries.front().heldUntil && now < *entries.front().heldUntil;
    // Back where the customer's notice was taken back with the entry: that is a way into the status again.
    const bool goesBack =
        entries.size() > 1 && entries[1].to == request.status && !m_jobs.isNoticeCancelled(tx, entries[1]);
    if (isHeld && goesBack && takeBack(tx, *record, entries, now))
        return *m_jobs.find(tx, request.jobId);

    m_notices.cancelHeld(tx, request.jobId, causeOf(request.jobId, record->entry), now);
    const auto holdUntil = seconds > 0 ? std::optional(now + std::chrono::seconds(seconds)) : std::nullopt;
    enter(tx, *record, request.status, holdUntil, actor, now);
    return *m_jobs.find(tx, request.jobId);
}

Result<Job> StatusFlow::undo(Tx &tx, JobId id, Timestamp now) const
{
    auto record = m_jobs.record(tx, id);
    if (!record)
        return refuse(Reason::NotFound, {{u"what"_s, u"job"_s}});
    const auto entries = m_jobs.entries(tx, id);
    if (entries.size() < 2)
        return refuse(Reason::TooLate, {{u"problem"_s, u"nothingToUndo"_s}});
    const std::chrono::seconds usual(store::settingsOf<Workspace>(tx, u"workspace"_s).noticeHoldSeconds);
    if (now >= entries[0].heldUntil.value_or(entries[0].at + usual))
        return refuse(Reason::TooLate, {{u"problem"_s, u"holdIsOver"_s}});
    if (const auto done = takeBack(tx, *record, entries, now); !done)
        return tl::unexpected(done.error());
    if (record->job.status == JobStatus::Ready && m_jobs.isNoticeCancelled(tx, entries[1]))
        tellAgain(tx, *record, entries, now + usual, now);
    return *m_jobs.find(tx, id);
}

void StatusFlow::tellAgain(Tx &tx, JobRecord &record, const std::vector<StatusEntry> &entries, Timestamp holdUntil,
                           Timestamp now) const
{
    auto &job = record.job;
    auto entry = entries[1];
    const Member actor{.id = entry.actorId.value_or(MemberId{}), .name = entry.actorName};
    entry.entry = record.entry = m_jobs.nextEntry(tx, job.id);
    entry.heldUntil = holdUntil;
    entry.notificationSendId.reset();
    m_jobs.markUndone(tx, job.id, entries[1].entry, now); // the new one stands in its place
    m_jobs.addEntry(tx, job.id, entry);
    job.notification.reset();
    m_jobs.save(tx, record, now);
    if (const auto send = m_notices.notifyReady(tx, job, {causeOf(job.id, record.entry), actor, now, holdUntil}))
        m_jobs.setNotification(tx, job.id, record.entry, *send);
}

void StatusFlow::enter(Tx &tx, JobRecord &record, JobStatus to, std::optional<Timestamp> holdUntil, const Member &actor,
                       Timestamp now) const
{
    auto &job = record.job;
    const auto from = job.status;
    record.entry = m_jobs.nextEntry(tx, job.id);
    m_jobs.addEntry(tx, job.id,
                    {.entry = record.entry,
                     .from = from,
                     .to = to,
                     .actorId = actor.id,
                     .actorName = actor.name,
                     .at = now,
                     .heldUntil = holdUntil});
    job.status = to;
    job.readyAt = readySince(to, m_jobs.entries(tx, job.id));
    job.notification.reset();
    m_jobs.save(tx, record, now);

    const notifications::NoticeOccasion occasion{causeOf(job.id, record.entry), actor, now, holdUntil};
    if (to == JobStatus::Ready) {
        if (const auto send = m_notices.notifyReady(tx, job, occasion))
            m_jobs.setNotification(tx, job.id, record.entry, *send);
    }
    m_notices.notifyStatusChanged(tx, job, from, occasion);
}

Result<> StatusFlow::takeBack(Tx &tx, JobRecord &record, const std::vector<StatusEntry> &entries, Timestamp now) const
{
    auto &job = record.job;
    if (auto cancelled = m_notices.cancelAll(tx, job.id, causeOf(job.id, record.entry), now); !cancelled)
        return cancelled;
    m_jobs.markUndone(tx, job.id, record.entry, now);
    const auto &before = entries[1];
    record.entry = before.entry;
    job.status = before.to;
    job.readyAt = readySince(before.to, m_jobs.entries(tx, job.id));
    job.notification.reset();
    if (before.notificationSendId)
        job.notification.emplace().sendId = *before.notificationSendId;
    m_jobs.save(tx, record, now);
    return {};
}

} // namespace counterbell::jobs
