// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace counterbell::ui
{

/// Wraps in U+2068…U+2069, so that text of any direction doesn't disturb what stands beside it: names, messages.
[[nodiscard]] QString isolated(const QString &text);
/// Wraps in U+2066…U+2069: numbers, tickets, money, times, keys (DESIGN-SYSTEM 9).
[[nodiscard]] QString isolatedLtr(const QString &text);

} // namespace counterbell::ui
