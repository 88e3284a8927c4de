// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/job.h"
#include "core/api/result.h"
#include "core/api/team.h"
#include "core/store/transaction.h"

namespace counterbell::notifications
{

/// Who made the change that a notice tells of, when, and until when its notices are held behind Undo.
struct NoticeOccasion {
    /// What is told of, once and for all: "job:12:3" for the job's third entry into a status. The category and the
    /// recipient are added, so the same notice can't be made twice.
    QString cause;
    Member actor;
    Timestamp now;
    std::optional<Timestamp> holdUntil = {};
};

/// Makes the notices of DESIGN 4's table, inside the transaction of their cause. Whether one may go is for the gates
/// to say: a refusal is a row of the send log too, and its id comes back all the same. Nothing comes back where there
/// is nobody to tell; nobody is told what they did themselves.
class NoticeService
{
public:
    /// To the customer of a repair or a bespoke piece: SMS, or the workspace's WhatsApp template and then SMS. It also
    /// appears in the customer's conversation. A piece that has no customer leaves a row refused as `noPhone`.
    std::optional<SendId> notifyReady(store::Tx &tx, const Job &job, const NoticeOccasion &occasion) const;
    /// To the assignee: WhatsApp text while their window is open, else the approved template, else SMS.
    std::optional<SendId> notifyAssigned(store::Tx &tx, const Job &job, const NoticeOccasion &occasion) const;
    /// To the assignee when somebody else moves their job; by SMS.
    std::optional<SendId> notifyStatusChanged(store::Tx &tx, const Job &job, JobStatus from,
                                              const NoticeOccasion &occasion) const;
    /// To the assignee when somebody else flags their job; by SMS.
    std::optional<SendId> notifyUrgent(store::Tx &tx, const Job &job, const NoticeOccasion &occasion) const;

    /// The notices of this job and cause that are still held are cancelled, so that they never go out.
    void cancelHeld(store::Tx &tx, JobId job, const QString &cause, Timestamp now) const;
    /// Takes back every notice of this job and cause; `tooLate`, and nothing changes, when one is past its claim.
    [[nodiscard]] Result<> cancelAll(store::Tx &tx, JobId job, const QString &cause, Timestamp now) const;
};

} // namespace counterbell::notifications
