// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/clock.h"

#include <QString>

namespace counterbell::ui
{

/// A moment inside a sentence: "today at 14:03", "on 12 Nov, 14:03".
[[nodiscard]] QString momentWords(Timestamp at, Timestamp now);

} // namespace counterbell::ui
