// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/jobs/status_flow.h"
#include "core/store/store.h"

#include <qcorotask.h>

namespace counterbell::jobs
{

/// jobs.*: repairs, bespoke pieces and tasks. Notices are made in the transaction of the change they tell of.
class JobService
{
public:
    JobService(store::Store &store, const Clock &clock) : m_store(store), m_clock(clock) {}

    [[nodiscard]] QCoro::Task<Result<Page<Job>>> list(JobListRequest request);
    [[nodiscard]] QCoro::Task<Result<Job>> get(JobParams request);
    /// `notFound` with details.what (contact, member); `invalidArgument` with details.argument. Tells the assignee.
    [[nodiscard]] QCoro::Task<Result<Job>> create(Member actor, CreateJob request);
    [[nodiscard]] QCoro::Task<Result<Job>> update(UpdateJob request);
    /// Tells the new assignee; who has it already isn't told again.
    [[nodiscard]] QCoro::Task<Result<Job>> assign(Member actor, AssignJob request);
    /// Tells the assignee when the flag goes up; it keeps no reason when it goes down.
    [[nodiscard]] QCoro::Task<Result<Job>> setUrgent(Member actor, SetUrgent request);
    /// See StatusFlow::change.
    [[nodiscard]] QCoro::Task<Result<Job>> setStatus(Member actor, SetJobStatus request);
    /// See StatusFlow::undo.
    [[nodiscard]] QCoro::Task<Result<Job>> undo(JobParams request);
    /// What happened to its status, newest first.
    [[nodiscard]] QCoro::Task<Result<Page<JobStep>>> history(JobHistoryRequest request);

private:
    [[nodiscard]] Result<Job> createIn(store::Tx &tx, const Member &actor, const CreateJob &request,
                                       Timestamp now) const;
    [[nodiscard]] Result<Job> updateIn(store::Tx &tx, const UpdateJob &request, Timestamp now) const;
    [[nodiscard]] Result<Job> assignIn(store::Tx &tx, const Member &actor, const AssignJob &request,
                                       Timestamp now) const;
    [[nodiscard]] Result<Job> setUrgentIn(store::Tx &tx, const Member &actor, const SetUrgent &request,
                                          Timestamp now) const;

    store::Store &m_store;
    const Clock &m_clock;
    const JobRepository m_jobs{};
    const StatusFlow m_statuses{};
    const notifications::NoticeService m_notices{};
};

} // namespace counterbell::jobs
