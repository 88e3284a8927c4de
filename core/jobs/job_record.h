// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/job.h"
#include "core/api/team.h"

namespace counterbell::jobs
{

/// A job as the rules work with it. `entry` numbers its entries into a status, never the same twice: each entry has
/// its own notices. `changes` rises with every change.
struct JobRecord {
    Job job;
    qint64 entry = 1;
    qint64 changes = 0;
};

/// One entry into a status.
struct StatusEntry {
    qint64 entry = 1;
    std::optional<JobStatus> from = {};
    JobStatus to = JobStatus::Received;
    std::optional<MemberId> actorId = {};
    QString actorName = {};
    Timestamp at = {};
    std::optional<Timestamp> heldUntil = {};       ///< where its notices were held behind Undo
    std::optional<SendId> notificationSendId = {}; ///< the customer's notice
};

/// A job to be made. With a ticket of its own (an import) its series goes on behind it.
struct NewJob {
    JobKind kind = JobKind::Repair;
    std::optional<QString> ticket = {};
    std::optional<ContactId> contactId = {};
    QString description = {};
    bool urgent = false;
    std::optional<QString> urgentReason = {};
    std::optional<MemberId> assigneeId = {};
    std::optional<Timestamp> dueAt = {};
};

} // namespace counterbell::jobs
