// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/store/transaction.h"

namespace counterbell::messaging
{

/// The row `leader` of `leases` (DESIGN 1). Begins a new term and answers it: terms only rise, so what an older one
/// left behind can be told from what this one began.
[[nodiscard]] qint64 beginTerm(store::Tx &tx);

} // namespace counterbell::messaging
