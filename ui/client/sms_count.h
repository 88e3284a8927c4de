// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QStringList>

namespace counterbell::ui
{

/// What a text costs as an SMS, counted while it is typed (FACTS 10). The core counts again and decides.
struct SmsCount {
    bool isGsm = true;  ///< seven bits a character; else sixteen for the whole text
    int segments = 1;   ///< 1 for an empty text
    int units = 0;      ///< septets or UTF-16 code units
    int capacity = 160; ///< what `segments` parts hold when the last one is full
    QStringList costly; ///< the characters that made it sixteen bits, each once, in order

    bool operator==(const SmsCount &) const = default;
};

/// One part holds 160 septets or 70 code units; of several, each holds 153 or 67. Neither an escaped character nor a
/// grapheme cluster lies across two parts, so a part may end early; `capacity` allows for that.
[[nodiscard]] SmsCount countSms(QStringView text);

} // namespace counterbell::ui
