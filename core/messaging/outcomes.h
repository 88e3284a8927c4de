// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/messaging/providers/send_outcome.h"
#include "core/messaging/send_flow.h"

namespace counterbell::messaging
{

/// Writes down what the one request of an attempt came to (DESIGN 4.2). `random` in [0, 1) spreads the next try.
void applyOutcome(store::Tx &tx, const QString &attemptId, const SendOutcome &outcome, double random, Timestamp now);

/// At start: attempts of an older term, whose process is gone, are uncertain (DESIGN 1). Answers how many.
int adoptOlderTerms(store::Tx &tx, qint64 term, Timestamp now);

} // namespace counterbell::messaging
