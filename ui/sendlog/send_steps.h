// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/send_log.h"

#include <optional>

namespace counterbell::ui
{

/// One line of "What happened".
struct SendStep {
    Timestamp at;
    QString text;
    QString detail; ///< the provider's code, below
    bool isBad = false;

    bool operator==(const SendStep &) const = default;
};

/// What happened to a send, oldest first: who caused it, each attempt, everything the provider said. `ticket` is its
/// job's. Repeated reports stand once.
[[nodiscard]] std::vector<SendStep> sendSteps(const SendDetail &detail, const QString &ticket);

} // namespace counterbell::ui
