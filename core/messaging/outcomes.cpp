// SPDX-License-Identifier: Apache-2.0
#include "core/messaging/outcomes.h"

#include "core/inbox/conversation_repository.h"
#include "core/messaging/budget_repository.h"
#include "core/messaging/retry_policy.h"
#include "core/messaging/senders.h"

namespace counterbell::messaging
{

using namespace Qt::StringLiterals;

namespace
{

/// An AI reply whose conversation has been taken over since: it may not be sent a second time.
bool isTakenOver(store::Connection &db, const SendRow &send)
{
    if (!send.handlingVersion || !send.conversationId)
        return false;
    const auto state = inbox::ConversationRepository().state(db, *send.conversationId);
    return !state || state->handling != Handling::Ai || state->handlingVersion != *send.handlingVersion;
}

class Applier
{
public:
    Applier(store::Tx &tx, SendRow &send, AttemptRow &attempt, double random, Timestamp now)
        : m_tx(tx), m_send(send), m_attempt(attempt), m_random(random), m_now(now)
    {
    }

    void operator()(const Accepted &accepted)
    {
        // The callback with the attempt's id may have been here first; then only the figures are new.
        if (!m_attempt.sid)
            m_flow.accept(m_tx, m_send, m_attempt, accepted.sid, m_now);
        m_sends.setCost(m_tx, m_send.id, accepted.segments, accepted.price);
        markSenderDown(m_tx, m_send.channel, m_send.sender, false);
        if (!accepted.status.isEmpty())
            m_flow.report(m_tx, m_send, m_attempt,
                          {m_attempt.id, accepted.sid, accepted.status, accepted.errorCode, {}, m_now}, m_now);
    }

    void operator()(const Refused &refused)
    {
        if (!m_attempt.sid)
            m_flow.refused(m_tx, m_send, m_attempt, refused.code, m_now);
    }

    void operator()(const NotSent &notSent)
    {
        m_attempt.state = AttemptState::NotSent;
        m_attempt.status = DeliveryStatus::Failed;
        m_attempt.errorCode = notSent.code;
        m_attempts.save(m_tx, m_attempt);
        const auto next = nextTry(m_send.tries, m_now - m_send.at, notSent.retryAfter, m_random);
        if (!next) {
            m_send.reason = QString(wireName(Reason::ProviderUnreachable));
            m_send.errorCode = notSent.code;
            m_flow.advance(m_tx, m_send, OutboxFact::NotSentForGood, m_now);
            return;
        }
        m_send.dueAt = m_now + *next;
        m_flow.advance(m_tx, m_send, OutboxFact::NotSent, m_now);
    }

    void operator()(const Unknown &)
    {
        if (m_attempt.sid)
            return;
        m_flow.advance(m_tx, m_send, OutboxFact::Unknown, m_now);
        if (isTakenOver(m_tx, m_send))
            m_flow.advance(m_tx, m_send, OutboxFact::TakenOver, m_now);
        m_attempt.state = holdsOthersBack(m_send.state) ? AttemptState::Uncertain : AttemptState::Barred;
        m_attempt.status = DeliveryStatus::Uncertain;
        m_attempts.save(m_tx, m_attempt);
    }

private:
    store::Tx &m_tx;
    SendRow &m_send;
    AttemptRow &m_attempt;
    double m_random;
    Timestamp m_now;
    SendFlow m_flow;
    SendRepository m_sends;
    AttemptRepository m_attempts;
};

} // namespace

void applyOutcome(store::Tx &tx, const QString &attemptId, const SendOutcome &outcome, double random, Timestamp now)
{
    auto attempt = AttemptRepository().find(tx, attemptId);
    auto send = attempt ? SendRepository().find(tx, attempt->sendId) : std::nullopt;
    if (send)
        std::visit(Applier(tx, *send, *attempt, random, now), outcome);
}

int adoptOlderTerms(store::Tx &tx, qint64 term, Timestamp now)
{
    int count = 0;
    const AttemptRepository attempts;
    for (;;) {
        const auto batch = attempts.inState(tx, AttemptState::Sending, 100);
        int adopted = 0;
        for (const auto &attempt : batch) {
            if (attempt.term >= term)
                continue;
            applyOutcome(tx, attempt.id, Unknown{}, 0, now);
            ++adopted;
        }
        count += adopted;
        if (adopted == 0)
            return count;
    }
}

} // namespace counterbell::messaging
