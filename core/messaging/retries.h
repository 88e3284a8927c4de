// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/messaging/send_repository.h"

namespace counterbell::messaging
{

/// What pressing Retry on a send comes to. A send remembers its retries, whichever screen they came from, so a double
/// click, or two people at once, send one message.
struct Retry {
    std::optional<SendRow> standing; ///< a retry that is unfinished or went well: it is the answer
    QString cause;                   ///< else the cause to make the next one with
};

/// Looks through the retries of this send, and through theirs. One that failed, was refused or was cancelled stands
/// in nobody's way.
[[nodiscard]] Retry retryOf(store::Connection &db, SendId send);

} // namespace counterbell::messaging
