// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/messaging/attempt_repository.h"

namespace counterbell::messaging
{

/// Takes `sid` from whatever other attempt holds it, and from that one's bubble: a listed message was adopted by the
/// wrong attempt, and now its own has spoken. Answers the attempt that lost it, still as it was otherwise, for
/// settleWithoutSid.
[[nodiscard]] std::optional<AttemptRow> takeSidFromOthers(store::Tx &tx, const QString &sid, const AttemptRow &owner);

/// The attempt that lost its sid is uncertain again, and so is its send where that stood on this message; what it cost
/// is no longer theirs. Once the owner has been saved.
void settleWithoutSid(store::Tx &tx, AttemptRow attempt, const AttemptRow &owner, Timestamp now);

} // namespace counterbell::messaging
