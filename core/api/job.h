// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/channel.h"
#include "core/api/delivery.h"
#include "core/api/page.h"

namespace counterbell
{

/// Tickets R-, B- and T-.
enum class JobKind {
    Repair,
    Bespoke,
    Task,
};

/// Any status may follow any other.
enum class JobStatus {
    Received,
    InProgress,
    QualityCheck,
    Ready,
    Collected,
    Cancelled,
};

} // namespace counterbell

COUNTERBELL_WIRE_NAMES(counterbell::JobKind, {counterbell::JobKind::Repair, QLatin1StringView("repair")},
                       {counterbell::JobKind::Bespoke, QLatin1StringView("bespoke")},
                       {counterbell::JobKind::Task, QLatin1StringView("task")})
COUNTERBELL_WIRE_NAMES(counterbell::JobStatus, {counterbell::JobStatus::Received, QLatin1StringView("received")},
                       {counterbell::JobStatus::InProgress, QLatin1StringView("in_progress")},
                       {counterbell::JobStatus::QualityCheck, QLatin1StringView("quality_check")},
                       {counterbell::JobStatus::Ready, QLatin1StringView("ready")},
                       {counterbell::JobStatus::Collected, QLatin1StringView("collected")},
                       {counterbell::JobStatus::Cancelled, QLatin1StringView("cancelled")})

namespace counterbell
{

/// What became of the customer's notice for the present status.
struct JobNotification {
    SendId sendId;
    DeliveryStatus status = DeliveryStatus::Queued;
    std::optional<QString> reason;
    Timestamp at;
    std::optional<Timestamp> dueAt; ///< when a held notice goes
    Channel channel = Channel::Sms; ///< by which it goes or went

    bool operator==(const JobNotification &) const = default;
    static constexpr auto fields()
    {
        return std::tuple{field("sendId", &JobNotification::sendId), field("status", &JobNotification::status),
                          field("reason", &JobNotification::reason), field("at", &JobNotification::at),
                          field("dueAt", &JobNotification::dueAt),   field("channel", &JobNotification::channel)};
    }
};

/// A repair, a bespoke piece or a task.
struct Job {
    JobId id;
    QString ticket;
    JobKind kind = JobKind::Repair;
    JobStatus status = JobStatus::Received;
    std::optional<ContactId> contactId;
    QString description;
    bool urgent = false;
    std::optional<QString> urgentReason;
    std::optional<MemberId> assigneeId;
    std::optional<Timestamp> dueAt;
    std::optional<Timestamp> readyAt;
    std::optional<JobNotification> notification;
    Timestamp createdAt;
    std::optional<QString> contactName;
    std::optional<QString> assigneeName;
    Timestamp statusAt;              ///< since when it has this status
    std::optional<QString> statusBy; ///< who set it, as a name for the screen
    /// Why its customer could not be told by SMS if it became ready now: noPhone, landline or recipientOptedOut.
    std::optional<QString> caution;

    bool operator==(const Job &) const = default;
    static constexpr auto fields()
    {
        return std::tuple{field("id", &Job::id),
                          field("ticket", &Job::ticket),
                          field("kind", &Job::kind),
                          field("status", &Job::status),
                          field("contactId", &Job::contactId),
                          field("description", &Job::description),
                          field("urgent", &Job::urgent),
                          field("urgentReason", &Job::urgentReason),
                          field("assigneeId", &Job::assigneeId),
                          field("dueAt", &Job::dueAt),
                          field("readyAt", &Job::readyAt),
                          field("notification", &Job::notification),
                          field("createdAt", &Job::createdAt),
                          field("contactName", &Job::contactName),
                          field("assigneeName", &Job::assigneeName),
                          field("statusAt", &Job::statusAt),
                          field("statusBy", &Job::statusBy),
                          field("caution", &Job::caution)};
    }
};

/// jobs.list
struct JobFilter {
    std::optional<JobStatus> status;
    std::optional<JobKind> kind;
    std::optional<ContactId> contactId;
    std::optional<MemberId> assigneeId;
    std::optional<bool> urgent;
    std::optional<bool> open; ///< neither collected nor cancelled
    std::optional<QString> text;

