// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/delivery.h"

#include <optional>

namespace counterbell::messaging
{

/// Where a send is (DESIGN 4). From Accepted on the names are those of delivery statuses.
enum class OutboxState {
    Held,        ///< behind Undo
    Queued,      ///< waits for its turn, first or again
    Sending,     ///< claimed; its POST may be under way
    Uncertain,   ///< the POST ended in Unknown: evidence is looked for
    Barred,      ///< uncertain, and not to be sent again whatever is found
    NeedsReview, ///< a person decides: a second Unknown, or restored from a backup
    Accepted,
    Sent,
    Cancelled,
    Failed,
    Undelivered,
    Delivered,
    Read,
    Refused, ///< by a gate; never attempted, or not again
};

/// What can happen to a send, reports by the provider aside.
enum class OutboxFact {
    HoldEnded,              ///< its time is over, or Send now
    Claimed,                ///< the late gates let it pass
    GateRefused,            ///< with a reason, on the row
    TooOld,                 ///< not sent in the time in which it made sense
    UserCancelled,          ///< Undo, or a person drops it
    TakenOver,              ///< rows of the AI when an operator takes the conversation over (DESIGN 7)
    ProviderAccepted,       ///< 201 with a SID
    ProviderRefused,        ///< 4xx with the provider's code
    NotSent,                ///< certainly not sent; tries are left
    NotSentForGood,         ///< certainly not sent; no tries are left
    Unknown,                ///< may have been sent
    SecondUnknown,          ///< the same of the one resend
    EvidenceFound,          ///< a listed message that can only be this one
    EvidenceLost,           ///< the message it was taken for turned out to be another's
    NoEvidence,             ///< two empty lists at least 180 s apart
    AnotherAttemptDue,      ///< its failure says later, or another channel
    ResendOrdered,          ///< a person says: send it again
    RestartedFromOlderTerm, ///< a new leader finds it
    RestoredFromBackup,
};

/// The state after a fact; the same state where the fact is only noted; nothing where it can't apply, so that a
/// caller that lost a race (Undo after the claim) changes nothing and says tooLate.
/// This table alone decides a send's state.
[[nodiscard]] std::optional<OutboxState> afterFact(OutboxState state, OutboxFact fact);

/// The state after the provider reported on an attempt. `shown` is that attempt's status by precedence over all its
/// reports (status_precedence.h). A callback is believed in every state, so a resend still queued is dropped when its
/// first attempt turns out to have been accepted; what is told of an attempt that another has followed counts only
/// where it is good news. Nothing where no attempt can have been made, or `shown` isn't a provider's status.
[[nodiscard]] std::optional<OutboxState> afterReport(OutboxState state, DeliveryStatus shown, bool isLatestAttempt);

/// What a send or message shows (CONTRACT 3): Barred and NeedsReview are uncertain.
[[nodiscard]] DeliveryStatus shownAs(OutboxState state);

/// Sending and Uncertain: the next message of the same sender to the same recipient waits for these.
[[nodiscard]] bool holdsOthersBack(OutboxState state);

/// Held, queued, sending, uncertain, barred or in review: something is still to be done.
[[nodiscard]] bool isUnfinished(OutboxState state);

} // namespace counterbell::messaging

COUNTERBELL_WIRE_NAMES(counterbell::messaging::OutboxState,
                       {counterbell::messaging::OutboxState::Held, QLatin1StringView("held")},
                       {counterbell::messaging::OutboxState::Queued, QLatin1StringView("queued")},
                       {counterbell::messaging::OutboxState::Sending, QLatin1StringView("sending")},
                       {counterbell::messaging::OutboxState::Uncertain, QLatin1StringView("uncertain")},
                       {counterbell::messaging::OutboxState::Barred, QLatin1StringView("barred")},
                       {counterbell::messaging::OutboxState::NeedsReview, QLatin1StringView("needs_review")},
                       {counterbell::messaging::OutboxState::Accepted, QLatin1StringView("accepted")},
                       {counterbell::messaging::OutboxState::Sent, QLatin1StringView("sent")},
                       {counterbell::messaging::OutboxState::Cancelled, QLatin1StringView("cancelled")},
                       {counterbell::messaging::OutboxState::Failed, QLatin1StringView("failed")},
                       {counterbell::messaging::OutboxState::Undelivered, QLatin1StringView("undelivered")},
                       {counterbell::messaging::OutboxState::Delivered, QLatin1StringView("delivered")},
                       {counterbell::messaging::OutboxState::Read, QLatin1StringView("read")},
                       {counterbell::messaging::OutboxState::Refused, QLatin1StringView("refused")})
