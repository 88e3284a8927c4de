// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/store/transaction.h"

namespace counterbell::messaging
{

/// A database that was restored knows nothing of what was sent after it was copied: every unfinished send waits for a
/// person from now on, and its attempts are never repeated (DESIGN 4.5). Answers how many were moved.
int reviewUnfinished(store::Tx &tx, Timestamp now);

} // namespace counterbell::messaging
