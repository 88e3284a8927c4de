// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/webhooks/apply_inbound.h"
#include "core/webhooks/journal_repository.h"
#include "core/webhooks/request_check.h"

#include <stdexcept>

namespace counterbell::webhooks
{

/// One request with what was found out about it, ready to be journalled.
struct CheckedEntry {
    JournalRow row;
    CheckedRequest checked;
};

/// What an entry came to.
struct Ingested {
    JournalOutcome outcome = JournalOutcome::Applied;
    Effects effects;
};

/// How the effects of a request are undone if they fail.
enum class Undo {
    Alone,    ///< a savepoint of its own: the others of the transaction stay
    Together, ///< none: EffectsFailed says that the whole transaction is to be taken back, and begun again with Alone
};

/// Effects failed under Undo::Together.
class EffectsFailed : public std::runtime_error
{
public:
    using std::runtime_error::runtime_error;
};

/// Journal first (DESIGN 5.3): the raw request, its key and its effects in the caller's transaction. Effects that throw
/// are rolled back alone and the request is journalled as failed, so that one bad request stops nothing.
class Ingest
{
public:
    explicit Ingest(RequestTurn requestTurn) : m_inbound(std::move(requestTurn)) {}

    Ingested take(store::Tx &tx, CheckedEntry entry, Timestamp now, Undo undo = Undo::Alone) const;
    /// The same for a row that is journalled already: only its outcome is written.
    Ingested takeAgain(store::Tx &tx, const CheckedEntry &entry, Timestamp now) const;

    /// More rejected requests than this a day are counted by the relay alone, and not kept.
    static constexpr int kRejectedPerDay = 500;

private:
    [[nodiscard]] Ingested applyOnce(store::Tx &tx, const CheckedEntry &entry, QString &problem, Timestamp now,
                                     Undo undo) const;
    [[nodiscard]] Ingested applyTogether(store::Tx &tx, const CheckedEntry &entry, Timestamp now) const;
    [[nodiscard]] Ingested apply(store::Tx &tx, const InboundFact &fact, const JournalRow &row, Timestamp now) const;

    InboundApplier m_inbound;
    JournalRepository m_journal;
};

} // namespace counterbell::webhooks
