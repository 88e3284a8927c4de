// SPDX-License-Identifier: Apache-2.0
#include "core/messaging/outcomes.h"

#include "core/messaging/retry_policy.h"
#include "core/messaging/senders.h"

namespace counterbell::messaging
{

using namespace Qt::StringLiterals;

namespace
{

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
            m_flow.accept(m_tx, m_send, m_attempt, accepted.sid, OutboxFact::ProviderAccepted, m_now);
        if (m_attempt.sid != accepted.sid)
            return;
        m_flow.bookCost(m_tx, m_send, accepted.segments, accepted.price, m_now);
        markSenderDown(m_tx, m_attempt.channel, m_attempt.sender, false);
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
        // A later term that has taken it for uncertain is looking for evidence, and decides.
        if (m_attempt.sid || m_attempt.state != AttemptState::Sending)
            return;
        m_attempt.state = AttemptState::NotSent;
        m_attempt.status = DeliveryStatus::Failed;
        m_attempt.errorCode = notSent.code;
        m_attempts.save(m_tx, m_attempt);
        if (m_send.state != OutboxState::Sending)
            return; // another attempt's news have settled it
        if (isTakenOver(m_tx, m_send)) {
            m_flow.advance(m_tx, m_send, OutboxFact::NotSent, m_now);
            m_send.reason = u"takenOver"_s;
            m_flow.advance(m_tx, m_send, OutboxFact::TakenOver, m_now);
            return;
        }
        // Trying began with the first attempt: a hold, or a sender's rest before it, uses up none of its time.
        const auto since = m_attempts.firstAt(m_tx, m_send.id).value_or(m_attempt.at);
        const auto next = nextTry(m_send.tries, m_now - since, notSent.retryAfter, m_random);
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
