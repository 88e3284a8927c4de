// SPDX-License-Identifier: Apache-2.0
#include "core/webhooks/apply_status.h"

#include "core/messaging/status_updates.h"

namespace counterbell::webhooks
{

Effects applyStatusFact(store::Tx &tx, const StatusFact &fact, const Arrival &arrival)
{
    messaging::StatusEvent event;
    event.attemptId = fact.attemptId;
    event.sid = fact.messageSid;
    event.status = fact.status;
    event.errorCode = fact.errorCode;
    event.errorMessage = fact.errorMessage.value_or(QString());
    event.at = arrival.at;
    messaging::applyStatus(tx, event, arrival.now);
    return {.isSendRequested = true};
}

} // namespace counterbell::webhooks
