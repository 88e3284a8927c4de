// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/agent/turn.h"
#include "core/api/conversation.h"

#include <optional>

namespace counterbell::agent
{

/// An older message raises no AI turn by itself: it asks for a person (DESIGN 5.3).
inline constexpr std::chrono::minutes kFreshness{10};

/// A turn that was begun so often without an end goes to a person: it may be what kills the core.
inline constexpr int kMaximumTries = 3;

/// What is known when a turn begins, and again inside the transaction that queues its reply.
struct TurnFacts {
    Timestamp now;
    bool isAgentOn = true;
    Handling handling = Handling::Ai;
    qint64 handlingVersion = 0;
    MessageId lastInboundId;
    Timestamp inboundAt;      ///< of the message that the turn answers
    bool hasOptedOut = false; ///< on the channel that the reply takes
    bool isWindowOpen = true; ///< true on a channel without one
    int messagesWithoutHuman = 0;
    int maximumReplies = 10;
};

/// Whether a turn may go on. `reason` is a stable word: of CONTRACT 3's reasons where one fits.
struct TurnVerdict {
    enum class Kind {
        Go,
        Drop,       ///< void, and nobody has to do anything about it
        NeedsHuman, ///< the customer waits, and the AI may not answer
    };
    Kind kind = Kind::Go;
    QString reason = {};

    bool operator==(const TurnVerdict &) const = default;
};

/// Until when the answer is still one: ten minutes after the message, or after "answer now" was said of an older one.
[[nodiscard]] Timestamp answerableUntil(Timestamp inboundAt, Timestamp requestedAt);

/// DESIGN 7: a reply is queued only if handling, handlingVersion and the last inbound are those the turn started
/// from; never outside the window, to an opted-out contact, or after `maximumReplies` AI messages without a human.
[[nodiscard]] TurnVerdict judge(const Turn &turn, const TurnFacts &facts);

} // namespace counterbell::agent
