// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/result.h"
#include "core/jobs/job_repository.h"
#include "core/notifications/notice_service.h"

namespace counterbell::jobs
{

/// The longest hold that may be asked for.
inline constexpr int kLongestHoldSeconds = 3600;

/// Moves jobs between statuses, with everything that follows, inside the caller's transaction (DESIGN 4). Any status
/// may follow any other. Each entry into a status has its own notices, made once.
class StatusFlow
{
public:
    /// `holdSeconds` holds the notices behind Undo that long; without it they go at once. The same status again
    /// changes nothing and tells nobody. What is still held of the entry that is left never goes out; back to the
    /// status before within a hold is an undo, and tells nobody either. A gate that refuses a notice doesn't refuse
    /// the change. `notFound`; `invalidArgument` for a hold below zero or over an hour.
    [[nodiscard]] Result<Job> change(store::Tx &tx, const SetJobStatus &request, const Member &actor,
                                     Timestamp now) const;

    /// Back to the status before, with its notice and time. `tooLate` once the hold is over (the workspace's
    /// noticeHoldSeconds where none was asked for), once a notice of the entry has been claimed, and where there is
    /// no status before.
    [[nodiscard]] Result<Job> undo(store::Tx &tx, JobId id, Timestamp now) const;

private:
    void enter(store::Tx &tx, JobRecord &record, JobStatus to, std::optional<Timestamp> holdUntil, const Member &actor,
               Timestamp now) const;
    /// The job is ready again and its notice was cancelled when it left: a new one, held like the first.
    void tellAgain(store::Tx &tx, JobRecord &record, const std::vector<StatusEntry> &entries, Timestamp holdUntil,
                   Timestamp now) const;
    [[nodiscard]] Result<> takeBack(store::Tx &tx, JobRecord &record, const std::vector<StatusEntry> &entries,
                                    Timestamp now) const;

    JobRepository m_jobs;
    notifications::NoticeService m_notices;
};

} // namespace counterbell::jobs
