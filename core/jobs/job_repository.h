// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/jobs/job_record.h"
#include "core/store/cursor.h"
#include "core/store/transaction.h"

namespace counterbell::jobs
{

/// What jobs.search keeps of a job.
[[nodiscard]] QString jobSearchText(const QString &ticket, const QString &description);

/// Rows of `jobs` and of their status history. Writes announce job.updated.
class JobRepository
{
public:
    [[nodiscard]] std::optional<Job> find(store::Connection &db, JobId id) const;
    [[nodiscard]] std::optional<JobRecord> record(store::Connection &db, JobId id) const;
    [[nodiscard]] std::optional<JobId> findByTicket(store::Connection &db, const QString &ticket) const;
    /// Latest change first. `text` is part of a ticket, a description or the customer's name.
    [[nodiscard]] Page<Job> list(store::Connection &db, const JobFilter &filter,
                                 const store::Window<store::TimeCursor> &window) const;

    /// Made as `received`, with its first history entry and the next ticket of its kind.
    JobRecord create(store::Tx &tx, const NewJob &job, const Member &actor, Timestamp now) const;

    /// Writes everything of `record.job` that can change, and its entry; raises `changes`, in `record` too.
    void save(store::Tx &tx, JobRecord &record, Timestamp now) const;

    /// Adds an entry into a status; its number must be new, see nextEntry.
    void addEntry(store::Tx &tx, JobId job, const StatusEntry &entry) const;
    [[nodiscard]] qint64 nextEntry(store::Connection &db, JobId job) const;
    /// The present entry and those before it, newest first, without what was undone.
    [[nodiscard]] std::vector<StatusEntry> entries(store::Connection &db, JobId job) const;
    void setNotification(store::Tx &tx, JobId job, qint64 entry, SendId send) const;
    /// The customer's notice was taken back before it went.
    [[nodiscard]] bool isNoticeCancelled(store::Connection &db, const StatusEntry &entry) const;
    void markUndone(store::Tx &tx, JobId job, qint64 entry, Timestamp now) const;
};

} // namespace counterbell::jobs
