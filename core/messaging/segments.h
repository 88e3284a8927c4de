// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/api/channel.h"

#include <QString>

#include <vector>

namespace counterbell::messaging
{

/// How an SMS travels: seven bits a character, or sixteen for the whole text as soon as one character isn't in the
/// GSM alphabet.
enum class SmsEncoding {
    Gsm7,
    Ucs2,
};

/// What an SMS costs in parts (FACTS 10). WhatsApp has no segments.
struct SegmentCount {
    SmsEncoding encoding = SmsEncoding::Gsm7;
    int segments = 1;            ///< 1 for an empty text
    int units = 0;               ///< septets or UTF-16 code units of the text alone
    int unitsLeft = 160;         ///< how many more fit before another part begins
    std::vector<QString> nonGsm; ///< the characters that forced UCS-2, each once, in order, at most 20

    bool operator==(const SegmentCount &) const = default;
};

/// 160 septets, or 153 in each of several parts; 70 or 67 code units. Neither an escaped character nor a grapheme
/// cluster is split over two parts, so a part may end early.
[[nodiscard]] SegmentCount countSegments(QStringView text);

/// What a text is priced and paced by: SMS parts, or one WhatsApp message.
[[nodiscard]] int billedParts(Channel channel, QStringView text);

/// The same text with typographic quotes, dashes, ellipses, bullets and blanks replaced by their GSM twins. Letters
/// and emoji stay as they are: they mean something.
[[nodiscard]] QString toGsmPunctuation(QStringView text);

} // namespace counterbell::messaging
