// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>

#include <vector>

namespace counterbell::contacts
{

/// The words of a workspace; opt-out and opt-in are editable (DESIGN 6).
struct Keywords {
    std::vector<QString> optOut;
    std::vector<QString> optIn;
    std::vector<QString> help;
};

/// DESIGN 6: Twilio's list, and the Dutch words of the sources (FEATURES PQ-32, PQ-33, OC-34).
[[nodiscard]] Keywords defaultKeywords();

/// The longest keyword, and the longest message that can be one.
inline constexpr qsizetype kLongestKeyword = 60;

/// A word for one of the lists as it is kept: compatibility forms, outer punctuation and doubled blanks gone, in
/// capitals where they compare the same. Empty where nothing is left, or more than kLongestKeyword characters.
[[nodiscard]] QString normalisedKeyword(const QString &word);

enum class Keyword {
    None,
    OptOut,
    OptIn,
    OptInIfOptedOut, ///< YES and JA: an everyday answer, which only turns an opt-out back on
    Help,
};

/// The keyword that `body` as a whole is: case folded, surrounding spaces and punctuation trimmed, so " Stop. " is
/// one and "Stop it" isn't. Where a word is in several lists opt-out wins, then opt-in. STOP is always an opt-out.
[[nodiscard]] Keyword matchKeyword(QStringView body, const Keywords &keywords);

/// Whether Twilio itself acts on this SMS body and answers it: one of its default words, blanks trimmed, any case,
/// nothing else around it (FACTS 8). "Stop." is ours to answer, "STOP" isn't.
[[nodiscard]] bool isTwilioDefaultKeyword(QStringView body);

} // namespace counterbell::contacts