    bool operator==(const JobFilter &) const = default;
    static constexpr auto fields()
    {
        return std::tuple{field("status", &JobFilter::status),
                          field("kind", &JobFilter::kind),
                          field("contactId", &JobFilter::contactId),
                          field("assigneeId", &JobFilter::assigneeId),
                          field("urgent", &JobFilter::urgent),
                          field("open", &JobFilter::open),
                          field("text", &JobFilter::text)};
    }
};

/// Methods on one job.
struct JobParams {
    JobId jobId;

    bool operator==(const JobParams &) const = default;
    static constexpr auto fields() { return std::tuple{field("jobId", &JobParams::jobId)}; }
};

/// jobs.create
struct CreateJob {
    JobKind kind = JobKind::Repair;
    std::optional<ContactId> contactId;
    QString description;
    std::optional<Timestamp> dueAt;
    std::optional<bool> urgent;
    std::optional<QString> urgentReason;
    std::optional<MemberId> assigneeId;

    bool operator==(const CreateJob &) const = default;
    static constexpr auto fields()
    {
        return std::tuple{field("kind", &CreateJob::kind),
                          field("contactId", &CreateJob::contactId),
                          field("description", &CreateJob::description),
                          field("dueAt", &CreateJob::dueAt),
                          field("urgent", &CreateJob::urgent),
                          field("urgentReason", &CreateJob::urgentReason),
                          field("assigneeId", &CreateJob::assigneeId)};
    }
};

/// jobs.update: what is absent stays.
struct UpdateJob {
    JobId jobId;
    std::optional<ContactId> contactId;
    std::optional<QString> description;
    std::optional<Timestamp> dueAt;

    bool operator==(const UpdateJob &) const = default;
    static constexpr auto fields()
    {
        return std::tuple{field("jobId", &UpdateJob::jobId), field("contactId", &UpdateJob::contactId),
                          field("description", &UpdateJob::description), field("dueAt", &UpdateJob::dueAt)};
    }
};

/// jobs.assign; nobody when memberId is absent.
struct AssignJob {
    JobId jobId;
    std::optional<MemberId> memberId;

    bool operator==(const AssignJob &) const = default;
    static constexpr auto fields()
    {
        return std::tuple{field("jobId", &AssignJob::jobId), field("memberId", &AssignJob::memberId)};
    }
};

/// jobs.setUrgent
struct SetUrgent {
    JobId jobId;
    bool urgent = false;
    std::optional<QString> reason;

    bool operator==(const SetUrgent &) const = default;
    static constexpr auto fields()
    {
        return std::tuple{field("jobId", &SetUrgent::jobId), field("urgent", &SetUrgent::urgent),
                          field("reason", &SetUrgent::reason)};
    }
};

/// jobs.setStatus; without holdSeconds the notice goes at once.
struct SetJobStatus {
    JobId jobId;
    JobStatus status = JobStatus::Received;
    std::optional<int> holdSeconds;

    bool operator==(const SetJobStatus &) const = default;
    static constexpr auto fields()
    {
        return std::tuple{field("jobId", &SetJobStatus::jobId), field("status", &SetJobStatus::status),
                          field("holdSeconds", &SetJobStatus::holdSeconds)};
    }
};

/// One entry into a status, as its history shows it; what was undone is not part of it.
struct JobStep {
    std::optional<JobStatus> from; ///< absent for the first
    JobStatus to = JobStatus::Received;
    QString by; ///< who did it, as a name for the screen
    Timestamp at;

    bool operator==(const JobStep &) const = default;
    static constexpr auto fields()
    {
        return std::tuple{field("from", &JobStep::from), field("to", &JobStep::to), field("by", &JobStep::by),
                          field("at", &JobStep::at)};
    }
};

/// jobs.history
struct JobHistoryRequest {
    JobId jobId;
    std::optional<QString> before;
    std::optional<int> limit;
    std::optional<Empty> filter; ///< lists take one; this one has nothing to filter by

    bool operator==(const JobHistoryRequest &) const = default;
    static constexpr auto fields()
    {
        return std::tuple{field("jobId", &JobHistoryRequest::jobId), field("before", &JobHistoryRequest::before),
                          field("limit", &JobHistoryRequest::limit), field("filter", &JobHistoryRequest::filter)};
    }
};

using JobListRequest = ListRequest<JobFilter>;

} // namespace counterbell
