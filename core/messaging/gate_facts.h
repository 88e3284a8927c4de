// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/messaging/gates.h"
#include "core/messaging/recipient.h"
#include "core/messaging/send_repository.h"
#include "core/messaging/senders.h"

namespace counterbell::messaging
{

/// What is known of one way to reach one recipient: the gates' facts and the sender it would go from.
struct StepFacts {
    GateFacts gates;
    std::optional<Sender> sender; ///< absent when the shop has none on this channel
};

/// Gathers the facts for this step of this send, from the rows as they are now.
[[nodiscard]] StepFacts factsFor(store::Connection &db, const SendRow &send, const RouteStep &step,
                                 const std::optional<Recipient> &recipient, Timestamp now);

} // namespace counterbell::messaging
