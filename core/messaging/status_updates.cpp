// SPDX-License-Identifier: Apache-2.0
#include "core/messaging/status_updates.h"

#include "core/inbox/message_repository.h"
#include "core/messaging/budget_repository.h"
#include "core/messaging/send_flow.h"

namespace counterbell::messaging
{

using namespace Qt::StringLiterals;

void applyStatus(store::Tx &tx, const StatusEvent &event, Timestamp now)
{
    const AttemptRepository attempts;
    attempts.addEvent(tx, event);
    auto attempt = event.attemptId ? attempts.find(tx, *event.attemptId) : std::nullopt;
    if (!attempt)
        attempt = attempts.findBySid(tx, event.sid);
    auto send = attempt ? SendRepository().find(tx, attempt->sendId) : std::nullopt;
    if (!send)
        return;
    const SendFlow flow;
    if (!attempt->sid)
        flow.accept(tx, *send, *attempt, event.sid, now); // applies this event, too: it is kept already
    else if (attempt->sid == event.sid)
        flow.report(tx, *send, *attempt, event, now);
}

void applyCost(store::Tx &tx, const QString &sid, std::optional<int> segments, const std::optional<Money> &price)
{
    const auto attempt = AttemptRepository().findBySid(tx, sid);
    auto send = attempt ? SendRepository().find(tx, attempt->sendId) : std::nullopt;
    if (!send)
        return;
    const SendRepository sends;
    sends.setCost(tx, send->id, segments, price);
    if (send->messageId) {
        inbox::MessageUpdate update;
        update.status = shownAs(send->state);
        if (send->errorCode || send->reason)
            update.error = DeliveryError{send->errorCode, send->reason};
        update.segments = segments;
        update.cost = price;
        inbox::MessageRepository().update(tx, *send->messageId, update);
    }
    if (price && std::exchange(send->isBudgetReserved, false)) {
        BudgetRepository().settle(tx, u"twilio"_s, std::exchange(send->reservedMicros, 0), price->micros, true);
        sends.save(tx, *send, send->at);
    }
}

} // namespace counterbell::messaging
