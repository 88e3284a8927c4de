// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/store/transaction.h"

#include <optional>
#include <vector>

namespace counterbell::messaging
{

/// A send whose files are still to be put where the provider can fetch them.
struct UnhostedSend {
    SendId id;
    int tries = 0;
};

/// What `sends` knows of hosting; SendRepository::setHosted ends it.
class HostingRepository
{
public:
    /// Held and queued ones: a hold is time to host in.
    [[nodiscard]] std::vector<UnhostedSend> due(store::Connection &db, Timestamp now, int limit) const;
    [[nodiscard]] std::optional<Timestamp> nextDue(store::Connection &db, Timestamp now) const;
    void postpone(store::Tx &tx, SendId id, Timestamp dueAt) const;
};

} // namespace counterbell::messaging
