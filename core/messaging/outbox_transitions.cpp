// SPDX-License-Identifier: Apache-2.0
#include "core/messaging/outbox_transitions.h"

#include "core/messaging/status_precedence.h"

namespace counterbell::messaging
{

namespace
{

using enum OutboxState;
using Cell = std::optional<OutboxState>;

constexpr Cell no = std::nullopt;

// One row per fact, one column per unfinished state. What is finished is treated below the table.
struct Row {
    OutboxFact fact;
    Cell held, queued, sending, uncertain, barred, needsReview;
};

constexpr auto kTable = std::to_array<Row>({
    // clang-format off
    // fact                              held         queued       sending      uncertain    barred       needsReview
    {OutboxFact::HoldEnded,              Queued,      no,          no,          no,          no,          no},
    {OutboxFact::Claimed,                no,          Sending,     no,          no,          no,          no},
    {OutboxFact::GateRefused,            Refused,     Refused,     no,          no,          no,          no},
    {OutboxFact::TooOld,                 Refused,     Refused,     no,          no,          no,          no},
    {OutboxFact::UserCancelled,          Cancelled,   Cancelled,   no,          Barred,      Barred,      Cancelled},
    {OutboxFact::TakenOver,              Cancelled,   Cancelled,   Sending,     Barred,      Barred,      NeedsReview},
    {OutboxFact::ProviderAccepted,       no,          no,          Accepted,    Accepted,    Accepted,    Accepted},
    {OutboxFact::ProviderRefused,        no,          no,          Failed,      Failed,      Failed,      Failed},
    {OutboxFact::NotSent,                no,          no,          Queued,      no,          no,          no},
    {OutboxFact::NotSentForGood,         no,          Failed,      Failed,      no,          no,          no},
    {OutboxFact::Unknown,                no,          no,          Uncertain,   Uncertain,   Barred,      NeedsReview},
    {OutboxFact::SecondUnknown,          no,          no,          NeedsReview, NeedsReview, Barred,      NeedsReview},
    {OutboxFact::EvidenceFound,          no,          Accepted,    Accepted,    Accepted,    Accepted,    Accepted},
    {OutboxFact::EvidenceLost,           no,          Uncertain,   no,          Uncertain,   Barred,      NeedsReview},
    {OutboxFact::NoEvidence,             no,          no,          no,          Queued,      Cancelled,   NeedsReview},
    {OutboxFact::AnotherAttemptDue,      no,          no,          no,          no,          no,          no},
    {OutboxFact::ResendOrdered,          no,          no,          no,          no,          no,          Queued},
    {OutboxFact::RestartedFromOlderTerm, Held,        Queued,      Uncertain,   Uncertain,   Barred,      NeedsReview},
    {OutboxFact::RestoredFromBackup,     NeedsReview, NeedsReview, NeedsReview, NeedsReview, NeedsReview, NeedsReview},
    // clang-format on
});

Cell cellFor(const Row &row, OutboxState state)
{
    switch (state) {
    case Held:
        return row.held;
    case Queued:
        return row.queued;
    case Sending:
        return row.sending;
    case Uncertain:
        return row.uncertain;
    case Barred:
        return row.barred;
    default:
        return row.needsReview;
    }
}

/// What it was told to have become it hasn't. After a failure, which a person may have acted on, a person decides; what
/// was cancelled isn't sent again.
Cell afterLostEvidence(OutboxState state)
{
    switch (state) {
    case Failed:
    case Undelivered:
        return NeedsReview;
    case Cancelled:
        return Barred;
    case Refused:
        return Refused;
    default:
        return Uncertain;
    }
}

/// A send that has an end, or is on its way, takes note of late news and starts nothing, unless another attempt is due.
Cell afterFactWhenFinished(OutboxState state, OutboxFact fact)
{
    switch (fact) {
    case OutboxFact::AnotherAttemptDue:
        return state == Failed || state == Undelivered ? Cell(Queued) : no;
    case OutboxFact::EvidenceFound:
        return state == Refused ? Accepted : state;
    case OutboxFact::EvidenceLost:
        return afterLostEvidence(state);
    case OutboxFact::HoldEnded:
    case OutboxFact::Claimed:
    case OutboxFact::GateRefused:
    case OutboxFact::TooOld:
    case OutboxFact::UserCancelled:
    case OutboxFact::ResendOrdered:
        return no;
    default:
        return state;
    }
}

OutboxState fromProvider(DeliveryStatus status)
{
    switch (status) {
    case DeliveryStatus::Sent:
        return Sent;
    case DeliveryStatus::Cancelled:
        return Cancelled;
    case DeliveryStatus::Failed:
        return Failed;
    case DeliveryStatus::Undelivered:
        return Undelivered;
    case DeliveryStatus::Delivered:
        return Delivered;
    case DeliveryStatus::Read:
        return Read;
    default:
        return Accepted;
    }
}

bool isGoodNews(DeliveryStatus status)
{
    return status != DeliveryStatus::Cancelled && status != DeliveryStatus::Failed &&
           status != DeliveryStatus::Undelivered;
}

} // namespace

std::optional<OutboxState> afterFact(OutboxState state, OutboxFact fact)
{
    if (!isUnfinished(state))
        return afterFactWhenFinished(state, fact);
    for (const auto &row : kTable) {
        if (row.fact == fact)
            return cellFor(row, state);
    }
    return no;
}

std::optional<OutboxState> afterReport(OutboxState state, DeliveryStatus shown, bool isLatestAttempt)
{
    if (deliveryRank(shown) == 0 || state == Held)
        return no;
    // A queued send has left its latest attempt behind: bad news of it is why it is queued again.
    const bool isPassed = !isLatestAttempt || state == Queued || state == Refused;
    if (isPassed && !isGoodNews(shown))
        return state;
    if (isUnfinished(state) || state == Refused)
        return fromProvider(shown);
    return fromProvider(shownStatus(shownAs(state), shown));
}

DeliveryStatus shownAs(OutboxState state)
{
    switch (state) {
    case Held:
        return DeliveryStatus::Held;
    case Queued:
        return DeliveryStatus::Queued;
    case Sending:
        return DeliveryStatus::Sending;
    case Uncertain:
    case Barred:
    case NeedsReview:
        return DeliveryStatus::Uncertain;
    case Accepted:
        return DeliveryStatus::Accepted;
    case Sent:
        return DeliveryStatus::Sent;
    case Cancelled:
        return DeliveryStatus::Cancelled;
    case Failed:
        return DeliveryStatus::Failed;
    case Undelivered:
        return DeliveryStatus::Undelivered;
    case Delivered:
        return DeliveryStatus::Delivered;
    case Read:
        return DeliveryStatus::Read;
    case Refused:
        return DeliveryStatus::Refused;
    }
    Q_UNREACHABLE();
}

bool holdsOthersBack(OutboxState state)
{
    return state == Sending || state == Uncertain;
}

bool isUnfinished(OutboxState state)
{
    return state <= NeedsReview;
}

} // namespace counterbell::messaging
