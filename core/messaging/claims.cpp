// SPDX-License-Identifier: Apache-2.0
#include "core/messaging/claims.h"

#include "core/messaging/gate_facts.h"

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
    for (const auto &url : row.mediaUrls)
        message.mediaUrls.push_back(QUrl(url));
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
    if (facts.sender->pausedUntil && *facts.sender->pausedUntil > context.now) {
        row.dueAt = facts.sender->pausedUntil;
        flow.show(tx, row, context.now);
        return false;
    }
    row.address = facts.gates.address.value_or(row.address);
    row.sender = facts.sender->number;
    row.recipientName = recipient->name;
    row.recipientNumber = recipient->phone.value_or(row.recipientNumber);
    return true;
}

} // namespace

QString statusCallbackUrl(const QString &statusUrl, const QString &attemptId)
{
    return statusUrl.isEmpty() ? QString() : statusUrl + u"?attempt="_s + attemptId + u"#rc=5&rp=all"_s;
}

std::vector<Claimed> claimDue(store::Tx &tx, const ClaimContext &context)
{
    const SendRepository sends;
    const AttemptRepository attempts;
    const SendFlow flow;
    std::vector<Claimed> claimed;
    for (const auto id : sends.due(tx, context.now, context.limit)) {
        auto row = sends.find(tx, id).value();
        if (row.state == OutboxState::Held)
            flow.advance(tx, row, OutboxFact::HoldEnded, context.now);
        if (!passesLateGates(tx, row, context))
            continue;
        AttemptRow attempt;
        attempt.id = newAttemptId();
        attempt.sendId = id;
        const auto last = attempts.lastOf(tx, id);
        attempt.number = last ? last->number + 1 : 1;
        attempt.at = context.now;
        attempt.channel = row.channel;
        attempt.sender = row.sender;
        attempt.address = row.address;
        attempt.body = row.body;
        attempt.term = context.term;
        attempt.providerStartedAt = context.now + context.providerAhead;
        if (!attempts.add(tx, attempt))
            continue; // the number changed to one that another attempt is under way to
        ++row.tries;
        flow.advance(tx, row, OutboxFact::Claimed, context.now);
        claimed.push_back({attempt.id, messageOf(row, attempt, context.statusUrl)});
    }
    return claimed;
}

} // namespace counterbell::messaging
