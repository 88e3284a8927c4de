// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/messaging/senders.h"
#include "core/store/store.h"

namespace counterbell::webhooks
{

/// Where a pass begins, and over which senders.
struct CatchUpStart {
    Timestamp covered; ///< everything up to here is known
    messaging::Senders senders;
};

/// Reads the row `catchUp` of `tasks`; makes it, with now as covered, where there is none.
[[nodiscard]] store::Pending<CatchUpStart> beginCatchUp(store::Store &store, Timestamp now);

/// A pass was complete up to here.
[[nodiscard]] store::Pending<void> endCatchUp(store::Store &store, Timestamp covered, Timestamp nextDue);

/// Those of the sids that nothing is known of: neither applied nor in the timeline nor waiting for a replay.
[[nodiscard]] store::Pending<QStringList> unknownSids(store::Store &store, QStringList sids);

} // namespace counterbell::webhooks
