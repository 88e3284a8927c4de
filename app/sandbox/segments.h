// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace counterbell::sandbox
{

/// How an SMS is cut (FACTS 10).
struct SegmentCount {
    bool isGsm7 = true;
    int segments = 1;
};

/// GSM-7 holds 160 septets in one part and 153 in each of several, UCS-2 70 and 67 UTF-16 units. A two-septet
/// character and a grapheme cluster are never torn. An empty text is one segment.
[[nodiscard]] SegmentCount countSegments(const QString &text);

/// What SmartEncoded=true sends instead: typographic quotes, dashes, spaces, back-tick and tab become their
/// GSM-7 twins, accented letters stay.
[[nodiscard]] QString smartEncoded(const QString &text);

} // namespace counterbell::sandbox
