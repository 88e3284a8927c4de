// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/fields.h"

namespace counterbell
{

/// The four categories with a toggle (FEATURES NX-01).
enum class NotificationCategory {
    JobReady,
    TaskAssignment,
    StatusChange,
    UrgentFlagged,
};

} // namespace counterbell

COUNTERBELL_WIRE_NAMES(counterbell::NotificationCategory,
                       {counterbell::NotificationCategory::JobReady, QLatin1StringView("job_ready")},
                       {counterbell::NotificationCategory::TaskAssignment, QLatin1StringView("task_assignment")},
                       {counterbell::NotificationCategory::StatusChange, QLatin1StringView("status_change")},
                       {counterbell::NotificationCategory::UrgentFlagged, QLatin1StringView("urgent_flagged")})

namespace counterbell
{

/// notifications.get; toggles default to on (FEATURES NX-03).
struct NotificationSettings {
    bool jobReady = true;
    bool taskAssignment = true;
    bool statusChange = true;
    bool urgentFlagged = true;
    bool jobReadyByWhatsApp = false; ///< try an approved WhatsApp template first, then SMS
    std::optional<QString> jobReadyTemplateSid;
    QString jobReadyWording;
    bool mayChange = false; ///< whether the asking member may flip them

    bool operator==(const NotificationSettings &) const = default;
    static constexpr auto fields()
    {
        return std::tuple{field("jobReady", &NotificationSettings::jobReady),
                          field("taskAssignment", &NotificationSettings::taskAssignment),
                          field("statusChange", &NotificationSettings::statusChange),
                          field("urgentFlagged", &NotificationSettings::urgentFlagged),
                          field("jobReadyByWhatsApp", &NotificationSettings::jobReadyByWhatsApp),
                          field("jobReadyTemplateSid", &NotificationSettings::jobReadyTemplateSid),
                          field("jobReadyWording", &NotificationSettings::jobReadyWording),
                          field("mayChange", &NotificationSettings::mayChange)};
    }
};

/// notifications.set: what is absent stays.
struct SetNotifications {
    std::optional<bool> jobReady;
    std::optional<bool> taskAssignment;
    std::optional<bool> statusChange;
    std::optional<bool> urgentFlagged;
    std::optional<bool> jobReadyByWhatsApp;
    std::optional<QString> jobReadyTemplateSid;
    std::optional<QString> jobReadyWording;

    bool operator==(const SetNotifications &) const = default;
    static constexpr auto fields()
    {
        return std::tuple{field("jobReady", &SetNotifications::jobReady),
                          field("taskAssignment", &SetNotifications::taskAssignment),
                          field("statusChange", &SetNotifications::statusChange),
                          field("urgentFlagged", &SetNotifications::urgentFlagged),
                          field("jobReadyByWhatsApp", &SetNotifications::jobReadyByWhatsApp),
                          field("jobReadyTemplateSid", &SetNotifications::jobReadyTemplateSid),
                          field("jobReadyWording", &SetNotifications::jobReadyWording)};
    }
};

} // namespace counterbell
