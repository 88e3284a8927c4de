// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/messaging/attempt_repository.h"

namespace counterbell::messaging
{

/// A status callback or a listed message's state. Every event is kept; the shown status is the highest of CONTRACT 3's
/// order whatever the order of arrival. The callback with an attempt's id settles an uncertain attempt (DESIGN 4.3);
/// an event for a sid that nobody knows yet waits for the create call's answer.
void applyStatus(store::Tx &tx, const StatusEvent &event, Timestamp now);

/// Price and segments, once the provider tells them: books the cost and settles the budget.
void applyCost(store::Tx &tx, const QString &sid, std::optional<int> segments, const std::optional<Money> &price,
               Timestamp now);

} // namespace counterbell::messaging
