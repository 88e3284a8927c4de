// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/job.h"
#include "core/store/connection.h"

namespace counterbell::agent
{

/// What the AI may know of a job.
struct CustomerJob {
    QString ticket;
    JobKind kind = JobKind::Repair;
    JobStatus status = JobStatus::Received;
    QString description;
    std::optional<Timestamp> dueAt;
    std::optional<Timestamp> readyAt;
};

/// Reads `jobs` for one customer, and for no other.
class CustomerJobsRepository
{
public:
    /// Newest change first.
    [[nodiscard]] std::vector<CustomerJob> of(store::Connection &db, ContactId contact, int limit) const;
};

} // namespace counterbell::agent
