// SPDX-License-Identifier: Apache-2.0
#include "core/agent/turn_rules.h"

namespace counterbell::agent
{

using namespace Qt::StringLiterals;

Timestamp answerableUntil(Timestamp inboundAt, Timestamp requestedAt)
{
    const bool isAnswerNow = requestedAt - inboundAt > kFreshness;
    return (isAnswerNow ? requestedAt : inboundAt) + kFreshness;
}

TurnVerdict judge(const Turn &turn, const TurnFacts &facts)
{
    using Kind = TurnVerdict::Kind;
    // First what makes the turn void: whoever took over or opted out must not find a call for a person on top.
    if (facts.handling != Handling::Ai || facts.handlingVersion != turn.handlingVersion)
        return {Kind::Drop, u"takenOver"_s};
    if (facts.hasOptedOut)
        return {Kind::Drop, u"recipientOptedOut"_s};
    // Something came in that asked for no turn of its own: an answer would pass it over.
    if (facts.lastInboundId != turn.lastInboundId)
        return {Kind::NeedsHuman, u"newerMessage"_s};
    if (!facts.isAgentOn)
        return {Kind::NeedsHuman, u"agentOff"_s};
    if (!facts.isWindowOpen)
        return {Kind::NeedsHuman, u"sessionWindowExpired"_s};
    if (facts.messagesWithoutHuman >= facts.maximumReplies)
        return {Kind::NeedsHuman, u"maximumReplies"_s};
    if (facts.now > answerableUntil(facts.inboundAt, turn.requestedAt))
        return {Kind::NeedsHuman, u"lateMessage"_s};
    return {};
}

} // namespace counterbell::agent
