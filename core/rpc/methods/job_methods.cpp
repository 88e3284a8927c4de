// SPDX-License-Identifier: Apache-2.0
#include "core/rpc/methods/job_methods.h"

#include "core/jobs/job_service.h"
#include "core/notifications/notification_service.h"
#include "core/rpc/method_registry.h"

namespace counterbell::rpc
{

using namespace Qt::StringLiterals;

void addJobMethods(MethodRegistry &registry, jobs::JobService &jobs)
{
    registry.add<JobListRequest, Page<Job>>("jobs.list"_L1, "Repairs, bespoke pieces and tasks, latest change first"_L1,
                                            Permission::All,
                                            [&jobs](Caller, JobListRequest p) { return jobs.list(std::move(p)); });
    registry.add<JobParams, Job>("jobs.get"_L1, "One job"_L1, Permission::All,
                                 [&jobs](Caller, JobParams p) { return jobs.get(p); });
    registry.add<CreateJob, Job>("jobs.create"_L1, "A new job with the next ticket of its kind"_L1, Permission::All,
                                 [&jobs](Caller c, CreateJob p) { return jobs.create(*c.member, std::move(p)); });
    registry.add<UpdateJob, Job>("jobs.update"_L1, "Changes what is present"_L1, Permission::All,
                                 [&jobs](Caller, UpdateJob p) { return jobs.update(std::move(p)); });
    registry.add<AssignJob, Job>("jobs.assign"_L1, "Gives a job to a member, or to nobody, and tells them"_L1,
                                 Permission::All, [&jobs](Caller c, AssignJob p) { return jobs.assign(*c.member, p); });
    registry.add<SetUrgent, Job>("jobs.setUrgent"_L1, "Flags a job as urgent, or not, and tells its assignee"_L1,
                                 Permission::All,
                                 [&jobs](Caller c, SetUrgent p) { return jobs.setUrgent(*c.member, std::move(p)); });
    registry.add<SetJobStatus, Job>("jobs.setStatus"_L1, "Moves a job; its notices go at once, or are held so long"_L1,
                                    Permission::All,
                                    [&jobs](Caller c, SetJobStatus p) { return jobs.setStatus(*c.member, p); });
    registry.add<JobParams, Job>("jobs.undo"_L1, "Back to the status before, within the hold"_L1, Permission::All,
                                 [&jobs](Caller, JobParams p) { return jobs.undo(p); });
    registry.add<JobHistoryRequest, Page<JobStep>>(
        "jobs.history"_L1, "What happened to a job's status, newest first"_L1, Permission::All,
        [&jobs](Caller, JobHistoryRequest p) { return jobs.history(std::move(p)); });
}

void addNotificationMethods(MethodRegistry &registry, notifications::NotificationService &notifications)
{
    registry.add<Empty, NotificationSettings>(
        "notifications.get"_L1, "The toggles of the four notices, and the job-ready wording"_L1, Permission::All,
        [&notifications](Caller c, Empty) { return notifications.get(*c.member); });
    registry.add<SetNotifications, NotificationSettings>(
        "notifications.set"_L1, "Flips toggles, changes the wording"_L1, Permission::ManagerUp,
        [&notifications](Caller c, SetNotifications p) { return notifications.set(*c.member, std::move(p)); });
}

} // namespace counterbell::rpc
