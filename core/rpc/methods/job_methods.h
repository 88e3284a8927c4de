// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace counterbell::jobs
{
class JobService;
}
namespace counterbell::notifications
{
class NotificationService;
}

namespace counterbell::rpc
{

class MethodRegistry;

/// jobs.*
void addJobMethods(MethodRegistry &registry, jobs::JobService &jobs);
/// notifications.*
void addNotificationMethods(MethodRegistry &registry, notifications::NotificationService &notifications);

} // namespace counterbell::rpc
