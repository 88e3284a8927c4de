// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

namespace counterbell::contacts
{

/// A text as it is looked for: NFKD, marks and tatweel off, case folded, runs of blanks one blank (DESIGN 10).
/// Both sides of every comparison go through it, so "ZOË", "zoe" and "Zoë" are the same.
[[nodiscard]] QString searchText(QStringView text);

/// A pattern for `LIKE ? ESCAPE '!'` that finds `text` anywhere; the text's own wildcards mean themselves.
[[nodiscard]] QString containsPattern(const QString &text);

/// The digits by which a typed part of a phone number is found in bare E.164: without blanks, brackets and the zeros
/// in front ("0412 345", "+61 412", "0061412" all find +61412345678). Empty for what isn't a number, or has fewer
/// than three digits.
[[nodiscard]] QString phoneSearchDigits(QStringView text);

} // namespace counterbell::contacts
