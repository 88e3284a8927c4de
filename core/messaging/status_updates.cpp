// SPDX-License-Identifier: Apache-2.0
#include "core/messaging/status_updates.h"

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
        flow.accept(tx, *send, *attempt, event.sid, OutboxFact::EvidenceFound,
                    now); // applies this event, too: it is kept already
    else if (attempt->sid == event.sid)
        flow.report(tx, *send, *attempt, event, now);
}

void applyCost(store::Tx &tx, const QString &sid, std::optional<int> segments, const std::optional<Money> &price,
               Timestamp now)
{
    const auto attempt = AttemptRepository().findBySid(tx, sid);
    auto send = attempt ? SendRepository().find(tx, attempt->sendId) : std::nullopt;
    if (send)
        SendFlow().bookCost(tx, *send, segments, price, now);
}

} // namespace counterbell::messaging
