// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/result.h"
#include "core/api/send_log.h"
#include "core/store/transaction.h"

namespace counterbell::messaging
{

/// Reads `sends` the way the send log shows them: every message, the ones never attempted included.
class SendLogRepository
{
public:
    [[nodiscard]] std::optional<Send> find(store::Connection &db, SendId id) const;
    /// Newest first, keyed by (at, id). `text` is part of a name, a number's digits, or a ticket.
    [[nodiscard]] Result<Page<Send>> page(store::Connection &db, const SendFilter &filter,
                                          const std::optional<QString> &before, std::optional<int> limit) const;
    /// All that the provider said about a send, in the order received.
    [[nodiscard]] std::vector<SendStatusEvent> events(store::Connection &db, SendId id) const;
    /// Fills in who caused it and which sender it went from.
    void addOrigin(store::Connection &db, SendDetail &detail) const;
};

} // namespace counterbell::messaging
