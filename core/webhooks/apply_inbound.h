// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/inbox/conversation_repository.h"
#include "core/store/transaction.h"
#include "core/webhooks/inbound_fact.h"

#include <functional>

namespace counterbell::webhooks
{

/// Asks the AI agent for an answer, inside the transaction.
using RequestTurn = std::function<void(store::Tx &, ConversationId, Timestamp now)>;

/// A message older than this raises no AI turn: a person looks (DESIGN 5.3).
inline constexpr std::chrono::minutes kFreshMessage{10};

/// How a fact came here.
struct Arrival {
    Timestamp at;          ///< when the provider had it
    Timestamp now;         ///< when it is applied
    bool isListed = false; ///< by catch-up, without what only a webhook tells
};

/// What is to be set off once the transaction is committed.
struct Effects {
    bool isSendRequested = false;
    bool isTurnRequested = false;

    Effects &operator|=(const Effects &other)
    {
        isSendRequested |= other.isSendRequested;
        isTurnRequested |= other.isTurnRequested;
        return *this;
    }
};

/// The effects of an inbound message in DESIGN 5.4's order, inside the caller's transaction: the same for a webhook, a
/// listed message and a replay.
class InboundApplier
{
public:
    explicit InboundApplier(RequestTurn requestTurn) : m_requestTurn(std::move(requestTurn)) {}

    Effects apply(store::Tx &tx, const InboundMessageFact &fact, const Arrival &arrival) const;

private:
    [[nodiscard]] Effects applyToCustomer(store::Tx &tx, const InboundMessageFact &fact, const Arrival &arrival) const;
    [[nodiscard]] bool requestAnswer(store::Tx &tx, ConversationId id, const InboundMessageFact &fact,
                                     const Arrival &arrival) const;

    RequestTurn m_requestTurn;
};

} // namespace counterbell::webhooks
