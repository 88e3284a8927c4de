// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/notification.h"
#include "core/api/team.h"
#include "core/store/store.h"

#include <qcorotask.h>

namespace counterbell::notifications
{

/// notifications.*: the four toggles and the job-ready wording (FEATURES NX-01..NX-04), settings group
/// "notifications".
class NotificationService
{
public:
    explicit NotificationService(store::Store &store) : m_store(store) {}

    /// Everybody sees them; `mayChange` says whether `actor` may flip them. The wording is never empty.
    [[nodiscard]] QCoro::Task<Result<NotificationSettings>> get(Member actor);
    /// What is absent stays. `notPermitted` below a manager; `invalidArgument` for a wording that doesn't name the
    /// business, and for a template that there isn't. An empty wording brings the default back, an empty sid none.
    [[nodiscard]] QCoro::Task<Result<NotificationSettings>> set(Member actor, SetNotifications request);

private:
    store::Store &m_store;
};

} // namespace counterbell::notifications
