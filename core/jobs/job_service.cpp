// SPDX-License-Identifier: Apache-2.0
#include "core/jobs/job_service.h"

#include "core/contacts/contact_input.h"
#include "core/contacts/contact_repository.h"
#include "core/team/member_repository.h"

namespace counterbell::jobs
{

using namespace Qt::StringLiterals;
using contacts::boundedText;
using contacts::requiredText;
using notifications::NoticeOccasion;
using store::Connection;
using store::Tx;

namespace
{

constexpr qsizetype kMaximumDescription = 2000;
constexpr qsizetype kMaximumReason = 500;

tl::unexpected<Error> notFound(const QString &what)
{
    return refuse(Reason::NotFound, {{u"what"_s, what}});
}

Result<> checkContact(Connection &db, std::optional<ContactId> contact)
{
    if (contact && !contacts::ContactRepository().find(db, *contact))
        return notFound(u"contact"_s);
    return {};
}

Result<> checkMember(Connection &db, std::optional<MemberId> member)
{
    if (member && !team::MemberRepository().find(db, *member))
        return notFound(u"member"_s);
    return {};
}

/// Absent where there is no reason worth keeping.
Result<std::optional<QString>> checkedReason(const std::optional<QString> &reason, const QString &parameter)
{
    const auto text = boundedText(reason.value_or(QString()).trimmed(), parameter, kMaximumReason);
    if (!text)
        return tl::unexpected(text.error());
    return text->isEmpty() ? std::nullopt : std::optional(*text);
}

/// Changes other than of the status have notices of their own, once per change.
NoticeOccasion occasionOf(const JobRecord &record, const Member &actor, Timestamp now)
{
    return {u"job:%1:c%2"_s.arg(record.job.id.value).arg(record.changes), actor, now};
}

} // namespace

QCoro::Task<Result<Page<Job>>> JobService::list(JobListRequest request)
{
    const auto window = store::timeWindow(request.before, request.limit);
    if (!window)
        co_return tl::unexpected(window.error());
    const auto filter = request.filter.value_or(JobFilter{});
    if (const auto text = boundedText(filter.text.value_or(QString()), u"text"_s, 200); !text)
        co_return tl::unexpected(text.error());
    auto answer = m_store.read([this, filter, window = *window](Connection &db) -> Result<Page<Job>> {
        return m_jobs.list(db, filter, window);
    });
    co_return co_await std::move(answer);
}

QCoro::Task<Result<Job>> JobService::get(JobParams request)
{
    auto answer = m_store.read([this, request](Connection &db) -> Result<Job> {
        const auto record = m_jobs.record(db, request.jobId);
        if (!record)
            return notFound(u"job"_s);
        return record->job;
    });
    co_return co_await std::move(answer);
}

QCoro::Task<Result<Job>> JobService::create(Member actor, CreateJob request)
{
    auto answer = m_store.write(
        [this, actor, request, now = m_clock.now()](Tx &tx) { return createIn(tx, actor, request, now); });
    co_return co_await std::move(answer);
}

QCoro::Task<Result<Job>> JobService::update(UpdateJob request)
{
    auto answer = m_store.write([this, request, now = m_clock.now()](Tx &tx) { return updateIn(tx, request, now); });
    co_return co_await std::move(answer);
}

QCoro::Task<Result<Job>> JobService::assign(Member actor, AssignJob request)
{
    auto answer = m_store.write(
        [this, actor, request, now = m_clock.now()](Tx &tx) { return assignIn(tx, actor, request, now); });
    co_return co_await std::move(answer);
}

QCoro::Task<Result<Job>> JobService::setUrgent(Member actor, SetUrgent request)
{
    auto answer = m_store.write(
        [this, actor, request, now = m_clock.now()](Tx &tx) { return setUrgentIn(tx, actor, request, now); });
    co_return co_await std::move(answer);
}

QCoro::Task<Result<Job>> JobService::setStatus(Member actor, SetJobStatus request)
{
    auto answer = m_store.write(
        [this, actor, request, now = m_clock.now()](Tx &tx) { return m_statuses.change(tx, request, actor, now); });
    co_return co_await std::move(answer);
}

QCoro::Task<Result<Job>> JobService::undo(JobParams request)
{
    auto answer =
        m_store.write([this, request, now = m_clock.now()](Tx &tx) { return m_statuses.undo(tx, request.jobId, now); });
    co_return co_await std::move(answer);
}

QCoro::Task<Result<Page<JobStep>>> JobService::history(JobHistoryRequest request)
{
    const auto window = store::timeWindow(request.before, request.limit);
    if (!window)
        co_return tl::unexpected(window.error());
    auto answer = m_store.read([this, id = request.jobId, window = *window](Connection &db) -> Result<Page<JobStep>> {
        if (!m_jobs.record(db, id))
            return notFound(u"job"_s);
        return m_jobs.history(db, id, window);
    });
    co_return co_await std::move(answer);
}

Result<Job> JobService::createIn(Tx &tx, const Member &actor, const CreateJob &request, Timestamp now) const
{
    const auto description = requiredText(request.description, u"description"_s, kMaximumDescription);
    if (!description)
        return tl::unexpected(description.error());
    const bool isUrgent = request.urgent.value_or(false);
    const auto reason = checkedReason(isUrgent ? request.urgentReason : std::nullopt, u"urgentReason"_s);
    if (!reason)
        return tl::unexpected(reason.error());
    if (const auto known = checkContact(tx, request.contactId); !known)
        return tl::unexpected(known.error());
    if (const auto known = checkMember(tx, request.assigneeId); !known)
        return tl::unexpected(known.error());
    const auto record = m_jobs.create(tx,
                                      {.kind = request.kind,
                                       .contactId = request.contactId,
                                       .description = *description,
                                       .urgent = isUrgent,
                                       .urgentReason = *reason,
                                       .assigneeId = request.assigneeId,
                                       .dueAt = request.dueAt},
                                      actor, now);
    const auto occasion = occasionOf(record, actor, now);
    m_notices.notifyAssigned(tx, record.job, occasion);
    if (isUrgent)
        m_notices.notifyUrgent(tx, record.job, occasion);
    return record.job;
}

Result<Job> JobService::updateIn(Tx &tx, const UpdateJob &request, Timestamp now) const
{
    auto record = m_jobs.record(tx, request.jobId);
    if (!record)
        return notFound(u"job"_s);
    if (request.description) {
        const auto description = requiredText(*request.description, u"description"_s, kMaximumDescription);
        if (!description)
            return tl::unexpected(description.error());
        record->job.description = *description;
    }
    if (const auto known = checkContact(tx, request.contactId); !known)
        return tl::unexpected(known.error());
    if (request.contactId)
        record->job.contactId = request.contactId;
    if (request.dueAt)
        record->job.dueAt = request.dueAt;
    m_jobs.save(tx, *record, now);
    return *m_jobs.find(tx, request.jobId);
}

Result<Job> JobService::assignIn(Tx &tx, const Member &actor, const AssignJob &request, Timestamp now) const
{
    auto record = m_jobs.record(tx, request.jobId);
    if (!record)
        return notFound(u"job"_s);
    if (const auto known = checkMember(tx, request.memberId); !known)
        return tl::unexpected(known.error());
    if (record->job.assigneeId == request.memberId)
        return record->job;
    record->job.assigneeId = request.memberId;
    m_jobs.save(tx, *record, now);
    m_notices.notifyAssigned(tx, record->job, occasionOf(*record, actor, now));
    return *m_jobs.find(tx, request.jobId);
}

Result<Job> JobService::setUrgentIn(Tx &tx, const Member &actor, const SetUrgent &request, Timestamp now) const
{
    auto record = m_jobs.record(tx, request.jobId);
    if (!record)
        return notFound(u"job"_s);
    const auto reason = checkedReason(request.urgent ? request.reason : std::nullopt, u"reason"_s);
    if (!reason)
        return tl::unexpected(reason.error());
    auto &job = record->job;
    if (job.urgent == request.urgent && job.urgentReason == *reason)
        return job;
    const bool isFlagged = request.urgent && !job.urgent;
    job.urgent = request.urgent;
    job.urgentReason = *reason;
    m_jobs.save(tx, *record, now);
    if (isFlagged)
        m_notices.notifyUrgent(tx, job, occasionOf(*record, actor, now));
    return *m_jobs.find(tx, request.jobId);
}

} // namespace counterbell::jobs
