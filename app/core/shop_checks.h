// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/core/finding.h"
#include "core/store/connection.h"

#include <vector>

namespace counterbell
{

/// What the database tells: whether it is sound, what waits for a person, what could not be taken in. Reads all of it.
[[nodiscard]] std::vector<Finding> checkShop(store::Connection &db, Timestamp now);

} // namespace counterbell
