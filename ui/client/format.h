// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/clock.h"
#include "core/api/money.h"
#include "ui/theme/bidi.h"

#include <QString>

/// How values look (DESIGN-SYSTEM 9 and 10). Times are the PC's zone, in the order and words of the default QLocale;
/// numbers, money, phones and times come wrapped in an isolate, so that they keep their order in right-to-left text.
namespace counterbell::ui
{

/// `text` from left to right (U+2066 … U+2069): for phone and ticket numbers, money, URLs, key names.
[[nodiscard]] QString leftToRight(const QString &text);

/// "14:31".
[[nodiscard]] QString clockTime(Timestamp at);
/// "Today", "Yesterday", "Monday" within a week, else "12 November", with the year when it is another.
[[nodiscard]] QString dayName(Timestamp at, Timestamp now);
/// For a row: "14:31" today, "Mon" within a week, else "12 Nov", with the year when it is another.
[[nodiscard]] QString listTime(Timestamp at, Timestamp now);
/// "3 h 12 min", "40 min", "8 s"; whole days from two days on ("9 days"). Less than nothing is "0 s".
[[nodiscard]] QString duration(std::chrono::milliseconds span);
/// "+61 412 345 678" from bare E.164, isolated; anything else (a business-scoped id) as it is.
[[nodiscard]] QString phone(const QString &e164);
/// "A$0.08" (two decimals; more only where it would show as nothing: "A$0.0012"), isolated.
[[nodiscard]] QString money(const Money &amount);
/// "Mia" from "Mia Tanaka".
[[nodiscard]] QString firstName(const QString &name);

} // namespace counterbell::ui
