// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/result.h"
#include "core/messaging/attempt_repository.h"
#include "core/messaging/outbox_transitions.h"
#include "core/messaging/send_repository.h"

namespace counterbell::messaging
{

/// Moves sends through their states, with everything that follows from it: bubbles, routes, later tries, budgets, and
/// what a failure teaches about number, window, sender and template. The state itself is outbox_transitions' alone.
class SendFlow
{
public:
    /// Takes the table's next state for `fact` and shows it; false, and nothing changes, when there is none.
    bool advance(store::Tx &tx, SendRow &send, OutboxFact fact, Timestamp now) const;

    /// A gate said no: final, with its reason, unless the route has another step that can be taken.
    void refuse(store::Tx &tx, SendRow &send, const Error &refusal, Timestamp now) const;
    /// The provider has the message under this sid: `fact` is ProviderAccepted for the request's own answer, or
    /// EvidenceFound for a callback or a listed message, which are believed in every state. What the provider said
    /// about it before is applied, too. Another attempt that held the sid by mistake is uncertain again.
    void accept(store::Tx &tx, SendRow &send, AttemptRow &attempt, const QString &sid, OutboxFact fact,
                Timestamp now) const;
    /// The provider said no to the request itself.
    void refused(store::Tx &tx, SendRow &send, AttemptRow &attempt, int code, Timestamp now) const;
    /// What the provider says later about a message it took. After a failure: the route's next step, a later try, or
    /// the end.
    void report(store::Tx &tx, SendRow &send, AttemptRow &attempt, const StatusEvent &event, Timestamp now) const;

    /// Goes on with the first remaining step that its gates let pass; false when there is none.
    bool takeNextStep(store::Tx &tx, SendRow &send, Timestamp now) const;

    /// What a message cost, once the provider tells: on the row, on its bubble, and in the budget.
    void bookCost(store::Tx &tx, SendRow &send, std::optional<int> segments, const std::optional<Money> &price,
                  Timestamp now) const;

    /// Writes the row and its bubble.
    void show(store::Tx &tx, const SendRow &send, Timestamp now) const;

private:
    void enter(store::Tx &tx, SendRow &send, OutboxState state, Timestamp now) const;
    void fail(store::Tx &tx, SendRow &send, const AttemptRow &attempt, int code, std::optional<OutboxState> next,
              Timestamp now) const;
    void learnFrom(store::Tx &tx, const SendRow &send, const AttemptRow &attempt, int code, Timestamp now) const;
    [[nodiscard]] bool isForPresentNumber(store::Connection &db, const SendRow &send, const AttemptRow &attempt) const;
    void finish(store::Tx &tx, SendRow &send) const;

    SendRepository m_sends;
    AttemptRepository m_attempts;
};

/// The same message on another step, or to be sent after all: its reservation follows what that will cost.
void reserveAnew(store::Tx &tx, SendRow &send);

/// An AI reply whose conversation a person has taken over since: it may not be sent again (DESIGN 7).
[[nodiscard]] bool isTakenOver(store::Connection &db, const SendRow &send);

} // namespace counterbell::messaging
