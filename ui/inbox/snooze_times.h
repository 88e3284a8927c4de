// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/clock.h"

#include <QString>

#include <vector>

namespace counterbell::ui
{

/// A moment to wake a conversation at, and its words.
struct SnoozeTime {
    QString text;
    Timestamp until;
};

/// In an hour, this afternoon, tomorrow and Monday at nine, in this PC's zone; what has passed is left out.
[[nodiscard]] std::vector<SnoozeTime> snoozeTimes(Timestamp now);

} // namespace counterbell::ui
