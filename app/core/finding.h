// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/workspace.h"

#include <QString>

namespace counterbell
{

/// What `doctor` found out about one thing: its name, how it is, and a sentence with a next step where one is needed.
struct Finding {
    QString name; ///< folder, core, disk, database, backups, journal, media, sends, secrets, account, clock, relay
    HealthStatus status = HealthStatus::Ok;
    QString detail;
};

} // namespace counterbell
