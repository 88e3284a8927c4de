// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "tests/e2e/support/console.h"

namespace counterbell::e2e
{

using Consoles = std::vector<std::unique_ptr<Console>>;

/// Where signed-in consoles, which listen from one number on, were not told of everything that was committed after it,
/// once and in order, as a console hears it that begins to listen only now. Empty when all were; a core's own health is
/// its own.
[[nodiscard]] QStringList toldWrongly(const Consoles &consoles);

/// In what the shop looks different from one signed-in console and from another, whatever their cores.
[[nodiscard]] QStringList seenDifferently(const Consoles &consoles);

} // namespace counterbell::e2e
