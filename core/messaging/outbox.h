// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/message.h"
#include "core/api/result.h"
#include "core/api/send_log.h"
#include "core/api/template.h"
#include "core/messaging/new_send.h"
#include "core/store/transaction.h"

namespace counterbell::messaging
{

/// What became of a request: a row in any case; with `refusal` it was never attempted and says why.
struct Requested {
    SendId sendId;
    std::optional<MessageId> messageId; ///< the bubble in the conversation, where there is one
    std::optional<Error> refusal;
};

/// The one road for every message (DESIGN 4): gates, then a send row in the caller's transaction. Nothing leaves
/// here; the dispatcher claims rows once they are committed and due, so wake it after the transaction.
class Outbox
{
public:
    /// Refused notices and operator messages are rows of the send log, too. A repeated clientToken or cause
    /// answers with the first row.
    [[nodiscard]] Requested request(store::Tx &tx, const NewSend &send, Timestamp now) const;

    /// Before the claim, or what waits for a person to decide on it; else `tooLate`. The row and its bubble become
    /// `cancelled`.
    [[nodiscard]] Result<> cancel(store::Tx &tx, SendId id, Timestamp now) const;
    /// Ends a hold at once; `tooLate` when it isn't held any more.
    [[nodiscard]] Result<> sendNow(store::Tx &tx, SendId id, Timestamp now) const;
    /// Changes a held send's text, on every step of its route that has one of its own; `tooLate` when it isn't held
    /// any more.
    [[nodiscard]] Result<> edit(store::Tx &tx, SendId id, const QString &body, Timestamp now) const;

    /// Take-over (DESIGN 7): AI rows that are held or queued are cancelled and their text returned, uncertain ones
    /// may not be sent again, and `inFlight` names the messages already being posted.
    struct TakenOver {
        QStringList cancelledTexts;
        std::vector<MessageId> inFlight;
    };
    [[nodiscard]] TakenOver takeOver(store::Tx &tx, ConversationId conversation, Timestamp now) const;
};

} // namespace counterbell::messaging
