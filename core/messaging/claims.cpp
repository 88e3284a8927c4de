// SPDX-License-Identifier: Apache-2.0
#include "core/messaging/claims.h"

#include "core/messaging/gate_facts.h"
#include "core/messaging/segments.h"

#include <QUrl>

namespace counterbell::messaging
{

using namespace Qt::StringLiterals;

namespace
{

RouteStep presentStep(const SendRow &row)
{
    return {row.channel, row.body, row.templateChoice};
}

OutboundMessage messageOf(const SendRow &row, const AttemptRow &attempt, const QString &statusUrl)
{
    OutboundMessage message;
    message.attemptId = attempt.id;
    message.channel = row.channel;
    message.from = row.sender;
    message.to = row.address;
    if (row.templateChoice) {
        message.contentSid = row.templateChoice->sid;
        message.variables = row.templateChoice->variables;
    } else {
        message.body = row.body;
    }
    for (const auto &file : row.media)
        message.mediaUrls.push_back(QUrl(file.url.value_or(QString())));
    message.statusCallbackUrl = statusCallbackUrl(statusUrl, attempt.id);
    return message;
}

/// Reads the recipient's number and the gates again; false when the row doesn't go out now.
bool passesLateGates(store::Tx &tx, SendRow &row, const ClaimContext &context)
{
    const SendFlow flow;
    const auto recipient = findRecipient(tx, row.contactId, row.memberId);
    auto facts = factsFor(tx, row, presentStep(row), recipient, context.now);
    facts.gates.longestAge = context.longestAge;
    if (const auto refusal = firstLateRefusal(facts.gates)) {
        if (refusal->reason == Reason::Conflict) {
            row.reason = u"takenOver"_s;
            flow.advance(tx, row, OutboxFact::TakenOver, context.now);
        } else if (refusal->reason == Reason::TooLate) {
            const bool wasTried = row.tries > 0;
            row.reason = QString(wireName(wasTried ? Reason::ProviderUnreachable : Reason::TooLate));
            flow.advance(tx, row, wasTried ? OutboxFact::NotSentForGood : OutboxFact::TooOld, context.now);
        } else {
            flow.refuse(tx, row, *refusal, context.now);
        }
        return false;
    }
    if (!facts.sender) {
        flow.refuse(tx, row, Error{Reason::ProviderUnreachable, {}}, context.now);
        return false;
    }
    const bool isClosed = facts.sender->down.value_or(false) || facts.sender->isPaused(context.now) ||
                          recipient->isUnreachableOn(row.channel);
    if (isClosed && flow.takeNextStep(tx, row, context.now))
        return false;
    if (facts.sender->isPaused(context.now)) {
        row.dueAt = facts.sender->pausedUntil;
        flow.show(tx, row, context.now);
        return false;
    }
    row.address = facts.gates.address.value_or(row.address);
    row.sender = facts.sender->number;
    const auto number = recipient->phone.value_or(row.recipientNumber);
    if (row.recipientName != recipient->name || row.recipientNumber != number) {
        row.recipientName = recipient->name;
        row.recipientNumber = number;
        SendRepository().saveRecipient(tx, row);
    }
    return true;
}

class Claims
{
public:
    Claims(store::Tx &tx, const ClaimContext &context) : m_tx(tx), m_context(context), m_allowances(context.allowances)
    {
    }

    ClaimedBatch run()
    {
        // Once more whenever a sender has to rest, for the rows of others that its own kept out of the list.
        for (size_t resting = 0;; resting = m_batch.resting.size()) {
            const int room = m_context.limit - int(m_batch.claimed.size());
            for (const auto id : m_sends.due(m_tx, m_context.now, room, m_batch.resting))
                claim(m_sends.find(m_tx, id).value());
            if (m_batch.resting.size() == resting || int(m_batch.claimed.size()) >= m_context.limit)
                break;
        }
        m_batch.nextDue = m_sends.nextDue(m_tx, m_context.now, m_batch.resting);
        return std::move(m_batch);
    }

private:
    void claim(SendRow row)
    {
        if (row.state == OutboxState::Held)
            m_flow.advance(m_tx, row, OutboxFact::HoldEnded, m_context.now);
        if (!passesLateGates(m_tx, row, m_context))
            return;
        if (!row.media.empty() && row.mediaUntil.value_or(m_context.now) <= m_context.now) {
            m_sends.setHosted(m_tx, row.id, row.media, std::nullopt); // to be hosted anew
            m_flow.show(m_tx, row, m_context.now);
            return;
        }
        const SenderKey sender{row.channel, row.sender};
        const int parts = billedParts(row.channel, row.body);
        if (!mayGo(sender, parts)) {
            m_flow.show(m_tx, row, m_context.now);
            return;
        }
        AttemptRow attempt;
        attempt.id = newAttemptId();
        attempt.sendId = row.id;
        const auto last = m_attempts.lastOf(m_tx, row.id);
        attempt.number = last ? last->number + 1 : 1;
        attempt.at = m_context.now;
        attempt.channel = row.channel;
        attempt.sender = row.sender;
        attempt.address = row.address;
        attempt.body = row.body;
        attempt.term = m_context.term;
        attempt.providerStartedAt = m_context.now + m_context.providerAhead;
        if (!m_attempts.add(m_tx, attempt)) {
            m_flow.show(m_tx, row, m_context.now); // the number changed to one that another attempt is under way to
            return;
        }
        std::ignore = allowanceOf(sender).take(parts);
        ++row.tries;
        m_flow.advance(m_tx, row, OutboxFact::Claimed, m_context.now);
        m_batch.claimed.push_back({attempt.id, messageOf(row, attempt, m_context.statusUrl), sender, parts});
    }

    Allowance &allowanceOf(const SenderKey &sender)
    {
        const auto pace = paceOf(sender.channel);
        return m_allowances.try_emplace(sender, Allowance{pace.burst, pace.burst}).first->second;
    }

    /// A sender that had to refuse one rests for the others of this batch, too: first come, first served.
    bool mayGo(const SenderKey &sender, int parts)
    {
        const auto &resting = m_batch.resting;
        if (std::find(resting.begin(), resting.end(), sender) != resting.end())
            return false;
        auto copy = allowanceOf(sender);
        if (copy.take(parts))
            return true;
        m_batch.resting.push_back(sender);
        return false;
    }

    store::Tx &m_tx;
    const ClaimContext &m_context;
    std::map<SenderKey, Allowance> m_allowances;
    ClaimedBatch m_batch;
    SendRepository m_sends;
    AttemptRepository m_attempts;
    SendFlow m_flow;
};

} // namespace

QString statusCallbackUrl(const QString &statusUrl, const QString &attemptId)
{
    return statusUrl.isEmpty() ? QString() : statusUrl + u"?attempt="_s + attemptId + u"#rc=5&rp=all"_s;
}

Pace paceOf(Channel channel)
{
    return channel == Channel::Sms ? Pace{1, 10} : Pace{80, 80};
}

bool Allowance::take(double parts)
{
    constexpr double kRounding = 1e-9;
    if (tokens + kRounding < std::min(parts, burst))
        return false;
    tokens -= parts;
    return true;
}

ClaimedBatch claimDue(store::Tx &tx, const ClaimContext &context)
{
    Claims claims(tx, context);
    return claims.run();
}

} // namespace counterbell::messaging
