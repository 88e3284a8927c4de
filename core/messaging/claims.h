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
    SenderKey sender;
    int parts = 1; ///< what it takes of its sender's pace
};

/// What a sender may send at this moment (DESIGN 4, "Pace"). A value, since claims may run more than once.
struct Allowance {
    double tokens = 0;
    double burst = 0;

    /// As TokenBucket::take: more than the burst is taken from a full bucket.
    [[nodiscard]] bool take(double parts);
};

/// What the claim needs besides rows.
struct ClaimContext {
    Timestamp now;
    qint64 term = 0;                         ///< the leader's
    std::chrono::milliseconds providerAhead; ///< the provider's clock minus ours
    QString statusUrl;                       ///< the status webhook, without a query
    int limit = 1;
    std::chrono::milliseconds longestAge;      ///< of what waits for a provider that can't be reached
    std::map<SenderKey, Allowance> allowances; ///< of senders that have sent lately; others have all of theirs
};

struct ClaimedBatch {
    std::vector<Claimed> claimed;
    std::vector<SenderKey> resting;   ///< senders that had more to send than they may now
    std::optional<Timestamp> nextDue; ///< of the rows that wait for their time alone
};

/// Claims what is due: runs the late gates, makes the attempt, and turns the row to `sending` (DESIGN 4.1). Rows of a
/// sender that has no tokens left stay as they are and hold no other sender's back.
[[nodiscard]] ClaimedBatch claimDue(store::Tx &tx, const ClaimContext &context);

/// The pace of a channel's senders.
struct Pace {
    double perSecond = 1;
    double burst = 1;
};
/// SMS: one segment a second, as a long code has it; the burst lets a counter's notices of one moment, and a long text,
/// go at once, and the provider queues what the carrier doesn't take. WhatsApp: 80 messages a second.
[[nodiscard]] Pace paceOf(Channel channel);

/// The status webhook with the attempt's id, and Twilio's own retries asked for (DESIGN 5.1).
[[nodiscard]] QString statusCallbackUrl(const QString &statusUrl, const QString &attemptId);

} // namespace counterbell::messaging
