// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/store/transaction.h"

namespace counterbell::messaging
{

/// A database that was restored knows nothing of what was sent after it was copied: every unfinished send waits for a
/// person from now on, and its attempts are never repeated (DESIGN 4.5). When that was is written down. Answers how
/// many were moved.
int reviewUnfinished(store::Tx &tx, Timestamp now);

/// Whether the data was restored after this. What customers wrote by then comes in again, and was answered, by the AI
/// or an acknowledgement, for all that anybody knows.
[[nodiscard]] bool wasRestoredSince(store::Connection &db, Timestamp at);

} // namespace counterbell::messaging
