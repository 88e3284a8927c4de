// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/webhooks/apply_inbound.h"

namespace counterbell::webhooks
{

/// A status callback's effects (DESIGN 4): stored with its time, shown by precedence, evidence for its attempt. A
/// failure may have queued the next step of a route or a later try, so the dispatcher is woken.
[[nodiscard]] Effects applyStatusFact(store::Tx &tx, const StatusFact &fact, const Arrival &arrival);

} // namespace counterbell::webhooks
