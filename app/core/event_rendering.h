// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/store/write_batch.h"

namespace counterbell
{

/// What each event says: the changed row as its method would answer it.
[[nodiscard]] store::EventRenderer eventRenderer();

} // namespace counterbell
