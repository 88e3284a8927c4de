// SPDX-License-Identifier: Apache-2.0
#include "core/messaging/sid_owner.h"

#include "core/inbox/message_repository.h"
#include "core/messaging/budget_repository.h"
#include "core/messaging/send_flow.h"

namespace counterbell::messaging
{

using namespace Qt::StringLiterals;

namespace
{

/// It was charged for another's message: as it was before anything was known of the cost.
void giveCostBack(store::Tx &tx, SendRow &send)
{
    const SendRepository sends;
    const auto known = sends.cost(tx, send.id);
    if (!send.isBudgetReserved)
        BudgetRepository().settle(tx, u"twilio"_s, known ? known->micros : 0, 0, false);
    sends.clearCost(tx, send.id);
    reserveAnew(tx, send);
}

/// Where the attempt goes that its send has got over, or that may not be sent again.
AttemptState withoutSid(store::Tx &tx, SendRow &send, const AttemptRow &attempt, Timestamp now)
{
    const SendFlow flow;
    const AttemptRepository attempts;
    if (send.sid != attempt.sid)
        return AttemptState::Barred; // another attempt's news have settled the send
    send.sid.reset();
    if (send.state != OutboxState::Refused)
        send.reason.reset();
    send.errorCode.reset();
    giveCostBack(tx, send);
    flow.advance(tx, send, OutboxFact::EvidenceLost, now);
    if (isTakenOver(tx, send))
        flow.advance(tx, send, OutboxFact::TakenOver, now);
    // Two open ones to one recipient can't be told apart, nor can what two attempts may have sent: a person decides.
    const bool isUnclear = attempts.lastOf(tx, send.id)->id != attempt.id || attempts.hasOpenRival(tx, attempt);
    if (send.state == OutboxState::Uncertain && isUnclear)
        flow.advance(tx, send, OutboxFact::SecondUnknown, now);
    return holdsOthersBack(send.state) ? AttemptState::Uncertain : AttemptState::Barred;
}

} // namespace

std::optional<AttemptRow> takeSidFromOthers(store::Tx &tx, const QString &sid, const AttemptRow &owner)
{
    const AttemptRepository attempts;
    const auto holder = attempts.findBySid(tx, sid);
    if (!holder || holder->id == owner.id)
        return std::nullopt;
    qWarning("messaging: message %s was taken for attempt %s's and is attempt %s's", qUtf8Printable(sid),
             qUtf8Printable(holder->id), qUtf8Printable(owner.id));
    auto without = *holder;
    without.sid.reset();
    attempts.save(tx, without);
    inbox::MessageRepository().withdrawSid(tx, sid);
    return holder;
}

void settleWithoutSid(store::Tx &tx, AttemptRow attempt, const AttemptRow &owner, Timestamp now)
{
    auto send = SendRepository().find(tx, attempt.sendId);
    const bool isOwners = attempt.sendId == owner.sendId;
    attempt.state = send && !isOwners ? withoutSid(tx, *send, attempt, now) : AttemptState::Barred;
    attempt.sid.reset();
    attempt.status = DeliveryStatus::Uncertain;
    attempt.errorCode.reset();
    // What the lists have shown so far was looked at with a sid in hand.
    attempt.firstAnswerAt.reset();
    attempt.firstEmptyListAt.reset();
    AttemptRepository().save(tx, attempt);
}

} // namespace counterbell::messaging
