// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/messaging/providers/provider_values.h"
#include "core/messaging/send_flow.h"

namespace counterbell::messaging
{

/// A send that is now `sending`, and the one request that may be made for it.
struct Claimed {
    QString attemptId;
    OutboundMessage message;
};

/// What the claim needs besides rows.
struct ClaimContext {
    Timestamp now;
    qint64 term = 0;                         ///< the leader's
    std::chrono::milliseconds providerAhead; ///< the provider's clock minus ours
    QString statusUrl;                       ///< the registered status webhook, without a query
    int limit = 1;
    std::chrono::milliseconds longestAge; ///< of what waits for a provider that can't be reached
};

/// Claims what is due: runs the late gates, makes the attempt, and turns the row to `sending` (DESIGN 4.1).
[[nodiscard]] std::vector<Claimed> claimDue(store::Tx &tx, const ClaimContext &context);

/// The status webhook with the attempt's id, and Twilio's own retries asked for (DESIGN 5.1).
[[nodiscard]] QString statusCallbackUrl(const QString &statusUrl, const QString &attemptId);

} // namespace counterbell::messaging
