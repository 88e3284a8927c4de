// SPDX-License-Identifier: Apache-2.0
#include "core/messaging/send_flow.h"

#include "core/contacts/consent_repository.h"
#include "core/inbox/conversation_repository.h"
#include "core/inbox/message_repository.h"
#include "core/messaging/budget_repository.h"
#include "core/messaging/error_catalogue.h"
#include "core/messaging/follow_up_repository.h"
#include "core/messaging/follow_up_rules.h"
#include "core/messaging/gate_facts.h"
#include "core/messaging/retry_policy.h"
#include "core/messaging/segments.h"
#include "core/messaging/sid_owner.h"
#include "core/messaging/status_precedence.h"
#include "core/messaging/template_repository.h"

namespace counterbell::messaging
{

using namespace Qt::StringLiterals;

namespace
{

bool isFailure(DeliveryStatus status)
{
    return status == DeliveryStatus::Failed || status == DeliveryStatus::Undelivered;
}

bool isFailure(OutboxState state)
{
    return state == OutboxState::Failed || state == OutboxState::Undelivered;
}

inbox::MessageUpdate bubbleOf(const SendRow &send)
{
    inbox::MessageUpdate update;
    update.status = shownAs(send.state);
    update.sid = send.sid;
    if (send.errorCode || send.reason)
        update.error = DeliveryError{send.errorCode, send.reason};
    update.channel = send.channel;
    if (send.media.empty())
        update.kind = send.templateChoice ? MessageKind::Template : MessageKind::Text;
    update.body = send.body;
    return update;
}

bool isLatest(store::Connection &db, const AttemptRow &attempt)
{
    const auto last = AttemptRepository().lastOf(db, attempt.sendId);
    return last && last->id == attempt.id;
}

/// The provider's own block: only the customer's START opens it again (DESIGN 6).
void recordProviderOptOut(store::Tx &tx, const SendRow &send, Channel channel, Timestamp now)
{
    if (!send.contactId)
        return;
    const contacts::ConsentRepository ledger;
    if (ledger.isProviderBlocked(tx, *send.contactId))
        return;
    contacts::NewConsent entry;
    entry.contactId = *send.contactId;
    entry.channel = channel;
    entry.purpose = ConsentPurpose::Service;
    entry.state = ConsentState::OptedOut;
    entry.source = ConsentSource::Provider;
    entry.evidence = u"21610"_s;
    entry.actor = u"Twilio"_s;
    entry.actionAt = now;
    entry.at = now;
    entry.providerBlocked = true;
    ledger.append(tx, entry);
}

} // namespace

void reserveAnew(store::Tx &tx, SendRow &send)
{
    const BudgetRepository budgets;
    if (send.isBudgetReserved)
        budgets.settle(tx, u"twilio"_s, send.reservedMicros, 0, false);
    const auto cost = budgets.estimate(tx, send.channel, billedParts(send.channel, send.body));
    budgets.reserve(tx, u"twilio"_s, cost);
    send.isBudgetReserved = true;
    send.reservedMicros = cost.micros;
}

bool isTakenOver(store::Connection &db, const SendRow &send)
{
    if (!send.handlingVersion || !send.conversationId)
        return false;
    const auto state = inbox::ConversationRepository().state(db, *send.conversationId);
    return !state || state->handling != Handling::Ai || state->handlingVersion != *send.handlingVersion;
}

bool SendFlow::advance(store::Tx &tx, SendRow &send, OutboxFact fact, Timestamp now) const
{
    const auto next = afterFact(send.state, fact);
    if (!next)
        return false;
    enter(tx, send, *next, now);
    return true;
}

void SendFlow::enter(store::Tx &tx, SendRow &send, OutboxState state, Timestamp now) const
{
    const auto before = std::exchange(send.state, state);
    const bool hasNotGone = state == OutboxState::Cancelled || state == OutboxState::Refused;
    if (hasNotGone || isFailure(state))
        finish(tx, send);
    show(tx, send, now);
    if (!send.conversationId || before == state)
        return;
    const inbox::ConversationRepository conversations;
    if (hasNotGone && (send.category == SendCategory::Reply || send.category == SendCategory::Ai))
        conversations.answerWithdrawn(tx, *send.conversationId);
    if (isFailure(before) && !isFailure(state))
        conversations.failureGone(tx, *send.conversationId);
}

void SendFlow::refuse(store::Tx &tx, SendRow &send, const Error &refusal, Timestamp now) const
{
    if (takeNextStep(tx, send, now))
        return;
    send.reason = QString(wireName(refusal.reason));
    advance(tx, send, OutboxFact::GateRefused, now);
}

void SendFlow::accept(store::Tx &tx, SendRow &send, AttemptRow &attempt, const QString &sid, OutboxFact fact,
                      Timestamp now) const
{
    const auto loser = takeSidFromOthers(tx, sid, attempt);
    attempt.sid = sid;
    attempt.state = AttemptState::Answered;
    attempt.status = DeliveryStatus::Accepted;
    m_attempts.save(tx, attempt);
    if (const auto next = afterFact(send.state, fact)) {
        send.sid = sid;
        if (*next != send.state) {
            send.reason.reset();
            send.errorCode.reset();
        }
        enter(tx, send, *next, now);
    }
    FollowUpRepository().askBy(tx, sid, now + kAskWithoutNews);
    for (const auto &event : m_attempts.eventsOf(tx, sid))
        report(tx, send, attempt, event, now);
    if (loser)
        settleWithoutSid(tx, *loser, attempt, now);
}

void SendFlow::report(store::Tx &tx, SendRow &send, AttemptRow &attempt, const StatusEvent &event, Timestamp now) const
{
    const auto reported = fromTwilioStatus(event.status);
    const auto shown = reported ? shownStatus(attempt.status, *reported) : attempt.status;
    if (shown == attempt.status)
        return;
    attempt.status = shown;
    if (!isFailure(shown))
        attempt.errorCode.reset();
    else if (event.errorCode)
        attempt.errorCode = event.errorCode;
    m_attempts.save(tx, attempt);
    if (deliveryRank(shown) >= deliveryRank(DeliveryStatus::Sent) && !m_sends.cost(tx, send.id))
        FollowUpRepository().askBy(tx, event.sid, now + kAskAfterNews);
    const bool hasArrived = shown == DeliveryStatus::Delivered || shown == DeliveryStatus::Read;
    if (hasArrived && attempt.channel == Channel::Whatsapp && isForPresentNumber(tx, send, attempt))
        learnCapability(tx, send.contactId, send.memberId, true, std::nullopt);
    const auto next = afterReport(send.state, shown, isLatest(tx, attempt));
    if (isFailure(shown)) {
        fail(tx, send, attempt, attempt.errorCode.value_or(0), next, now);
        return;
    }
    if (!next || (*next == send.state && send.sid == attempt.sid))
        return;
    // An earlier attempt that arrived after all makes whatever was to follow it needless.
    send.sid = attempt.sid;
    send.channel = attempt.channel;
    send.reason.reset();
    send.errorCode.reset();
    enter(tx, send, *next, now);
}

void SendFlow::refused(store::Tx &tx, SendRow &send, AttemptRow &attempt, int code, Timestamp now) const
{
    attempt.state = AttemptState::Answered;
    attempt.status = DeliveryStatus::Failed;
    attempt.errorCode = code > 0 ? std::optional(code) : std::nullopt;
    m_attempts.save(tx, attempt);
    fail(tx, send, attempt, code, afterFact(send.state, OutboxFact::ProviderRefused), now);
}

void SendFlow::fail(store::Tx &tx, SendRow &send, const AttemptRow &attempt, int code, std::optional<OutboxState> next,
                    Timestamp now) const
{
    learnFrom(tx, send, attempt, code, now);
    if (!next || !isFailure(*next) || !isLatest(tx, attempt))
        return;
    send.state = *next;
    send.sid = attempt.sid ? attempt.sid : send.sid;
    send.errorCode = attempt.errorCode;
    send.reason = reasonOf(code);
    const auto kind = classifyCode(code);
    const bool isOver = isTakenOver(tx, send);
    // A sender that is down, or has sent all it may today, is no reason for the recipient to wait.
    const bool isChannelClosed =
        kind == CodeClass::NextStep || kind == CodeClass::SenderFault || kind == CodeClass::DailyLimit;
    if (isChannelClosed && !isOver && takeNextStep(tx, send, now))
        return;
    const auto later = kind == CodeClass::TryLater && !isOver ? nextLaterTry(send.laterTries, 0.5) : std::nullopt;
    if (later) {
        ++send.laterTries;
        send.dueAt = now + *later;
        advance(tx, send, OutboxFact::AnotherAttemptDue, now);
        return;
    }
    enter(tx, send, *next, now);
}

bool SendFlow::takeNextStep(store::Tx &tx, SendRow &send, Timestamp now) const
{
    const auto recipient = findRecipient(tx, send.contactId, send.memberId);
    while (recipient && !send.nextSteps.empty()) {
        const auto step = send.nextSteps.front();
        send.nextSteps.erase(send.nextSteps.begin());
        const auto facts = factsFor(tx, send, step, recipient, now);
        const bool canWait = send.nextSteps.empty(); // for a sender that rests until tomorrow
        if (recipient->isUnreachableOn(step.channel) || !facts.sender || facts.sender->down.value_or(false) ||
            (!canWait && facts.sender->isPaused(now)) || firstRefusal(facts.gates))
            continue;
        send.channel = step.channel;
        send.body = step.body;
        send.templateChoice = step.templateChoice;
        send.address = *facts.gates.address;
        send.sender = facts.sender->number;
        send.dueAt = now;
        reserveAnew(tx, send);
        send.reason.reset();
        send.errorCode.reset();
        // Before the claim it stays in its queue; after a failure another attempt is due.
        if (!advance(tx, send, OutboxFact::AnotherAttemptDue, now))
            show(tx, send, now);
        return true;
    }
    return false;
}

void SendFlow::show(store::Tx &tx, const SendRow &send, Timestamp now) const
{
    m_sends.save(tx, send, now);
    if (!send.messageId)
        return;
    inbox::MessageRepository().update(tx, *send.messageId, bubbleOf(send));
    if (send.conversationId && isFailure(send.state))
        inbox::ConversationRepository().setFailed(tx, *send.conversationId, true);
    else if (send.conversationId)
        tx.changed(store::Topic::ConversationUpdated, send.conversationId->value);
}

bool SendFlow::isForPresentNumber(store::Connection &db, const SendRow &send, const AttemptRow &attempt) const
{
    const auto recipient = findRecipient(db, send.contactId, send.memberId);
    return recipient && recipient->addressOn(attempt.channel) == attempt.address;
}

void SendFlow::learnFrom(store::Tx &tx, const SendRow &send, const AttemptRow &attempt, int code, Timestamp now) const
{
    switch (code) {
    case 63003:
    case 63024:
        if (isForPresentNumber(tx, send, attempt))
            learnCapability(tx, send.contactId, send.memberId, false, std::nullopt);
        break;
    case 21614:
    case 30006:
        if (isForPresentNumber(tx, send, attempt))
            learnCapability(tx, send.contactId, send.memberId, std::nullopt, true);
        break;
    case 63016:
        if (const auto recipient = findRecipient(tx, send.contactId, send.memberId);
            recipient && recipient->conversationId)
            inbox::ConversationRepository().closeWindow(tx, *recipient->conversationId, Channel::Whatsapp);
        break;
    case 63007:
        markSenderDown(tx, attempt.channel, attempt.sender, true);
        break;
    case 63038:
        pauseSender(tx, attempt.channel, attempt.sender, periodEnd(BudgetPeriod::Daily, now));
        break;
    case 21610:
        if (isForPresentNumber(tx, send, attempt))
            recordProviderOptOut(tx, send, attempt.channel, now);
        break;
    case 63041:
    case 63042:
        if (send.templateChoice)
            TemplateRepository().setStatus(tx, send.templateChoice->sid,
                                           code == 63041 ? TemplateStatus::Paused : TemplateStatus::Disabled);
        break;
    default:
        break;
    }
}

void SendFlow::bookCost(store::Tx &tx, SendRow &send, std::optional<int> segments, const std::optional<Money> &price,
                        Timestamp now) const
{
    const auto known = m_sends.cost(tx, send.id);
    m_sends.setCost(tx, send.id, segments, price);
    if (price) {
        // Booked once, whatever was told before; a reservation that still stands ends here.
        const bool isReserved = std::exchange(send.isBudgetReserved, false);
        BudgetRepository().settle(tx, u"twilio"_s, (isReserved ? send.reservedMicros : 0) + (known ? known->micros : 0),
                                  price->micros, true);
        send.reservedMicros = 0;
        m_sends.save(tx, send, now);
    }
    if (!send.messageId)
        return;
    auto update = bubbleOf(send);
    update.segments = segments;
    update.cost = price;
    inbox::MessageRepository().update(tx, *send.messageId, update);
}

void SendFlow::finish(store::Tx &tx, SendRow &send) const
{
    // Twilio doesn't charge for what failed; what never left isn't counted either.
    if (!std::exchange(send.isBudgetReserved, false))
        return;
    BudgetRepository().settle(tx, u"twilio"_s, std::exchange(send.reservedMicros, 0), 0, send.sid.has_value());
}

} // namespace counterbell::messaging
